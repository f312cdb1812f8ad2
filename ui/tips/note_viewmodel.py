"""A note on a tip, with photos and the place where one stands."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement

from app.drafts.domain import photos_of, text_of, with_photo
from app.identifiers import new_id
from app.photos.domain import TakenPhoto
from app.tips import operations as ops
from app.tips.views import TipDetail
from app.values import Place
from ui.drafts.keeper import Content
from ui.jobs import Answer, Lane, Ok
from ui.tips.sheet import SheetTools, SheetViewModel, target_of

QML_IMPORT_NAME = "okrskar.models"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class NoteProps:
    """What the sheet shows. ``photos`` are addresses of sealed photos; ``drafted``: there is one to discard."""

    subject: str = ""
    text: str = ""
    photos: list[str] = field(default_factory=list)
    here: bool = True
    ready: bool = False
    busy: bool = False
    drafted: bool = False
    problem: str = ""


@QmlElement
class NoteViewModel(SheetViewModel[NoteProps], props=NoteProps):
    """The note sheet. ``photoWanted`` opens the choice of a photo; a photo is sealed as soon as it is chosen."""

    SHEET = "note"
    photoWanted = Signal()

    def __init__(
        self, tools: SheetTools, *, position: Callable[[], Place | None], parent: QObject | None = None
    ) -> None:
        super().__init__(NoteProps(), tools, parent)
        self._position = position
        self._text, self._here = "", True
        self._photos: tuple[TakenPhoto, ...] = ()

    def begin(self, detail: TipDetail, with_photo: bool = False) -> None:
        """Open on a tip."""
        self.bind(target_of(detail))
        if with_photo:
            self.photoWanted.emit()

    @Slot(str)
    def write(self, text: str) -> None:
        """The note as it is written."""
        if text != self._text:
            self._text = text
            self._keep()

    @Slot(bool)
    def stayHere(self, here: bool) -> None:
        """Whether the note carries the place where the officer stands."""
        self._here = here
        self._keep()

    @Slot(list)
    def attach(self, addresses: list[QUrl]) -> None:
        """Photos were chosen: seal them, so that they are safe whatever becomes of their files."""
        if self._target is None:
            return
        for address in addresses:
            self._seal(Path(QUrl(address).toLocalFile()), self._target.id)

    def _seal(self, path: Path, target: str) -> None:
        drafts = self._tools.drafts
        self._tools.jobs.run(
            Lane.DATABASE, lambda: drafts.take_photo(path), lambda answer: self._attached(answer, path, target)
        )

    @Slot(str)
    def leaveOut(self, sha256: str) -> None:
        """This photo does not belong to the note after all."""
        self._photos = tuple(photo for photo in self._photos if photo.sha256 != sha256)
        self._keep()

    @Slot()
    def save(self) -> None:
        """Record the photos and the note: all of it or nothing."""
        if not self.props.ready:
            return
        place = self._position() if self._here else None
        operations: list[ops.TipOperation] = [
            ops.TipPhotoAdd(
                photo_id=new_id(), sha256=photo.sha256, size=photo.size, media_type=photo.media_type, place=place
            )
            for photo in self._photos
        ]
        if self._text.strip():
            operations.append(ops.TipNoteAdd(note_id=new_id(), text=self._text.strip(), place=place))
        self._record(*operations)

    def _attached(self, answer: Answer[Any], path: Path, target: str) -> None:
        if self._target is None or self._target.id != target:
            return
        if isinstance(answer, Ok) and isinstance(answer.value, TakenPhoto):
            self._photos = with_photo(self._photos, answer.value)
            self._keep()
            return
        self._problem = f"{path.name}: {self._trouble(answer)}"
        self._refresh()

    def _is_blank(self) -> bool:
        return not self._text.strip() and not self._photos

    def _content(self) -> Content:
        photos = [msgspec.to_builtins(photo) for photo in self._photos]
        return {"text": self._text, "here": self._here, "photos": photos}

    def _resume(self, content: Content) -> None:
        self._text = text_of(content, "text")
        self._here = content.get("here") is not False
        self._photos = photos_of(content)
        self._refresh()

    def _refresh(self) -> None:
        self.show(
            NoteProps(
                subject=self._target.words if self._target else "",
                text=self._text,
                photos=[photo.sha256 for photo in self._photos],
                here=self._here,
                ready=not self._is_blank() and not self._busy,
                busy=self._busy,
                drafted=self._drafted,
                problem=self._problem,
            )
        )
