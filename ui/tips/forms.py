"""The simple sheets of a tip, one row each: what is asked, and which changes that makes. Pure.

An operation that needs a few words or a choice has its row here; one sheet (``FormSheet.qml``) shows them all, keeps
what is written as a draft, and has its button among the tip's actions.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from PySide6.QtCore import QCoreApplication

from app.messages import rules as messages
from app.tips import operations as ops
from app.tips.domain import Tip, WaitingOn
from app.tips.fields import FIELDS
from ui import moments
from ui.tips.entries import Asked, Entry, EntryKind, Form, Values, which
from ui.tips.field_looks import FIELD_LOOKS, Choice
from ui.tips.reaching import call, calling, forward, forwarded, forwarding, to_be_told
from ui.tips.writing import Notice, choices, no_way, reachable, way_notice

__all__ = ["FORMS", "Asked", "Entry", "EntryKind", "Form", "Values", "form_of"]


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
    whom = QCoreApplication.translate("Forms", "To whom")
    return (which("party", whom, choices(parties, asked.contact)), Entry("text", label, hint=hint))


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
    if values.get("party") == "" and reachable(asked.tip, bodies=True):
        return Notice()
    party = messages.addressee(asked.tip.parties, values.get("party"))
    party = party or next(iter(reachable(asked.tip, bodies=True)), None)
    return way_notice(party, asked.contact) if party is not None else no_way(asked.tip)


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
        entries=forwarding,
        make=forward,
        start=lambda _tip: {"contact": "no"},
        notice=forwarded,
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
        entries=calling,
        make=call,
        start=lambda tip: {"call": tip.calls[0].id if tip.calls else ""},
        notice=to_be_told,
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
