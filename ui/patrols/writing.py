"""The patrol note being written, as values: what is known of it, what is shown, what is kept. Pure."""

from dataclasses import dataclass, field, replace

import msgspec
from PySide6.QtCore import QCoreApplication

from app.drafts.domain import DraftKey, photos_of, place_of, text_of
from app.patrols.domain import Patrol
from app.photos.domain import TakenPhoto
from app.values import Place
from ui.drafts.keeper import Content
from ui.lookups import Lookups
from ui.patrols.list_model import tag_word

KEY = DraftKey("patrols", "note")
"""Where the one patrol note being written is kept."""


@dataclass(frozen=True, slots=True)
class NoteInputs:
    """What is known of the note. ``place`` is where it will lie, ``district`` the one it belongs to.

    ``text``, ``tag``, ``photos`` and ``place`` outlive the page and the lock. ``running`` is the patrol on which it is
    written, ``position`` where the officer stands now. ``stood`` and ``bound`` are where the officer stood and the
    district when the note was begun: it belongs there, wherever one walks before it is kept.
    """

    running: Patrol | None = None
    position: Place | None = None
    place: Place | None = None
    district: str = ""
    photos: tuple[TakenPhoto, ...] = ()
    text: str = ""
    tag: str = ""
    stood: Place | None = None
    bound: str = ""
    busy: bool = False
    lookups: Lookups = field(default_factory=Lookups)

    @property
    def where(self) -> Place | None:
        """Where the note will lie."""
        return self.place or self.stood or self.position

    @property
    def blank(self) -> bool:
        """Nothing is being written."""
        return not self.text.strip() and not self.photos


@dataclass(frozen=True, slots=True)
class NoteProps:
    """What is shown of the note. ``photos`` are addresses of sealed photos."""

    district: str = ""
    districtName: str = ""
    place: str = ""
    hasPlace: bool = False
    placeChosen: bool = False
    photos: list[str] = field(default_factory=list)
    text: str = ""
    tag: str = ""
    canSave: bool = False
    drafted: bool = False


def _place_words(inputs: NoteInputs) -> str:
    place = inputs.where
    if place is None:
        return ""
    if place.address:
        return place.address
    if inputs.place is not None:
        words = QCoreApplication.translate("Patrol", "Chosen on the map")
    elif inputs.stood is not None and inputs.stood != inputs.position:
        words = QCoreApplication.translate("Patrol", "Where you began to write")
    elif place.accuracy is None:
        words = QCoreApplication.translate("Patrol", "Where I stand")
    else:
        words = QCoreApplication.translate("Patrol", "Where I stand, ±%1 m")
        words = words.replace("%1", str(max(1, round(place.accuracy))))
    return words


def derive(inputs: NoteInputs) -> NoteProps:
    """Props of the inputs."""
    return NoteProps(
        district=inputs.district,
        districtName=inputs.lookups.district(inputs.district),
        place=_place_words(inputs),
        hasPlace=inputs.where is not None,
        placeChosen=inputs.place is not None,
        photos=[photo.sha256 for photo in inputs.photos],
        text=inputs.text,
        tag=inputs.tag,
        canSave=bool(inputs.text.strip()) and not inputs.busy,
        drafted=not inputs.blank,
    )


def with_tag(inputs: NoteInputs, tag: str) -> NoteInputs:
    """The tag chosen, or left when it was chosen already. Its word stands for a text while nothing else is written."""
    chosen = "" if inputs.tag == tag else tag
    untouched = inputs.text.strip() in ("", tag_word(inputs.tag))
    return replace(inputs, tag=chosen, text=tag_word(chosen) if untouched else inputs.text)


def cleared(inputs: NoteInputs) -> NoteInputs:
    """Nothing is being written any more."""
    return replace(inputs, text="", tag="", photos=(), place=None, stood=None, bound="")


def content(inputs: NoteInputs) -> Content:
    """What is kept of the note being written."""
    return {
        "text": inputs.text,
        "tag": inputs.tag,
        "photos": [msgspec.to_builtins(photo) for photo in inputs.photos],
        "place": msgspec.to_builtins(inputs.place),
        "stood": msgspec.to_builtins(inputs.stood),
        "district": inputs.bound,
    }


def resumed(inputs: NoteInputs, content: Content) -> NoteInputs:
    """The note as it was kept."""
    return replace(
        inputs,
        text=text_of(content, "text"),
        tag=text_of(content, "tag"),
        photos=photos_of(content),
        place=place_of(content),
        stood=place_of(content, "stood"),
        bound=text_of(content, "district"),
    )
