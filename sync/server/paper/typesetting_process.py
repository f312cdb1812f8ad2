"""The child process that sets one document: the only importer of typst. Its templates are ours, its data is others'.

The data comes as JSON by the standard input and reaches the template as a value, so no text in it can be read as a
command. A letter that the face does not have is no reason for no paper: then the document does not say that it is
PDF/UA, and has its tags all the same.
"""

import sys
from pathlib import Path
from typing import Any

WORD = "--typeset"
"""Makes a frozen ``okrskar-server`` be this child: the folder of resources and the name of a template follow."""
REFUSED = 3
_STANDARDS: tuple[Any, ...] = (["ua-1"], [])
_MEMORY = 2 * 1024**3
_CPU_SECONDS = 60


def main(resources: str, name: str) -> int:
    """Set the document; the PDF goes to the standard output."""
    import typst

    data = sys.stdin.buffer.read().decode()
    confine()
    for standards in _STANDARDS:
        try:
            made = typst.compile(
                Path(resources) / "paper" / f"{name}.typ",
                root=Path(resources),
                font_paths=[Path(resources) / "vendor" / "inter"],
                ignore_system_fonts=True,
                sys_inputs={"data": data},
                pdf_standards=standards,
            )
        except typst.TypstError as error:
            sys.stderr.write(f"{error.message}\n")
            continue
        sys.stdout.buffer.write(made)
        sys.stdout.buffer.flush()
        return 0
    return REFUSED


def confine() -> None:
    """From now on little is used, no file is written, and no core is left behind."""
    try:
        import resource
    except ImportError:  # Windows has no such limits; the time-out of the parent stands
        return
    limits = {
        resource.RLIMIT_AS: _MEMORY,
        resource.RLIMIT_CPU: _CPU_SECONDS,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,
    }
    for limit, value in limits.items():
        resource.setrlimit(limit, (value, value))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
