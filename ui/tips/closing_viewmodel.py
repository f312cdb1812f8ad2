"""Closing a tip in one sheet: how it ended, the reply from a template, what the resident will get."""

from dataclasses import dataclass, replace
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QObject, Slot
from PySide6.QtQml import QmlElement

from app.tips import operations as ops
from app.tips.domain import OutcomeKind, Tip
from app.tips.views import Sort, TipDetail, TipPage, TipQuery
from ui.drafts.keeper import Content
from ui.jobs import Answer, Lane, Ok
from ui.lookups import Lookups
from ui.rows import RowModel
from ui.snapshot import fixed
from ui.tips.closing import (
    ClosingInputs,
    ClosingProps,
    content,
    derive,
    ending,
    named,
    prepared,
    resumed,
    with_template,
    written,
)
from ui.tips.face import address_of, title_of
from ui.tips.sheet import SheetTools, SheetViewModel, target_of
from ui.tips.words import outcome_glyph, outcome_word

QML_IMPORT_NAME = "okrskar.models"
QML_IMPORT_MAJOR_VERSION = 1


class Findable(Protocol):
    """Where the tip of which this one is a duplicate is looked for."""

    def page(self, query: TipQuery) -> TipPage: ...


@dataclass(frozen=True, slots=True)
class OutcomeTile:
    """One way a tip can end."""

    kind: str
    words: str
    sign: str


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """One prepared reply."""

    templateId: str
    title: str


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """A tip that this one may double."""

    tipId: str
    number: str
    title: str
    place: str


def candidate(tip: Tip, lookups: Lookups) -> CandidateRow:
    """A tip as it is offered for the one that is closed."""
    return CandidateRow(tip.id, tip.number, title_of(tip, lookups), address_of(tip))


@QmlElement
class ClosingViewModel(SheetViewModel[ClosingProps], props=ClosingProps):
    """The closing sheet: bound to the tip on which it opened, whatever is in sight when it is closed."""

    SHEET = "close"

    def __init__(self, tools: SheetTools, tips: Findable, parent: QObject | None = None) -> None:
        super().__init__(ClosingProps(), tools, parent)
        self._tips = tips
        self._inputs = ClosingInputs()
        self._outcomes = RowModel(OutcomeTile, self)
        self._templates = RowModel(TemplateRow, self)
        self._candidates = RowModel(CandidateRow, self)

    @fixed
    def outcomes(self) -> RowModel[OutcomeTile]:
        return self._outcomes

    @fixed
    def templates(self) -> RowModel[TemplateRow]:
        return self._templates

    @fixed
    def candidates(self) -> RowModel[CandidateRow]:
        return self._candidates

    def begin(self, detail: TipDetail, kind: OutcomeKind | None = None) -> None:
        """Open the sheet for a tip, with an outcome chosen already where the button said it.

        What was being written for this tip comes back; the button's outcome is then for who chose none yet.
        """
        self._outcomes.show([OutcomeTile(k.value, outcome_word(k), outcome_glyph(k)) for k in OutcomeKind])
        self._candidates.show(())
        self._inputs = ClosingInputs(detail=detail, lookups=self._tools.lookups(), preset=kind)
        self.bind(target_of(detail))
        if self._inputs.needs_duplicate:
            self.searchDuplicate("")

    @Slot(str)
    def choose(self, kind: str) -> None:
        """How it ended; the first fitting template is put in unless the reply is the officer's own."""
        self._set(ending(self._inputs, OutcomeKind(kind)))
        if self._inputs.needs_duplicate:
            self.searchDuplicate("")

    @Slot(str)
    def useTemplate(self, template_id: str) -> None:
        """Put a prepared reply in: in the place of another one, below what was written."""
        for template in prepared(self._inputs):
            if template.id == template_id:
                self._set(with_template(self._inputs, template))

    @Slot(str)
    def write(self, reply: str) -> None:
        """The reply was edited."""
        if reply != self._inputs.reply:
            self._set(written(self._inputs, reply))

    @Slot(str)
    def name(self, body: str) -> None:
        """Whose it is, or to whom it was handed over."""
        if body != self._inputs.body:
            self._set(named(self._inputs, body))

    @Slot(str)
    def searchDuplicate(self, text: str) -> None:
        """Look for the tip that this one doubles: near it, or by words."""
        detail = self._inputs.detail
        if detail is None:
            return
        place = detail.tip.place
        sort = Sort.NEAR if place is not None else Sort.AGE
        question = TipQuery(text=text.strip(), sort=sort, near=place, limit=6)
        self._tools.jobs.run(Lane.DATABASE, lambda: self._tips.page(question), self._found)

    @Slot(str, str)
    def chooseDuplicate(self, tip_id: str, title: str) -> None:
        self._set(replace(self._inputs, duplicate_of=tip_id, duplicate_title=title))

    @Slot()
    def close(self) -> None:
        """Close the tip on which the sheet opened."""
        target, outcome, detail = self._target, self._inputs.outcome, self._inputs.detail
        if target is None or outcome is None or detail is None:
            return
        words = QCoreApplication.translate("Closing", "Tip %1 closed").replace("%1", target.number)
        self._record(ops.TipClose(target.status, outcome, detail.tip.heard_at), words=words)

    def _found(self, answer: Answer[TipPage]) -> None:
        detail = self._inputs.detail
        if not isinstance(answer, Ok):
            self._problem = QCoreApplication.translate(
                "Closing", "The tips could not be searched. What you wrote is kept here; try again."
            )
            self._refresh()
        elif detail is not None:
            found = [row for row in answer.value.rows if row.id != detail.tip.id][:5]
            self._candidates.show([candidate(row.tip, self._inputs.lookups) for row in found])

    def _is_blank(self) -> bool:
        return self._inputs.blank

    def _content(self) -> Content:
        return content(self._inputs)

    def _resume(self, content: Content) -> None:
        self._inputs = resumed(self._inputs, content)
        self._refresh()

    def _set(self, inputs: ClosingInputs) -> None:
        self._inputs = inputs
        self._keep()

    def _refresh(self) -> None:
        self._templates.show([TemplateRow(one.id, one.title) for one in prepared(self._inputs)])
        props = derive(self._inputs)
        ready = props.ready and not self._busy
        self.show(replace(props, ready=ready, busy=self._busy, drafted=self._drafted, problem=self._problem))
