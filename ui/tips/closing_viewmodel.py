"""Closing a tip in one sheet: how it ended, the reply from a template, what the resident will get."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from app.czech_order import czech_order
from app.districts.domain import ReplyTemplate
from app.tips import operations as ops
from app.tips.domain import Outcome, OutcomeKind, Tip
from app.tips.views import Sort, TipDetail, TipPage, TipQuery
from ui.jobs import Answer, Jobs, Lane, Ok
from ui.lookups import Lookups
from ui.rows import RowModel
from ui.snapshot import ViewModel, fixed
from ui.tips.face import address_of, title_of
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


@dataclass(frozen=True, slots=True)
class ClosingInputs:
    """``edited``: the reply is the officer's own, and no template overwrites it unasked."""

    detail: TipDetail | None = None
    lookups: Lookups = field(default_factory=Lookups)
    kind: OutcomeKind | None = None
    template: str = ""
    reply: str = ""
    edited: bool = False
    body: str = ""
    duplicate_of: str = ""
    duplicate_title: str = ""


@dataclass(frozen=True, slots=True)
class ClosingProps:
    """What the sheet shows. ``missing`` is what still has to be said before the tip can be closed."""

    number: str = ""
    title: str = ""
    kind: str = ""
    template: str = ""
    reply: str = ""
    body: str = ""
    needsBody: bool = False
    needsDuplicate: bool = False
    duplicateOf: str = ""
    duplicateTitle: str = ""
    ready: bool = False
    headline: str = ""


def candidate(tip: Tip, lookups: Lookups) -> CandidateRow:
    """A tip as it is offered for the one that is closed."""
    return CandidateRow(tip.id, tip.number, title_of(tip, lookups), address_of(tip))


def fitting(templates: tuple[ReplyTemplate, ...], kind: OutcomeKind | None, category: str) -> tuple[ReplyTemplate, ...]:
    """The templates of an outcome: those made for the category first, then those for any."""
    found = [t for t in templates if kind is not None and t.outcome == kind.value and t.category in ("", category)]
    return tuple(sorted(found, key=lambda t: (t.category == "", czech_order(t.title))))


def fill(text: str, tip: Tip, body: str, officer: str) -> str:
    """A template's text with its places filled: {number} {title} {address} {body} {officer}."""
    values = {
        "number": tip.number,
        "title": tip.title,
        "address": tip.place.address if tip.place else "",
        "body": body,
        "officer": officer,
    }
    for name, value in values.items():
        text = text.replace("{" + name + "}", value)
    return text


def derive(inputs: ClosingInputs) -> ClosingProps:
    """Props of the inputs."""
    if inputs.detail is None:
        return ClosingProps()
    tip, kind = inputs.detail.tip, inputs.kind
    needs_body = kind in (OutcomeKind.HANDED_OVER, OutcomeKind.NOT_OURS)
    needs_duplicate = kind is OutcomeKind.DUPLICATE
    complete = bool(inputs.body.strip()) if needs_body else bool(inputs.duplicate_of) if needs_duplicate else True
    return ClosingProps(
        number=tip.number,
        title=title_of(tip, inputs.lookups),
        kind=kind.value if kind else "",
        template=inputs.template,
        reply=inputs.reply,
        body=inputs.body,
        needsBody=needs_body,
        needsDuplicate=needs_duplicate,
        duplicateOf=inputs.duplicate_of,
        duplicateTitle=inputs.duplicate_title,
        ready=kind is not None and complete,
        headline=_headline(tip, inputs.lookups, kind, inputs.body.strip()),
    )


def _headline(tip: Tip, lookups: Lookups, kind: OutcomeKind | None, body: str) -> str:
    if kind is None:
        return ""
    ending = outcome_word(kind).lower() + (f" ({body})" if body else "")
    words = QCoreApplication.translate("Closing", "Your tip %1 “%2”: %3")
    return (
        words.replace("%1", tip.number).replace("%2", title_of(tip, lookups)).replace("%3", ending).replace("  ", " ")
    )


@QmlElement
class ClosingViewModel(ViewModel[ClosingProps], props=ClosingProps):
    """The closing sheet. ``decided`` carries the tip's id and the operation once the officer closes it."""

    decided = Signal(str, object)
    begun = Signal()
    finished = Signal()

    def __init__(
        self,
        tips: Findable,
        jobs: Jobs,
        lookups: Callable[[], Lookups],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(ClosingProps(), parent)
        self._tips = tips
        self._jobs = jobs
        self._lookups = lookups
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
        """Open the sheet for a tip, with an outcome chosen already where the button said it."""
        self._outcomes.show([OutcomeTile(k.value, outcome_word(k), outcome_glyph(k)) for k in OutcomeKind])
        self._candidates.show(())
        self._set(ClosingInputs(detail=detail, lookups=self._lookups()))
        if kind is not None:
            self.choose(kind.value)
        self.begun.emit()

    @Slot(str)
    def choose(self, kind: str) -> None:
        """How it ended; the first fitting template is put in unless the reply is the officer's own."""
        self._set(replace(self._inputs, kind=OutcomeKind(kind), template=""))
        fits = self._fitting()
        if fits and not self._inputs.edited:
            self.useTemplate(fits[0].id)
        elif not self._inputs.edited:
            self._set(replace(self._inputs, reply=""))
        if self._inputs.kind is OutcomeKind.DUPLICATE:
            self.searchDuplicate("")

    @Slot(str)
    def useTemplate(self, template_id: str) -> None:
        """Put a prepared reply in."""
        detail = self._inputs.detail
        for template in self._fitting():
            if template.id == template_id and detail is not None:
                text = fill(template.text, detail.tip, self._inputs.body, self._inputs.lookups.me.name)
                self._set(replace(self._inputs, template=template_id, reply=text, edited=False))

    @Slot(str)
    def write(self, reply: str) -> None:
        """The reply was edited."""
        self._set(replace(self._inputs, reply=reply, edited=True))

    @Slot(str)
    def name(self, body: str) -> None:
        """Whose it is, or to whom it was handed over."""
        template, edited = self._inputs.template, self._inputs.edited
        self._set(replace(self._inputs, body=body))
        if template and not edited:
            self.useTemplate(template)

    @Slot(str)
    def searchDuplicate(self, text: str) -> None:
        """Look for the tip that this one doubles: near it, or by words."""
        detail = self._inputs.detail
        if detail is None:
            return
        place = detail.tip.place
        sort = Sort.NEAR if place is not None else Sort.AGE
        question = TipQuery(text=text.strip(), sort=sort, near=place, limit=6)
        self._jobs.run(Lane.DATABASE, lambda: self._tips.page(question), self._found)

    @Slot(str, str)
    def chooseDuplicate(self, tip_id: str, title: str) -> None:
        self._set(replace(self._inputs, duplicate_of=tip_id, duplicate_title=title))

    @Slot()
    def close(self) -> None:
        """Decide: hands over the operation."""
        inputs = self._inputs
        if inputs.detail is None or inputs.kind is None or not self.props.ready:
            return
        outcome = Outcome(
            kind=inputs.kind,
            body=inputs.body.strip() if self.props.needsBody else "",
            duplicate_of=inputs.duplicate_of if self.props.needsDuplicate else None,
            reply=inputs.reply.strip(),
        )
        self.decided.emit(inputs.detail.tip.id, ops.TipClose(seen=inputs.detail.tip.status, outcome=outcome))
        self.finished.emit()

    def _found(self, answer: Answer[TipPage]) -> None:
        detail = self._inputs.detail
        if isinstance(answer, Ok) and detail is not None:
            found = [row for row in answer.value.rows if row.id != detail.tip.id][:5]
            self._candidates.show([candidate(row.tip, self._inputs.lookups) for row in found])

    def _fitting(self) -> tuple[ReplyTemplate, ...]:
        category = self._inputs.detail.tip.category if self._inputs.detail else ""
        return fitting(self._inputs.lookups.templates, self._inputs.kind, category)

    def _set(self, inputs: ClosingInputs) -> None:
        self._inputs = inputs
        self._templates.show([TemplateRow(template.id, template.title) for template in self._fitting()])
        self.show(derive(inputs))
