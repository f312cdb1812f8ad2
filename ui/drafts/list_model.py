"""The rows of the list of drafts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from app.drafts.domain import Draft, photos_of
from ui import moments
from ui.drafts.words import sheet_words, written_words

SHOWN = 120


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One draft. ``here``: what it is about is on this device, so that one can go on; else it can be copied."""

    draftId: str
    words: str
    title: str
    text: str
    when: str
    photos: int
    here: bool
    spoken: str


def draft_rows(drafts: Iterable[Draft], gone: frozenset[str], now: datetime) -> tuple[DraftRow, ...]:
    """The rows, in the order given. ``gone`` are the ids of drafts whose target is not on this device."""
    rows = []
    for draft in drafts:
        words, when, here = sheet_words(draft), moments.moment(draft.at, now), draft.id not in gone
        text = " ".join(written_words(draft).split())
        shown = text if len(text) <= SHOWN else text[:SHOWN].rstrip() + "…"
        left = "" if here else QCoreApplication.translate("Drafts", "no longer on this device")
        spoken = ", ".join(filter(None, (words, draft.title, shown, when, left)))
        rows.append(DraftRow(draft.id, words, draft.title, shown, when, len(photos_of(draft.content)), here, spoken))
    return tuple(rows)
