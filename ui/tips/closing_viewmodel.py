"""Closing a tip in one sheet: how it ended, the reply from a template, what the resident will get."""

from dataclasses import dataclass, field, replace
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QObject, Slot
from PySide6.QtQml import QmlElement

from app.czech_order import czech_order
from app.districts.domain import ReplyTemplate
from app.drafts.domain import text_of
from app.tips import operations as ops
from app.tips.domain import Outcome, OutcomeKind, Tip
from app.tips.views import Sort, TipDetail, TipPage, TipQuery
from ui.drafts.keeper import Content
from ui.jobs import Answer, Lane, Ok
from ui.lookups import Lookups
from ui.rows import RowModel
from ui.snapshot import fixed
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


@dataclass(frozen=True, slots=True)
class ClosingInputs:
    """What is said of the closing. ``preset`` is the outcome that the button said already.

    ``inserted`` is the prepared reply as it stands at the end of ``reply``; what is before it is the officer's own.
    """

    detail: TipDetail | None = None
    lookups: Lookups = field(default_factory=Lookups)
    preset: OutcomeKind | None = None
    kind: OutcomeKind | None = None
    template: str = ""
    inserted: str = ""
    reply: str = ""
    edited: bool = False
    body: str = ""
    duplicate_of: str = ""
    duplicate_title: str = ""

    @property
    def needs_duplicate(self) -> bool:
        return self.kind is OutcomeKind.DUPLICATE


@dataclass(frozen=True, slots=True)
class ClosingProps:
    """What the sheet shows; ``drafted``: there is something to discard."""

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
    busy: bool = False
    drafted: bool = False
    problem: str = ""


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
    needs_duplicate = inputs.needs_duplicate
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


def with_template(inputs: ClosingInputs, template: ReplyTemplate) -> ClosingInputs:
    """A prepared reply in the place of the one before it; what the officer wrote stays above it, to the letter."""
    if inputs.detail is None:
        return inputs
    own = inputs.reply.removesuffix(inputs.inserted) if inputs.inserted or inputs.edited else ""
    text = fill(template.text, inputs.detail.tip, inputs.body, inputs.lookups.me.name)
    joint = "" if not own or own[-1].isspace() or inputs.inserted else "\n\n"
    return replace(inputs, template=template.id, inserted=text, reply=own + joint + text, edited=bool(own.strip()))


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
        self._set(self._chosen(self._inputs, OutcomeKind(kind)))
        if self._inputs.kind is OutcomeKind.DUPLICATE:
            self.searchDuplicate("")

    def _chosen(self, inputs: ClosingInputs, kind: OutcomeKind) -> ClosingInputs:
        if inputs.kind is kind:
            return inputs
        chosen = replace(inputs, kind=kind, template="")
        fits = self._fitting(chosen)
        if chosen.edited:
            return chosen
        return with_template(chosen, fits[0]) if fits else replace(chosen, reply="", inserted="")

    @Slot(str)
    def useTemplate(self, template_id: str) -> None:
        """Put a prepared reply in: in the place of another one, below what was written."""
        for template in self._fitting(self._inputs):
            if template.id == template_id:
                self._set(with_template(self._inputs, template))

    @Slot(str)
    def write(self, reply: str) -> None:
        """The reply was edited."""
        if reply != self._inputs.reply:
            still = self._inputs.inserted if reply.endswith(self._inputs.inserted) else ""
            self._set(replace(self._inputs, reply=reply, inserted=still, edited=True))

    @Slot(str)
    def name(self, body: str) -> None:
        """Whose it is, or to whom it was handed over: a prepared reply that was left as it was names it."""
        if body == self._inputs.body:
            return
        named = replace(self._inputs, body=body)
        template = next((one for one in self._fitting(named) if one.id == named.template), None)
        self._set(with_template(named, template) if template and named.inserted else named)

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
        inputs, target = self._inputs, self._target
        if target is None or inputs.kind is None or not self.props.ready:
            return
        outcome = Outcome(
            kind=inputs.kind,
            body=inputs.body.strip() if self.props.needsBody else "",
            duplicate_of=inputs.duplicate_of if self.props.needsDuplicate else None,
            reply=inputs.reply.strip(),
        )
        words = QCoreApplication.translate("Closing", "Tip %1 closed").replace("%1", target.number)
        self._record(ops.TipClose(seen=target.status, outcome=outcome), words=words)

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

    def _fitting(self, inputs: ClosingInputs) -> tuple[ReplyTemplate, ...]:
        category = inputs.detail.tip.category if inputs.detail else ""
        return fitting(inputs.lookups.templates, inputs.kind, category)

    def _is_blank(self) -> bool:
        inputs = self._inputs
        return not inputs.edited and not inputs.body.strip() and inputs.kind in (None, inputs.preset)

    def _content(self) -> Content:
        inputs = self._inputs
        return {
            "outcome": inputs.kind.value if inputs.kind else "",
            "template": inputs.template,
            "inserted": inputs.inserted,
            "text": inputs.reply,
            "edited": inputs.edited,
            "body": inputs.body,
            "duplicate_of": inputs.duplicate_of,
            "duplicate_title": inputs.duplicate_title,
        }

    def _resume(self, content: Content) -> None:
        inputs, outcome = self._inputs, text_of(content, "outcome")
        resumed = replace(
            inputs,
            kind=OutcomeKind(outcome) if outcome in {kind.value for kind in OutcomeKind} else None,
            template=text_of(content, "template"),
            inserted=text_of(content, "inserted"),
            reply=text_of(content, "text"),
            edited=content.get("edited") is True,
            body=text_of(content, "body"),
            duplicate_of=text_of(content, "duplicate_of"),
            duplicate_title=text_of(content, "duplicate_title"),
        )
        if resumed.kind is None and inputs.preset is not None:
            resumed = self._chosen(resumed, inputs.preset)
        self._inputs = resumed
        self._refresh()

    def _set(self, inputs: ClosingInputs) -> None:
        self._inputs = inputs
        self._keep()

    def _refresh(self) -> None:
        self._templates.show([TemplateRow(one.id, one.title) for one in self._fitting(self._inputs)])
        props = derive(self._inputs)
        ready = props.ready and not self._busy
        self.show(replace(props, ready=ready, busy=self._busy, drafted=self._drafted, problem=self._problem))
