"""Named lines at which a test may end this process, as if the power went. Without the variable they do nothing."""

import os

NAMES = (
    "push.before_begin",
    "push.after_device_lock",
    "push.after_effects",
    "push.after_receipts",
    "publish.before_counter",
    "publish.after_counter",
    "publish.after_feed",
    "push.before_commit",
    "push.after_commit",
    "pull.before_answer",
    "upload.after_write",
    "upload.before_seal",
    "upload.after_seal",
    "mail.kept",
)
"""Every crash point there is, in the order in which a round meets them."""

_armed = os.environ.get("OKRSKAR_CRASH_AT", "")
EXIT_CODE = 86


def crash_point(name: str) -> None:
    """End the process at once, nothing flushed, if this is the line that ``OKRSKAR_CRASH_AT`` names."""
    if _armed and name == _armed:
        os._exit(EXIT_CODE)
