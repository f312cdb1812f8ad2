"""What every sheet does in which one writes: gives back what was being written there, and keeps it while one writes."""

from typing import TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from app.drafts.domain import DraftKey
from ui.drafts.keeper import Content, DraftKeeper
from ui.drafts.words import unkept_words
from ui.snapshot import ViewModel

P = TypeVar("P")


class KeptSheet(ViewModel[P]):
    """A sheet over one draft.

    ``begun`` and ``finished`` open and close it. A subclass says where its draft lies (``key``, None while it never
    opened) and what it is about, what is in it by ``_content``, whether there is anything by ``_is_blank``, and takes
    an earlier state by ``_resume``.
    """

    begun = Signal()
    finished = Signal()
    discarded = Signal()

    def __init__(self, props: P, drafts: DraftKeeper, parent: QObject | None = None) -> None:
        super().__init__(props, parent)
        self._drafts = drafts
        self._busy = False
        self._said = ""
        self._open = False
        drafts.unkept.connect(self._follow_keeping)
        drafts.restored.connect(self._take_restored)

    @property
    def key(self) -> DraftKey | None:
        """Where this sheet's draft lies."""
        raise NotImplementedError

    @property
    def opened(self) -> bool:
        """Whether it is in sight."""
        return self._open

    @Slot()
    def flush(self) -> None:
        """The sheet lost the focus: to the disk at once."""
        self._drafts.flush()

    @Slot()
    def hide(self) -> None:
        """The officer left the sheet, or it is done: what is written in it stays."""
        self._open = False
        self._drafts.flush()

    @Slot()
    def discard(self) -> None:
        """Let what is written here go; it can be put back."""
        if self.key is not None:
            self._drafts.discard(self.key)
        self.finished.emit()
        self.discarded.emit()

    def _about(self) -> str:
        """What it is about, for the day when that is not on this device any more."""
        raise NotImplementedError

    def _base(self) -> int | None:
        """The version of it that one saw when one began."""
        return None

    def _is_blank(self) -> bool:
        raise NotImplementedError

    def _content(self) -> Content:
        raise NotImplementedError

    def _resume(self, content: Content) -> None:
        raise NotImplementedError

    def _refresh(self) -> None:
        raise NotImplementedError

    @property
    def _drafted(self) -> bool:
        return self.key is not None and self._drafts.get(self.key) is not None

    @property
    def _problem(self) -> str:
        """What the sheet says is wrong: what came of the last tap, else why its draft is not on the disk."""
        trouble = self._drafts.trouble
        return self._said or (unkept_words(trouble) if trouble is not None and self._drafted else "")

    @_problem.setter
    def _problem(self, words: str) -> None:
        self._said = words

    def _begin(self) -> None:
        """Open with what was being written there."""
        self._drafts.flush()
        self._busy, self._said = False, ""
        draft = self._drafts.get(self.key) if self.key is not None else None
        self._resume(draft.content if draft else {})
        self._open = True
        self.begun.emit()

    def _keep(self) -> None:
        """What is written changed: keep it, or let the draft go where nothing is left of it."""
        if self.key is None:
            return
        if not self._is_blank():
            self._drafts.write(self.key, self._content(), title=self._about(), base=self._base())
        elif self._drafted:
            self._drafts.discard(self.key)
        self._said = ""
        self._refresh()

    def _follow_keeping(self) -> None:
        if self._open:
            self._refresh()

    def _take_restored(self, key: DraftKey) -> None:
        """What was let go is back while the sheet is open: show it, or the next letter would write over it."""
        draft = self._drafts.get(key)
        if self._open and key == self.key and draft is not None:
            self._resume(draft.content)
