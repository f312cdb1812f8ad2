"""The list of what was begun and not recorded yet: go on, copy, discard, put back."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QmlElement

from app.drafts.domain import Draft, DraftKey
from ui import moments
from ui.drafts.keeper import DraftKeeper
from ui.drafts.list_model import DraftRow, draft_rows
from ui.drafts.words import unspent_words, written_words
from ui.jobs import Answer, Err, Jobs, Lane, Ok
from ui.rows import RowModel
from ui.snapshot import ViewModel, fixed

QML_IMPORT_NAME = "okrskar.models"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class DraftsProps:
    """How many there are, and in words for a button."""

    count: int = 0
    words: str = ""


@QmlElement
class DraftsViewModel(ViewModel[DraftsProps], props=DraftsProps):
    """``wanted`` asks for the sheet of a draft; ``said`` tells what was done and whether it can be undone."""

    said = Signal(str, bool)
    wanted = Signal(str, str, str)
    listWanted = Signal()
    changed = Signal()

    def __init__(
        self,
        keeper: DraftKeeper,
        jobs: Jobs,
        clock: moments.Clock,
        *,
        is_here: Callable[[DraftKey], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(DraftsProps(), parent)
        self.keeper = keeper
        keeper.setParent(self)
        self._jobs, self._clock, self._is_here = jobs, clock, is_here
        self._gone: frozenset[str] = frozenset()
        self._rows: RowModel[DraftRow] = RowModel(DraftRow, self)
        keeper.changed.connect(self._changed)
        keeper.unspent.connect(lambda why: self.tell(unspent_words(why)))
        self._show()

    @fixed
    def rows(self) -> RowModel[DraftRow]:
        return self._rows

    @Slot()
    def refresh(self) -> None:
        """Look anew of what is written about which is on this device."""
        drafts = self.keeper.drafts

        def work() -> frozenset[str]:
            return frozenset(draft.id for draft in drafts if not self._is_here(draft.key))

        def answer(result: Answer[frozenset[str]]) -> None:
            match result:
                case Ok(value=gone):
                    self._gone = gone
                case Err():
                    self.tell(
                        QCoreApplication.translate(
                            "Drafts", "It could not be read which of these tips are still here. What you wrote is safe."
                        )
                    )
            self._show()

        self._jobs.run(Lane.DATABASE, work, answer)

    @Slot()
    def showList(self) -> None:
        """Have the sheet of all drafts opened."""
        self.listWanted.emit()

    @Slot(str)
    def goOn(self, draft_id: str) -> None:
        """Open the sheet in which it was being written."""
        draft = self._find(draft_id)
        if draft is not None:
            self.wanted.emit(draft.key.feature, draft.key.sheet, draft.key.target)

    @Slot(str)
    def copy(self, draft_id: str) -> None:
        """Put the words on the clipboard."""
        draft = self._find(draft_id)
        if draft is not None:
            QGuiApplication.clipboard().setText(written_words(draft))
            self.said.emit(QCoreApplication.translate("Drafts", "The text was copied."), False)

    @Slot(str)
    def discard(self, draft_id: str) -> None:
        """Let one go; ``restore`` puts it back."""
        draft = self._find(draft_id)
        if draft is not None:
            self.keeper.discard(draft.key)
            self.tell_discarded()

    def tell(self, words: str) -> None:
        """Something about what is written, for whoever has no sheet open that says it."""
        self.said.emit(words, False)

    def tell_discarded(self) -> None:
        """One was discarded, here or in its sheet."""
        self.said.emit(QCoreApplication.translate("Drafts", "What was written was discarded."), True)

    @Slot()
    def restore(self) -> None:
        """Put back what was discarded last, exactly as it was."""
        if self.keeper.restore() is not None:
            words = QCoreApplication.translate("Drafts", "It is back: go on where you left off.")
        else:
            words = QCoreApplication.translate(
                "Drafts", "Something else is being written there by now; nothing was changed."
            )
        self.said.emit(words, False)

    def _find(self, draft_id: str) -> Draft | None:
        return next((draft for draft in self.keeper.drafts if draft.id == draft_id), None)

    def _changed(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        drafts = self.keeper.drafts
        self._rows.show(draft_rows(drafts, self._gone, self._clock()))
        words = QCoreApplication.translate("Drafts", "%n being written", None, len(drafts)) if drafts else ""
        self.show(DraftsProps(len(drafts), words))
