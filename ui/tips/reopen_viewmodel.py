"""Why a closed tip is opened again."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Slot
from PySide6.QtQml import QmlElement

from app.drafts.domain import text_of
from app.tips import operations as ops
from app.tips.views import TipDetail
from ui.drafts.keeper import Content
from ui.tips.sheet import SheetTools, SheetViewModel, target_of

QML_IMPORT_NAME = "okrskar.models"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class ReopenProps:
    """What the sheet shows."""

    subject: str = ""
    reason: str = ""
    ready: bool = False
    busy: bool = False
    drafted: bool = False
    problem: str = ""


@QmlElement
class ReopenViewModel(SheetViewModel[ReopenProps], props=ReopenProps):
    """The sheet that asks for the reason."""

    SHEET = "reopen"

    def __init__(self, tools: SheetTools, parent: QObject | None = None) -> None:
        super().__init__(ReopenProps(), tools, parent)
        self._reason = ""

    def begin(self, detail: TipDetail) -> None:
        """Open on a tip."""
        self.bind(target_of(detail))

    @Slot(str)
    def write(self, reason: str) -> None:
        """The reason as it is written."""
        if reason != self._reason:
            self._reason = reason
            self._keep()

    @Slot()
    def save(self) -> None:
        """Record it."""
        if self.props.ready:
            operation = ops.TipReopen(reason=self._reason.strip())
            self._record(operation)

    def _is_blank(self) -> bool:
        return not self._reason.strip()

    def _content(self) -> Content:
        return {"text": self._reason}

    def _resume(self, content: Content) -> None:
        self._reason = text_of(content, "text")
        self._refresh()

    def _refresh(self) -> None:
        self.show(
            ReopenProps(
                subject=self._target.words if self._target else "",
                reason=self._reason,
                ready=not self._busy and not self._is_blank(),
                busy=self._busy,
                drafted=self._drafted,
                problem=self._problem,
            )
        )
