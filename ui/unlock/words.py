"""Why the door stays shut, and the words for it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, assert_never

from PySide6.QtCore import QCoreApplication


class Trouble(StrEnum):
    """Why the door stays shut. Words are made here."""

    WRONG = "wrong"
    KEYS_GONE = "keys_gone"
    KEY_STORE_MISSING = "key_store_missing"
    DRIVER_MISSING = "driver_missing"
    NOT_ENCRYPTED = "not_encrypted"
    UNREADABLE = "unreadable"
    TOO_NEW = "too_new"
    DISK_FULL = "disk_full"
    BAD_ADDRESS = "bad_address"
    PLAIN_HTTP = "plain_http"
    NO_AUTHORITY = "no_authority"
    WRONG_CODE = "wrong_code"
    OFFLINE = "offline"
    SERVER = "server"
    REVOKED = "revoked"
    TOO_SHORT = "too_short"
    TOO_EASY = "too_easy"
    IN_USE = "in_use"


@dataclass(frozen=True, slots=True)
class Shut:
    """It did not open: why, and how many tries are left where that counts."""

    trouble: Trouble
    left: int | None = None


def trouble_words(shut: Shut) -> str:  # noqa: C901, PLR0912 - one branch a trouble
    """What happened, what is safe, what to do."""
    match shut.trouble:
        case Trouble.WRONG if shut.left is not None:
            return QCoreApplication.translate("Unlock", "That is not right. %n try(ies) left.", None, shut.left)
        case Trouble.WRONG:
            return QCoreApplication.translate("Unlock", "That is not right. Try again.")
        case Trouble.KEYS_GONE:
            return QCoreApplication.translate(
                "Unlock",
                "After ten wrong tries the key was deleted. Enrol this device anew with a code of your station.",
            )
        case Trouble.KEY_STORE_MISSING:
            return QCoreApplication.translate(
                "Unlock", "The key store of this computer does not answer. Sign in to the computer and try again."
            )
        case Trouble.DRIVER_MISSING:
            return QCoreApplication.translate(
                "Unlock", "The encryption is not installed, so nothing is opened. Install the app again."
            )
        case Trouble.NOT_ENCRYPTED | Trouble.UNREADABLE:
            return QCoreApplication.translate(
                "Unlock",
                "The store on this device can not be read. Nothing in it was changed; call your administrator.",
            )
        case Trouble.TOO_NEW:
            return QCoreApplication.translate("Unlock", "A newer version of the app wrote this store. Update the app.")
        case Trouble.DISK_FULL:
            return QCoreApplication.translate("Unlock", "The disk is full. Free some space and try again.")
        case Trouble.BAD_ADDRESS:
            return QCoreApplication.translate(
                "Unlock", "This is not an address of a station, e.g. https://station.example"
            )
        case Trouble.PLAIN_HTTP:
            return QCoreApplication.translate(
                "Unlock", "Only an encrypted connection is used: the address begins with https."
            )
        case Trouble.NO_AUTHORITY:
            return QCoreApplication.translate(
                "Unlock", "The station's certificate is not on this device. Ask your administrator for it."
            )
        case Trouble.WRONG_CODE:
            return QCoreApplication.translate(
                "Unlock", "The code is wrong, used or too old. Ask your station for a new one."
            )
        case Trouble.OFFLINE:
            return QCoreApplication.translate(
                "Unlock", "The station can not be reached. Check the connection and try again."
            )
        case Trouble.SERVER:
            return QCoreApplication.translate("Unlock", "The station could not answer. Try again in a while.")
        case Trouble.REVOKED:
            return QCoreApplication.translate("Unlock", "This device was revoked and wiped. Enrol it anew with a code.")
        case Trouble.TOO_SHORT | Trouble.TOO_EASY | Trouble.IN_USE:
            return _own_words(shut.trouble)
        case _:
            assert_never(shut.trouble)


def _own_words(trouble: Literal[Trouble.TOO_SHORT, Trouble.TOO_EASY, Trouble.IN_USE]) -> str:
    """What the person at this device can change by themselves."""
    match trouble:
        case Trouble.TOO_SHORT:
            return QCoreApplication.translate("Unlock", "That is too short to protect this device.")
        case Trouble.TOO_EASY:
            return QCoreApplication.translate(
                "Unlock", "That is one of the first that a thief tries, such as 123456 or a repetition. Choose another."
            )
        case Trouble.IN_USE:
            return QCoreApplication.translate(
                "Unlock", "Okrskář already runs with this store, in another window. Go on there, or close it first."
            )
        case _:
            assert_never(trouble)
