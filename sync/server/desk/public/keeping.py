"""What every form of this room does with what was typed: it is written down, or it comes back with why not."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar

from sqlalchemy.exc import OperationalError

_Answer = TypeVar("_Answer")
log = logging.getLogger("okrskar.server")
OLD, SIGNED_OUT, NOT_NOW, MEANWHILE = "old", "signed_out", "not_now", "meanwhile"
"""Why nothing was written though nothing is wrong with what was typed."""
SAVED: Final = "?saved=1"

_STATUS: Final = {OLD: 403, SIGNED_OUT: 403, NOT_NOW: 503, MEANWHILE: 409}


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a form came back, and with which status."""

    name: str = ""

    @property
    def status(self) -> int:
        """Of the answer."""
        return _STATUS.get(self.name, 422 if self.name else 200)


NONE: Final = Trouble()


def kept(take: Callable[[], _Answer], shown: Callable[[Trouble], _Answer]) -> _Answer:
    """What was taken; or the form as it was typed where it can not be written down just now."""
    try:
        return take()
    except OperationalError as error:
        log.critical("a form of the desk can not be written down: %s", type(error).__name__)
        return shown(Trouble(NOT_NOW))


def late(*, is_signed_in: bool) -> Trouble:
    """Why a form that is none of this browser's any more came back."""
    return Trouble(OLD if is_signed_in else SIGNED_OUT)
