"""No copy of this process's memory on the disk: it would hold the data key and what people wrote."""

import importlib.util


def forbid_dumps() -> None:
    """Let the system write no core file of this process and its children, where it knows of such limits."""
    if importlib.util.find_spec("resource") is None:
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
