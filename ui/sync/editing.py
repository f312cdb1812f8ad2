"""What of a refused change can be written anew before it is sent again: its words, and how a tip was closed."""

from dataclasses import dataclass
from typing import Any

from msgspec.structs import replace

from app import operations as register
from app.outbox.views import OutboxEntry
from app.tips.domain import OutcomeKind, WaitingOn
from app.tips.fields import FIELDS
from app.tips.operations import TipClose, TipEdit, TipFile, TipWait
from ui.tips.field_looks import FIELD_LOOKS

BODY_OUTCOMES = frozenset({OutcomeKind.HANDED_OVER, OutcomeKind.NOT_OURS})
CHOICES = (
    OutcomeKind.SOLVED,
    OutcomeKind.NOT_FOUND,
    OutcomeKind.HANDED_OVER,
    OutcomeKind.NOT_OURS,
    OutcomeKind.MONITORED,
)


@dataclass(frozen=True, slots=True)
class Written:
    """What the sheet holds. ``outcome`` and ``body`` are of a closing, ``title`` of a filed tip.

    ``may_be_empty``: a closing needs no reply, a filed tip no text.
    """

    text: str = ""
    title: str = ""
    outcome: OutcomeKind | None = None
    body: str = ""
    may_be_empty: bool = False

    @property
    def needs_body(self) -> bool:
        return self.outcome in BODY_OUTCOMES


def operation_of(entry: OutboxEntry) -> register.Operation | None:
    """The change itself; None where this program can not read it."""
    known = register.OPERATIONS.get(entry.kind)
    for version in range(known.VERSION if known else 0, 0, -1):
        operation = register.decode(entry.kind, version, entry.payload)
        if not isinstance(operation, register.Unreadable):
            return operation
    return None


def written_in(entry: OutboxEntry) -> Written | None:
    """What a person wrote in the change; None where there is nothing to write anew."""
    match operation_of(entry):
        case TipEdit(field=field) if field not in FIELDS or FIELD_LOOKS[field].is_chosen(FIELDS[field]):
            return None
        case TipWait(on=WaitingOn.RESIDENT):
            return None
        case TipFile(title=title, text=text):
            return Written(text, title=title, may_be_empty=True)
        case TipClose(outcome=outcome):
            return Written(outcome.reply, outcome=outcome.kind, body=outcome.body, may_be_empty=True)
        case operation if words := words_of(operation):
            return Written(getattr(operation, words))
        case _:
            return None


def words_of(operation: register.Operation | None) -> str:
    """The field of a change that a person wrote, as the change itself says; empty where there is none."""
    return str(getattr(operation, "WORDS", ""))


def complete(written: Written, before: Written) -> bool:
    """Whether nothing needed is missing of what ``before`` had."""
    return (
        (written.may_be_empty or bool(written.text.strip()))
        and (not before.title or bool(written.title.strip()))
        and (not written.needs_body or bool(written.body.strip()))
    )


def edited(entry: OutboxEntry, written: Written) -> dict[str, Any] | None:
    """The change's payload with what was written in it; None where the change can not be written anew."""
    text = written.text.strip()
    operation = operation_of(entry)
    match operation:
        case TipFile():
            return register.encode(replace(operation, title=written.title.strip(), text=text))
        case TipClose(outcome=outcome):
            kind = written.outcome or outcome.kind
            changed = replace(
                outcome,
                kind=kind,
                body=written.body.strip() if written.needs_body else "",
                duplicate_of=outcome.duplicate_of if kind is OutcomeKind.DUPLICATE else None,
                reply=text,
            )
            return register.encode(replace(operation, outcome=changed))
        case known if known is not None and (words := words_of(known)):
            return register.encode(replace(known, **{words: text}))
        case _:
            return None
