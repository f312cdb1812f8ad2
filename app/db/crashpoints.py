"""Named places around the durable steps where a test may end the process, as a power cut would.

``OKRSKAR_CRASH_AT=name`` ends it the first time that place is reached, ``name@3`` the third time.
"""

import os

VARIABLE = "OKRSKAR_CRASH_AT"
EXIT_CODE = 86
POINTS = (
    "outbox.record.before_commit",
    "outbox.record.after_commit",
    "outbox.batch.before_commit",
    "outbox.batch.after_commit",
    "outbox.verdicts.before_commit",
    "outbox.verdicts.after_commit",
    "outbox.settle.before_commit",
    "outbox.settle.after_commit",
    "outbox.withdraw.before_commit",
    "pages.apply.before_commit",
    "pages.apply.after_commit",
    "pages.reset.before_commit",
    "pages.reset.after_commit",
    "photos.seal.before_rename",
    "photos.seal.after_rename",
    "files.sent.before_commit",
    "files.sent.after_commit",
    "search.slice.before_commit",
    "keys.attempt.after_write",
    "keys.rewrap.before_rename",
    "authorities.keep.before_commit",
    "authorities.keep.after_commit",
    "authorities.file.before_rename",
    "authorities.file.after_rename",
)


class _Countdown:
    def __init__(self, wanted: str) -> None:
        self.name, _, times = wanted.partition("@")
        self.left = int(times or 1)


_countdown = _Countdown(os.environ.get(VARIABLE, ""))


def crash_point(name: str) -> None:
    """End the process here, without any clean-up, if a test asked for it."""
    if _countdown.name != name:
        return
    _countdown.left -= 1
    if _countdown.left == 0:
        os._exit(EXIT_CODE)
