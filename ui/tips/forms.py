"""The simple sheets of a tip, one row each: what is asked, and which changes that makes. Pure.

An operation that needs a few words or a choice has its row here; one sheet (``FormSheet.qml``) shows them all, keeps
what is written as a draft, and has its button among the tip's actions.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QCoreApplication

from app.identifiers import new_id
from app.messages import rules as messages
from app.tips import operations as ops
from app.tips.domain import Contact, Tip, WaitingOn
from app.tips.fields import FIELDS
from app.tips.titles import one_line
from ui import moments
from ui.lookups import Lookups
from ui.tips.field_looks import FIELD_LOOKS, Choice
from ui.tips.writing import Notice, choices, reachable, way_notice

Values = Mapping[str, str]
"""What was written and chosen, by the key of the entry."""


class EntryKind(StrEnum):
    """Several lines, one line, or one of some choices."""

    TEXT = "text"
    LINE = "line"
    CHOICE = "choice"


def _always(_values: Values) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that a form asks for; ``when`` says for which values of the others it is asked at all."""

    key: str
    label: str
    kind: EntryKind = EntryKind.TEXT
    hint: str = ""
    choices: tuple[Choice, ...] = ()
    needed: bool = True
    limit: int = 10_000
    when: Callable[[Values], bool] = _always

    def readable(self, value: str) -> bool:
        """Whether a value can stand here: a draft may be of another day, or another version."""
        return len(value) <= self.limit and (
            self.kind is not EntryKind.CHOICE or value in {choice.value for choice in self.choices}
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """On what a form opens: the tip as it was shown, who sent it, the names, and the time."""

    tip: Tip
    lookups: Lookups
    now: datetime
    contact: Contact | None = None


def _nothing(_tip: Tip) -> Values:
    return {}


def _can_be(_lookups: Lookups) -> bool:
    return True


def _unnoticed(_asked: Asked, _values: Values) -> Notice:
    return Notice()


@dataclass(frozen=True, slots=True)
class Form:
    """One sheet. ``key`` is that of its button and its draft, ``kind`` the operation for which it is offered.

    ``words``: its name, on the button and above it; ``verb``: on its decision; ``going``: on the button once it was
    begun; ``begun``: its name among the drafts; ``start``: what stands in it when it opens; ``make``: the changes;
    ``notice``: what has to be known before one writes; ``possible``: whether the city has what it chooses from.
    """

    key: str
    kind: str
    sign: str
    words: Callable[[], str]
    verb: Callable[[], str]
    going: Callable[[], str]
    begun: Callable[[], str]
    entries: Callable[[Asked], tuple[Entry, ...]]
    make: Callable[[Asked, Values], tuple[ops.TipOperation, ...]]
    start: Callable[[Tip], Values] = _nothing
    notice: Callable[[Asked, Values], Notice] = _unnoticed
    possible: Callable[[Lookups], bool] = _can_be


def _waiting(_asked: Asked) -> tuple[Entry, ...]:
    resident = QCoreApplication.translate("Forms", "The resident")
    body = QCoreApplication.translate("Forms", "Another body")
    return (
        Entry(
            "on",
            QCoreApplication.translate("Forms", "Who has to do something now"),
            EntryKind.CHOICE,
            choices=(
                Choice(WaitingOn.RESIDENT.value, resident, "user"),
                Choice(WaitingOn.OTHER_BODY.value, body, "building-2"),
            ),
        ),
        Entry(
            "body",
            QCoreApplication.translate("Forms", "On whom"),
            EntryKind.LINE,
            hint=QCoreApplication.translate("Forms", "e.g. technical services"),
            limit=200,
            when=lambda values: values["on"] == WaitingOn.OTHER_BODY.value,
        ),
    )


def _wait(asked: Asked, values: Values) -> tuple[ops.TipOperation, ...]:
    return (ops.TipWait(seen=asked.tip.status, on=WaitingOn(values["on"]), body=values.get("body", "")),)


def _writing(asked: Asked, *, bodies: bool, label: str, hint: str) -> tuple[Entry, ...]:
    """Whom, where there are several, and what."""
    parties = reachable(asked.tip, bodies=bodies)
    text = Entry("text", label, hint=hint)
    if len(parties) < 2:
        return (text,)
    whom = QCoreApplication.translate("Forms", "To whom")
    return (Entry("party", whom, EntryKind.CHOICE, choices=choices(parties, asked.contact)), text)


def _asking(asked: Asked) -> tuple[Entry, ...]:
    return _writing(
        asked,
        bodies=False,
        label=QCoreApplication.translate("Forms", "What you ask"),
        hint=QCoreApplication.translate("Forms", "e.g. Which lamp is it, the one at the school?"),
    )


def _answering(asked: Asked) -> tuple[Entry, ...]:
    return _writing(
        asked,
        bodies=True,
        label=QCoreApplication.translate("Forms", "What you write"),
        hint=QCoreApplication.translate("Forms", "e.g. Thank you, I will look at it today"),
    )


def _first(bodies: bool) -> Callable[[Tip], Values]:
    def start(tip: Tip) -> Values:
        parties = reachable(tip, bodies=bodies)
        return {"party": parties[0].id} if parties else {}

    return start


def _reached(asked: Asked, values: Values) -> Notice:
    party = messages.addressee(asked.tip.parties, values.get("party"))
    return way_notice(party or next(iter(reachable(asked.tip, bodies=True)), None), asked.contact)


def _forwarding(asked: Asked) -> tuple[Entry, ...]:
    """To whom, those first that this category usually goes to; what; and whether who sent it is named."""
    usual = [one for one in asked.lookups.bodies if asked.tip.category in one.categories]
    others = [one for one in asked.lookups.bodies if one not in usual]
    entries = (
        Entry(
            "body",
            QCoreApplication.translate("Forms", "To whom"),
            EntryKind.CHOICE,
            choices=tuple(Choice(one.id, one.name) for one in (*usual, *others)),
        ),
        Entry(
            "text",
            QCoreApplication.translate("Forms", "What you write to them"),
            hint=QCoreApplication.translate("Forms", "e.g. Please mend the lamp, it is dark at the school"),
        ),
    )
    if asked.contact is None:
        return entries
    named = Entry(
        "contact",
        QCoreApplication.translate("Forms", "Contact of who sent it"),
        EntryKind.CHOICE,
        hint=QCoreApplication.translate(
            "Forms", "They get the text of the tip and its place. Name, telephone and e-mail only if you pass them on."
        ),
        choices=(
            Choice("no", QCoreApplication.translate("Forms", "Do not pass on")),
            Choice("yes", QCoreApplication.translate("Forms", "Pass on the contact")),
        ),
    )
    return (*entries, named)


def _forward(asked: Asked, values: Values) -> tuple[ops.TipOperation, ...]:
    tip, names = asked.tip, {one.id: one.name for one in asked.lookups.bodies}
    body = values["body"]
    if body not in names:
        return ()
    contact = values.get("contact") == "yes"
    return (ops.TipForward(tip.status, body, names[body], values["text"], contact, tip.heard_at),)


def _forwarded(_asked: Asked, values: Values) -> Notice:
    if values.get("contact") == "yes":
        words = QCoreApplication.translate("Forms", "It goes by e-mail, with the name and contact of who sent the tip.")
        return Notice(words, "user-check", "warning")
    words = QCoreApplication.translate(
        "Forms", "It goes by e-mail, and the answer comes back here, not to the resident."
    )
    return Notice(words, "mail", "info")


def _calling(asked: Asked) -> tuple[Entry, ...]:
    """Which call, where there are several; whether it was taken, and what was said."""
    calls = asked.tip.calls
    which = Entry(
        "call",
        QCoreApplication.translate("Forms", "What was to be said"),
        EntryKind.CHOICE,
        choices=tuple(Choice(one.id, one_line(one.text)[:_SHORT]) for one in calls),
    )
    entries = (
        Entry(
            "reached",
            QCoreApplication.translate("Forms", "How it went"),
            EntryKind.CHOICE,
            choices=(
                Choice("yes", QCoreApplication.translate("Forms", "Reached"), "phone-call"),
                Choice("no", QCoreApplication.translate("Forms", "Not reached"), "phone-missed"),
            ),
        ),
        Entry(
            "text",
            QCoreApplication.translate("Forms", "What was said"),
            hint=QCoreApplication.translate("Forms", "e.g. It is the lamp at the school"),
            needed=False,
        ),
    )
    return (which, *entries) if len(calls) > 1 else entries


def _call(asked: Asked, values: Values) -> tuple[ops.TipOperation, ...]:
    calls = {one.id: one for one in asked.tip.calls}
    chosen = values.get("call") or next(iter(calls), "")
    if chosen not in calls:
        return ()
    text = values.get("text", "")
    return (ops.TipCalled(chosen, values["reached"] == "yes", text, new_id() if text.strip() else None),)


def _to_be_told(asked: Asked, values: Values) -> Notice:
    call = next((one for one in asked.tip.calls if one.id == values.get("call")), next(iter(asked.tip.calls), None))
    if call is None:
        return Notice()
    number = asked.contact.phone if asked.contact is not None and asked.contact.tip_id == call.party_id else ""
    words = QCoreApplication.translate("Forms", "Say%1: %2")
    return Notice(words.replace("%1", f" ({number})" if number else "").replace("%2", call.text), "phone", "info")


def _reason(_asked: Asked) -> tuple[Entry, ...]:
    name = QCoreApplication.translate("Forms", "Reason")
    return (Entry("text", name, hint=QCoreApplication.translate("Forms", "Why it has to be opened again")),)


def _fields(asked: Asked) -> tuple[Entry, ...]:
    return tuple(
        Entry(
            name,
            FIELD_LOOKS[name].label(),
            EntryKind.CHOICE if choices else EntryKind.LINE if field.single_line else EntryKind.TEXT,
            choices=choices,
            needed=field.needed,
            limit=field.limit,
        )
        for name, field in FIELDS.items()
        if asked.lookups.me.role in field.permitted
        for choices in (FIELD_LOOKS[name].chosen_from(field, asked.lookups),)
    )


def _corrections(asked: Asked, values: Values) -> tuple[ops.TipOperation, ...]:
    """Only of what is another value than stands, the white space around it aside."""
    return tuple(
        ops.TipEdit(field=name, base=stands, value=kept)
        for name, value in values.items()
        for stands, kept in ((FIELDS[name].read(asked.tip), FIELDS[name].checked(value)),)
        if kept is not None and kept.strip() != stands.strip()
    )


_SHORT = 60
"""Letters of what is told, on a chip."""
_AHEAD = (*range(8), 14, 21, 28)
"""The days that a promise can be due in, counted from today."""


def _promising(asked: Asked) -> tuple[Entry, ...]:
    days = [asked.now.date() + timedelta(days=ahead) for ahead in _AHEAD]
    return (
        Entry(
            "text",
            QCoreApplication.translate("Forms", "What you promise"),
            hint=QCoreApplication.translate("Forms", "e.g. I will call once the lamp is mended"),
        ),
        Entry(
            "day",
            QCoreApplication.translate("Forms", "By when"),
            EntryKind.CHOICE,
            choices=tuple(Choice(day.isoformat(), moments.weekday(day, asked.now)) for day in days),
        ),
    )


FORMS: Final[tuple[Form, ...]] = (
    Form(
        "ask",
        "tip.ask",
        "message-circle-question",
        words=lambda: QCoreApplication.translate("Actions", "Ask"),
        verb=lambda: QCoreApplication.translate("Forms", "Send the question"),
        going=lambda: QCoreApplication.translate("Actions", "Go on asking"),
        begun=lambda: QCoreApplication.translate("Drafts", "Question to a resident"),
        entries=_asking,
        make=lambda asked, values: (
            ops.TipAsk(asked.tip.status, values["text"], values.get("party"), asked.tip.heard_at),
        ),
        start=_first(bodies=False),
        notice=_reached,
    ),
    Form(
        "answer",
        "tip.answer",
        "message-square-reply",
        words=lambda: QCoreApplication.translate("Actions", "Write an answer"),
        verb=lambda: QCoreApplication.translate("Forms", "Send the answer"),
        going=lambda: QCoreApplication.translate("Actions", "Go on answering"),
        begun=lambda: QCoreApplication.translate("Drafts", "Answer to a resident"),
        entries=_answering,
        make=lambda asked, values: (ops.TipAnswer(values["text"], values.get("party"), asked.tip.heard_at),),
        start=_first(bodies=True),
        notice=_reached,
    ),
    Form(
        "forward",
        "tip.forward",
        "forward",
        words=lambda: QCoreApplication.translate("Actions", "Forward to a body"),
        verb=lambda: QCoreApplication.translate("Forms", "Forward the tip"),
        going=lambda: QCoreApplication.translate("Actions", "Go on forwarding"),
        begun=lambda: QCoreApplication.translate("Drafts", "Forwarding a tip"),
        entries=_forwarding,
        make=_forward,
        start=lambda _tip: {"contact": "no"},
        notice=_forwarded,
        possible=lambda lookups: bool(lookups.bodies),
    ),
    Form(
        "called",
        "tip.called",
        "phone-log",
        words=lambda: QCoreApplication.translate("Actions", "Record the call"),
        verb=lambda: QCoreApplication.translate("Forms", "Save the call"),
        going=lambda: QCoreApplication.translate("Actions", "Go on recording the call"),
        begun=lambda: QCoreApplication.translate("Drafts", "Recording a call"),
        entries=_calling,
        make=_call,
        start=lambda tip: {"call": tip.calls[0].id if tip.calls else ""},
        notice=_to_be_told,
    ),
    Form(
        "wait",
        "tip.wait",
        "hourglass",
        words=lambda: QCoreApplication.translate("Actions", "Wait on someone"),
        verb=lambda: QCoreApplication.translate("Forms", "Set to waiting"),
        going=lambda: QCoreApplication.translate("Actions", "Go on setting to wait"),
        begun=lambda: QCoreApplication.translate("Drafts", "Waiting on someone"),
        entries=_waiting,
        make=_wait,
        start=lambda _tip: {"on": WaitingOn.RESIDENT.value},
    ),
    Form(
        "promise",
        "tip.promise",
        "handshake",
        words=lambda: QCoreApplication.translate("Actions", "Promise"),
        verb=lambda: QCoreApplication.translate("Forms", "Record the promise"),
        going=lambda: QCoreApplication.translate("Actions", "Go on promising"),
        begun=lambda: QCoreApplication.translate("Drafts", "Promise"),
        entries=_promising,
        make=lambda _asked, values: (ops.TipPromise(text=values["text"], day=values["day"]),),
    ),
    Form(
        "edit",
        "tip.edit",
        "pencil",
        words=lambda: QCoreApplication.translate("Actions", "Correct the tip"),
        verb=lambda: QCoreApplication.translate("Forms", "Save the correction"),
        going=lambda: QCoreApplication.translate("Actions", "Go on correcting"),
        begun=lambda: QCoreApplication.translate("Drafts", "Correcting a tip"),
        entries=_fields,
        make=_corrections,
        start=lambda tip: {name: field.read(tip) for name, field in FIELDS.items()},
    ),
    Form(
        "reopen",
        "tip.reopen",
        "rotate-ccw",
        words=lambda: QCoreApplication.translate("Actions", "Reopen"),
        verb=lambda: QCoreApplication.translate("Actions", "Reopen"),
        going=lambda: QCoreApplication.translate("Actions", "Go on reopening"),
        begun=lambda: QCoreApplication.translate("Drafts", "Reopening a tip"),
        entries=_reason,
        make=lambda asked, values: (ops.TipReopen(values["text"], asked.tip.heard_at),),
    ),
)


def form_of(key: str) -> Form | None:
    """The form of a sheet; None where it is no form, or another version's."""
    return next((form for form in FORMS if form.key == key), None)
