"""What is being written, in words."""

from typing import assert_never

from PySide6.QtCore import QCoreApplication

from app.drafts.domain import Draft, text_of
from ui.drafts.keeper import Unkept
from ui.tips.forms import form_of

TEXTS = ("title", "text", "name", "body")
"""The fields of a draft that a person wrote, in the order in which they are shown."""


def sheet_words(draft: Draft) -> str:
    """Where it is being written."""
    key = draft.key
    match key.feature, key.sheet:
        case "tips", "close":
            return QCoreApplication.translate("Drafts", "Closing a tip")
        case "tips", "note":
            return QCoreApplication.translate("Drafts", "Note on a tip")
        case "tips", sheet if (form := form_of(sheet)) is not None:
            return form.begun()
        case "patrols", "note":
            return QCoreApplication.translate("Drafts", "Patrol note")
        case "patrols", "refusal":
            return QCoreApplication.translate("Drafts", "Why a stop is left out")
        case "ratings", "kiosk":
            return QCoreApplication.translate("Drafts", "A rating that was broken off")
        case "sync", "edit":
            return QCoreApplication.translate("Drafts", "An entry being mended")
        case "sync", "taken_back":
            return QCoreApplication.translate("Drafts", "An entry that was taken back")
        case _:
            return QCoreApplication.translate("Drafts", "Something written by another version of the app")


def written_words(draft: Draft) -> str:
    """Everything that a person wrote in it, as it would be copied."""
    return "\n".join(text for name in TEXTS if (text := text_of(draft.content, name).strip()))


def unkept_words(why: Unkept) -> str:
    """Why what is written is not on the disk, and what to do."""
    match why:
        case Unkept.FULL:
            return QCoreApplication.translate(
                "Sheet", "The device is full: what you write is not on its disk yet. Make room, or record it soon."
            )
        case Unkept.TOO_LONG | Unkept.TOO_MANY:
            return QCoreApplication.translate(
                "Sheet",
                "This is too much to be kept as a draft. Record it, or discard other drafts, before you lock the app.",
            )
        case Unkept.BROKEN:
            return QCoreApplication.translate(
                "Sheet",
                "What you write is not on the disk: the store does not take it. It stays here and is tried again;"
                " record it before you lock the app.",
            )
        case _:
            assert_never(why)


def unspent_words(why: Unkept) -> str:
    """Why what was discarded is there again."""
    if why is Unkept.FULL:
        return QCoreApplication.translate(
            "Drafts", "It could not be discarded: the device is full. It is there again; make room and try again."
        )
    return QCoreApplication.translate(
        "Drafts", "It could not be discarded: the store does not take it. It is there again; try again later."
    )
