"""The notes of past patrols as they are listed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from app.patrols.planned import REFUSED
from app.patrols.views import PatrolNoteView
from ui import moments
from ui.lookups import Lookups

TAG_GLYPHS = {"calm": "smile", "talk": "messages-square", "check": "search-check", "prevention": "shield-check"}


def tag_word(tag: str) -> str:
    """A tag of a patrol note in a word or two."""
    known = {
        "": "",
        "calm": QCoreApplication.translate("Patrol", "Calm"),
        "talk": QCoreApplication.translate("Patrol", "Talk"),
        "check": QCoreApplication.translate("Patrol", "Check"),
        "prevention": QCoreApplication.translate("Patrol", "Prevention"),
        REFUSED: QCoreApplication.translate("Patrol", "Stop left out"),
    }
    return known.get(tag, tag)


@dataclass(frozen=True, slots=True)
class TagRow:
    """One kind of note, to be chosen by a tap."""

    key: str
    words: str
    sign: str


def tag_rows() -> tuple[TagRow, ...]:
    """The kinds of notes."""
    return tuple(TagRow(tag, tag_word(tag), sign) for tag, sign in TAG_GLYPHS.items())


@dataclass(frozen=True, slots=True)
class NoteRow:
    """One patrol note. ``photo`` is the id of its first photo on this device, if any."""

    noteId: str
    words: str
    place: str
    author: str
    when: str
    tag: str
    sign: str
    photos: int
    photo: str
    unsent: bool
    late: bool
    spoken: str


def note_rows(notes: Sequence[PatrolNoteView], lookups: Lookups, now: datetime) -> tuple[NoteRow, ...]:
    """The notes in the order given."""
    rows = []
    for view in notes:
        note = view.note
        place = (note.place.address if note.place else "") or lookups.district(note.district_id)
        when, author = moments.moment(note.at, now), lookups.officer(note.by)
        here = next((one.photo.id for one in view.photos if one.here), "")
        unsent = QCoreApplication.translate("Patrol", "not sent") if view.unsent else ""
        spoken = ", ".join(filter(None, (note.text, place, when, author, tag_word(note.tag), unsent)))
        rows.append(
            NoteRow(
                noteId=note.id,
                words=note.text,
                place=place,
                author=author,
                when=when,
                tag=tag_word(note.tag),
                sign="ban" if note.tag == REFUSED else TAG_GLYPHS.get(note.tag, "notebook-pen"),
                photos=len(view.photos),
                photo=here,
                unsent=view.unsent,
                late=note.received_late,
                spoken=spoken,
            )
        )
    return tuple(rows)
