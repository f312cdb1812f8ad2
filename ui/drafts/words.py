"""What is being written, in words."""

from PySide6.QtCore import QCoreApplication

from app.drafts.domain import Draft, text_of
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
        case "sync", "edit":
            return QCoreApplication.translate("Drafts", "An entry being mended")
        case _:
            return QCoreApplication.translate("Drafts", "Something written by another version of the app")


def written_words(draft: Draft) -> str:
    """Everything that a person wrote in it, as it would be copied."""
    return "\n".join(text for name in TEXTS if (text := text_of(draft.content, name).strip()))
