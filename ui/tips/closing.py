"""The closing being written, as values: what is said of it, what the sheet shows, what is kept. Pure."""

from dataclasses import dataclass, field, replace

from PySide6.QtCore import QCoreApplication

from app.districts.domain import ReplyTemplate
from app.drafts.domain import text_of
from app.tips.domain import Outcome, OutcomeKind, Tip
from app.tips.views import TipDetail
from ui.drafts.keeper import Content
from ui.lookups import Lookups
from ui.tips.face import title_of
from ui.tips.replies import fill, fitting
from ui.tips.words import outcome_word
from ui.tips.writing import reply_notice


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
    def needs_body(self) -> bool:
        return self.kind in (OutcomeKind.HANDED_OVER, OutcomeKind.NOT_OURS)

    @property
    def needs_duplicate(self) -> bool:
        return self.kind is OutcomeKind.DUPLICATE

    @property
    def blank(self) -> bool:
        """Nothing was said that the button had not said."""
        return not self.edited and not self.body.strip() and self.kind in (None, self.preset)

    @property
    def outcome(self) -> Outcome | None:
        """How the tip ends; None while that is not said whole."""
        if self.kind is None or (self.needs_body and not self.body.strip()):
            return None
        if self.needs_duplicate and not self.duplicate_of:
            return None
        return Outcome(
            kind=self.kind,
            body=self.body.strip() if self.needs_body else "",
            duplicate_of=self.duplicate_of if self.needs_duplicate else None,
            reply=self.reply.strip(),
        )


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
    reach: str = ""
    reachSign: str = ""
    reachTone: str = "neutral"
    busy: bool = False
    drafted: bool = False
    problem: str = ""


def derive(inputs: ClosingInputs) -> ClosingProps:
    """Props of the inputs."""
    if inputs.detail is None:
        return ClosingProps()
    tip, kind = inputs.detail.tip, inputs.kind
    reach = reply_notice(tip)
    return ClosingProps(
        number=tip.number,
        title=title_of(tip, inputs.lookups),
        kind=kind.value if kind else "",
        template=inputs.template,
        reply=inputs.reply,
        body=inputs.body,
        needsBody=inputs.needs_body,
        needsDuplicate=inputs.needs_duplicate,
        duplicateOf=inputs.duplicate_of,
        duplicateTitle=inputs.duplicate_title,
        ready=inputs.outcome is not None,
        headline=_headline(tip, inputs.lookups, kind, inputs.body.strip()),
        reach=reach.words,
        reachSign=reach.sign,
        reachTone=reach.tone,
    )


def _headline(tip: Tip, lookups: Lookups, kind: OutcomeKind | None, body: str) -> str:
    if kind is None:
        return ""
    ending = outcome_word(kind).lower() + (f" ({body})" if body else "")
    words = QCoreApplication.translate("Closing", "Your tip %1 “%2”: %3")
    return (
        words.replace("%1", tip.number).replace("%2", title_of(tip, lookups)).replace("%3", ending).replace("  ", " ")
    )


def prepared(inputs: ClosingInputs) -> tuple[ReplyTemplate, ...]:
    """The replies that fit the outcome."""
    category = inputs.detail.tip.category if inputs.detail else ""
    return fitting(inputs.lookups.templates, inputs.kind, category)


def with_template(inputs: ClosingInputs, template: ReplyTemplate) -> ClosingInputs:
    """A prepared reply in the place of the one before it; what the officer wrote stays above it, to the letter."""
    if inputs.detail is None:
        return inputs
    own = inputs.reply.removesuffix(inputs.inserted) if inputs.inserted or inputs.edited else ""
    text = fill(template.text, inputs.detail.tip, inputs.body, inputs.lookups.me.name)
    joint = "" if not own or own[-1].isspace() or inputs.inserted else "\n\n"
    return replace(inputs, template=template.id, inserted=text, reply=own + joint + text, edited=bool(own.strip()))


def ending(inputs: ClosingInputs, kind: OutcomeKind) -> ClosingInputs:
    """This outcome, with the first fitting reply unless the reply is the officer's own."""
    if inputs.kind is kind:
        return inputs
    chosen = replace(inputs, kind=kind, template="")
    if chosen.edited:
        return chosen
    fits = prepared(chosen)
    return with_template(chosen, fits[0]) if fits else replace(chosen, reply="", inserted="")


def written(inputs: ClosingInputs, reply: str) -> ClosingInputs:
    """The reply as the officer edited it."""
    still = inputs.inserted if reply.endswith(inputs.inserted) else ""
    return replace(inputs, reply=reply, inserted=still, edited=True)


def named(inputs: ClosingInputs, body: str) -> ClosingInputs:
    """This body; a prepared reply that was left as it was names it."""
    known = replace(inputs, body=body)
    template = next((one for one in prepared(known) if one.id == known.template), None)
    return with_template(known, template) if template and known.inserted else known


def content(inputs: ClosingInputs) -> Content:
    """What is kept of the closing being written."""
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


def resumed(inputs: ClosingInputs, kept: Content) -> ClosingInputs:
    """The closing as it was kept; the button's outcome is for one that has none yet."""
    outcome = text_of(kept, "outcome")
    again = replace(
        inputs,
        kind=OutcomeKind(outcome) if outcome in {kind.value for kind in OutcomeKind} else None,
        template=text_of(kept, "template"),
        inserted=text_of(kept, "inserted"),
        reply=text_of(kept, "text"),
        edited=kept.get("edited") is True,
        body=text_of(kept, "body"),
        duplicate_of=text_of(kept, "duplicate_of"),
        duplicate_title=text_of(kept, "duplicate_title"),
    )
    return ending(again, inputs.preset) if again.kind is None and inputs.preset is not None else again
