"""The Patrol page as values: what it knows, what it shows, and the note being written."""

from dataclasses import dataclass, field, replace
from datetime import datetime

import msgspec
from PySide6.QtCore import QCoreApplication

from app.drafts.domain import DraftKey, photos_of, place_of, text_of
from app.patrols.domain import Patrol
from app.patrols.views import PatrolNoteView
from app.photos.domain import TakenPhoto
from app.values import Place
from ui import moments
from ui.drafts.keeper import Content
from ui.lookups import Lookups
from ui.patrols.list_model import tag_word

KEY = DraftKey("patrols", "note")
"""Where the one patrol note being written is kept."""


@dataclass(frozen=True, slots=True)
class PatrolInputs:
    """What the page knows. ``place`` is where the note will lie, ``district`` the one it belongs to.

    ``text``, ``tag``, ``photos`` and ``place`` are of the note being written: they outlive the page and the lock.
    ``stood`` and ``bound`` are where the officer stood and the district when the note was begun: it belongs there,
    wherever one walks before it is kept.
    """

    running: Patrol | None = None
    notes: tuple[PatrolNoteView, ...] = ()
    loaded: bool = False
    position: Place | None = None
    place: Place | None = None
    district: str = ""
    photos: tuple[TakenPhoto, ...] = ()
    text: str = ""
    tag: str = ""
    stood: Place | None = None
    bound: str = ""
    failed: bool = False
    busy: bool = False
    lookups: Lookups = field(default_factory=Lookups)
    now: datetime | None = None

    @property
    def where(self) -> Place | None:
        """Where the note will lie."""
        return self.place or self.stood or self.position

    @property
    def blank(self) -> bool:
        """Nothing is being written."""
        return not self.text.strip() and not self.photos


@dataclass(frozen=True, slots=True)
class PatrolProps:
    """What the page and the strip show. ``photos`` are addresses of sealed photos."""

    running: bool = False
    elapsed: str = ""
    district: str = ""
    districtName: str = ""
    place: str = ""
    hasPlace: bool = False
    placeChosen: bool = False
    photos: list[str] = field(default_factory=list)
    text: str = ""
    tag: str = ""
    canSave: bool = False
    noteCount: int = 0
    loaded: bool = False
    failed: bool = False
    busy: bool = False
    drafted: bool = False


def _elapsed(patrol: Patrol, now: datetime) -> str:
    started = moments.read(patrol.started_at, now) or now
    minutes = max(0, int((now - started).total_seconds() // 60))
    return f"{minutes // 60}:{minutes % 60:02d}"


def _place_words(inputs: PatrolInputs) -> str:
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


def derive(inputs: PatrolInputs) -> PatrolProps:
    """Props of the inputs."""
    patrol, now = inputs.running, inputs.now
    return PatrolProps(
        running=patrol is not None,
        elapsed=_elapsed(patrol, now) if patrol and now else "",
        district=inputs.district,
        districtName=inputs.lookups.district(inputs.district),
        place=_place_words(inputs),
        hasPlace=inputs.where is not None,
        placeChosen=inputs.place is not None,
        photos=[photo.sha256 for photo in inputs.photos],
        text=inputs.text,
        tag=inputs.tag,
        canSave=bool(inputs.text.strip()) and not inputs.busy,
        noteCount=len(inputs.notes),
        loaded=inputs.loaded,
        failed=inputs.failed and not inputs.notes,
        busy=inputs.busy,
        drafted=not inputs.blank,
    )


def with_tag(inputs: PatrolInputs, tag: str) -> PatrolInputs:
    """The tag chosen, or left when it was chosen already. Its word stands for a text while nothing else is written."""
    chosen = "" if inputs.tag == tag else tag
    untouched = inputs.text.strip() in ("", tag_word(inputs.tag))
    return replace(inputs, tag=chosen, text=tag_word(chosen) if untouched else inputs.text)


def cleared(inputs: PatrolInputs) -> PatrolInputs:
    """Nothing is being written any more."""
    return replace(inputs, text="", tag="", photos=(), place=None, stood=None, bound="")


def content(inputs: PatrolInputs) -> Content:
    """What is kept of the note being written."""
    return {
        "text": inputs.text,
        "tag": inputs.tag,
        "photos": [msgspec.to_builtins(photo) for photo in inputs.photos],
        "place": msgspec.to_builtins(inputs.place),
        "stood": msgspec.to_builtins(inputs.stood),
        "district": inputs.bound,
    }


def resumed(inputs: PatrolInputs, content: Content) -> PatrolInputs:
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
