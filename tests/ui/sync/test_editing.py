from dataclasses import replace

import msgspec
import pytest

from app import operations as register
from app.outbox.views import EntryState, OutboxEntry
from app.patrols.operations import PatrolNoteAdd, PatrolStart
from app.tips.domain import Outcome, OutcomeKind, Status, WaitingOn
from app.tips.operations import (
    TipAccept,
    TipAssign,
    TipClose,
    TipEdit,
    TipFile,
    TipNoteAdd,
    TipPhotoAdd,
    TipReopen,
    TipWait,
)
from app.values import Place
from tests.ui.city import uuid
from ui.sync.editing import CHOICES, Written, complete, edited, operation_of, written_in

HERE = Place(lat=50.0, lon=13.0)
NOTE = TipNoteAdd(note_id=uuid(7, 1), text="Lampa", place=HERE)
CLOSING = TipClose(seen=Status.NEW, outcome=Outcome(OutcomeKind.NOT_OURS, body="kraj", reply="Dobrý den"))


def entry(operation: register.Operation) -> OutboxEntry:
    payload = register.encode(operation)
    return OutboxEntry("o", 1, operation.KIND, uuid(1, 1), "2026-03-12T13:05:00Z", EntryState.REJECTED, payload=payload)


@pytest.mark.parametrize(
    ("operation", "draft"),
    [
        (NOTE, Written("Lampa")),
        (PatrolNoteAdd("d1", "Klid"), Written("Klid")),
        (TipReopen("stížnost"), Written("stížnost")),
        (TipEdit("title", "a", "b"), Written("b")),
        (TipEdit("category", "a", "b"), None),
        (TipWait(Status.NEW, WaitingOn.OTHER_BODY, "kraj"), Written("kraj")),
        (TipWait(Status.NEW, WaitingOn.RESIDENT), None),
        (TipFile("Vrak", "parking", "stojí"), Written("stojí", title="Vrak", may_be_empty=True)),
        (CLOSING, Written("Dobrý den", outcome=OutcomeKind.NOT_OURS, body="kraj", may_be_empty=True)),
        (TipAccept(Status.NEW), None),
        (TipAssign(uuid(2, 1)), None),
        (TipPhotoAdd(uuid(3, 1), "0" * 64, 10, "image/png"), None),
        (PatrolStart("d1"), None),
    ],
    ids=lambda value: type(value).__name__,
)
def test_that_what_a_person_wrote_can_be_written_anew(operation: register.Operation, draft: Written | None) -> None:
    assert written_in(entry(operation)) == draft


def test_that_a_closing_of_the_first_version_is_read() -> None:
    old = msgspec.structs.replace(entry(CLOSING), payload={"seen": "new", "outcome": "solved", "reply": "Hotovo"})
    assert written_in(old) == Written("Hotovo", outcome=OutcomeKind.SOLVED, may_be_empty=True)


def test_that_an_unknown_change_stays_closed() -> None:
    unknown = msgspec.structs.replace(entry(NOTE), kind="tip.unheard_of")
    assert operation_of(unknown) is None
    assert written_in(unknown) is None
    assert edited(unknown, Written("x")) is None


def test_that_a_note_keeps_its_place_and_id() -> None:
    payload = edited(entry(NOTE), Written(" Lampa č. 14 "))
    assert payload is not None
    assert register.decode("tip.note", 1, payload) == msgspec.structs.replace(NOTE, text="Lampa č. 14")


@pytest.mark.parametrize("kind", CHOICES)
def test_that_only_outcomes_of_another_body_name_one(kind: OutcomeKind) -> None:
    payload = edited(entry(CLOSING), Written("Ahoj", outcome=kind, body="kraj", may_be_empty=True))
    assert payload is not None
    closing = register.decode("tip.close", TipClose.VERSION, payload)
    assert isinstance(closing, TipClose)
    body = "kraj" if kind in (OutcomeKind.HANDED_OVER, OutcomeKind.NOT_OURS) else ""
    assert closing.outcome == Outcome(kind, body=body, reply="Ahoj")


def test_that_a_duplicate_made_something_else_forgets_its_double() -> None:
    double = TipClose(seen=Status.NEW, outcome=Outcome(OutcomeKind.DUPLICATE, duplicate_of=uuid(1, 2)))
    before = written_in(entry(double))
    assert before is not None
    kept, changed = edited(entry(double), before), edited(entry(double), replace(before, outcome=OutcomeKind.SOLVED))
    assert kept is not None
    assert changed is not None
    assert kept["outcome"]["duplicate_of"] == uuid(1, 2)
    assert "duplicate_of" not in changed["outcome"]


@pytest.mark.parametrize(
    ("before", "draft", "ready"),
    [
        (Written("a"), Written("b"), True),
        (Written("a"), Written("  "), False),
        (Written("a", title="t", may_be_empty=True), Written("", title="t", may_be_empty=True), True),
        (Written("a", title="t", may_be_empty=True), Written("a", title=" ", may_be_empty=True), False),
        (Written("a"), Written("a", outcome=OutcomeKind.NOT_OURS), False),
        (Written("a"), Written("a", outcome=OutcomeKind.NOT_OURS, body="kraj"), True),
    ],
)
def test_that_nothing_needed_may_be_left_out(before: Written, draft: Written, *, ready: bool) -> None:
    assert complete(draft, before) is ready


@pytest.mark.parametrize("operation", [NOTE, CLOSING, PatrolNoteAdd("d1", "Klid"), TipReopen("x")])
def test_that_what_was_not_touched_stays_as_it_was(operation: register.Operation) -> None:
    found = entry(operation)
    draft = written_in(found)
    assert draft is not None
    assert edited(found, draft) == found.payload
