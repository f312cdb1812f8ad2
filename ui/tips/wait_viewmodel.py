"""On whom a tip waits."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Slot
from PySide6.QtQml import QmlElement

from app.drafts.domain import text_of
from app.tips import operations as ops
from app.tips.domain import WaitingOn
from app.tips.views import TipDetail
from ui.drafts.keeper import Content
from ui.tips.sheet import SheetTools, SheetViewModel, target_of

QML_IMPORT_NAME = "okrskar.models"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class WaitProps:
    """What the sheet shows."""

    subject: str = ""
    on: str = WaitingOn.RESIDENT.value
    body: str = ""
    ready: bool = False
    busy: bool = False
    drafted: bool = False
    problem: str = ""


@QmlElement
class WaitViewModel(SheetViewModel[WaitProps], props=WaitProps):
    """The sheet that sets a tip to waiting."""

    SHEET = "wait"

    def __init__(self, tools: SheetTools, parent: QObject | None = None) -> None:
        super().__init__(WaitProps(), tools, parent)
        self._on, self._body = WaitingOn.RESIDENT, ""

    def begin(self, detail: TipDetail) -> None:
        """Open on a tip."""
        self.bind(target_of(detail))

    @Slot(str)
    def waitOn(self, on: str) -> None:
        """The resident, or another body."""
        self._on = WaitingOn(on)
        self._keep()

    @Slot(str)
    def name(self, body: str) -> None:
        """Which body."""
        if body != self._body:
            self._body = body
            self._keep()

    @Slot()
    def save(self) -> None:
        """Record it."""
        if self.props.ready and self._target is not None:
            body = self._body.strip() if self._on is WaitingOn.OTHER_BODY else ""
            operation = ops.TipWait(seen=self._target.status, on=self._on, body=body)
            self._record(operation)

    def _is_blank(self) -> bool:
        return self._on is WaitingOn.RESIDENT and not self._body.strip()

    def _content(self) -> Content:
        return {"on": self._on.value, "body": self._body}

    def _resume(self, content: Content) -> None:
        on = text_of(content, "on")
        self._on = WaitingOn(on) if on in {one.value for one in WaitingOn} else WaitingOn.RESIDENT
        self._body = text_of(content, "body")
        self._refresh()

    def _refresh(self) -> None:
        self.show(
            WaitProps(
                subject=self._target.words if self._target else "",
                on=self._on.value,
                body=self._body,
                ready=not self._busy and (self._on is WaitingOn.RESIDENT or bool(self._body.strip())),
                busy=self._busy,
                drafted=self._drafted,
                problem=self._problem,
            )
        )
