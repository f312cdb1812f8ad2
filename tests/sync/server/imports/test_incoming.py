"""A draft of another system as changes: the same ones each time it is read, in the order of its life there."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from app.accounts.domain import RESIDENT, SYSTEM
from app.operations import Operation
from app.tips import operations as ops
from app.tips.domain import Channel, Outcome, OutcomeKind, Status, WaitingOn
from app.values import Place
from sync.server.changes.doors import Change, Door
from sync.server.imports.draft import DraftNote, TipDraft
from sync.server.imports.incoming import changes_of, tip_id

AT = datetime(2024, 7, 1, 6, tzinfo=UTC)
DRAFT = TipDraft(external_id="17", title="Lampa", category="light", created_at=AT)
FILES, WORKS = Door(RESIDENT, Channel.WEB, tells_past=True), Door(SYSTEM, tells_past=True)


def changes(source: str = "city", **said: Any) -> tuple[Change, ...]:
    return changes_of(msgspec.structs.replace(DRAFT, **said), source, files=FILES, works=WORKS)


def last(**said: Any) -> Operation:
    return changes(**said)[-1].operation


def test_that_a_draft_read_twice_is_the_same_tip_and_another_number_or_source_is_none() -> None:
    assert changes() == changes()
    other = msgspec.structs.replace(DRAFT, external_id="18")
    unnumbered = [msgspec.structs.replace(DRAFT, external_id="", identity=one) for one in ("a", "b")]
    named = [tip_id(one, "city") for one in (DRAFT, other, *unnumbered)]
    assert len({*named, tip_id(DRAFT, "elsewhere")}) == 5
    assert tip_id(msgspec.structs.replace(DRAFT, identity="a", title="Jiný"), "city") == named[0]
    lines = [change.id for change in changes(notes=(DraftNote(AT, "A"), DraftNote(AT, "A")))]
    assert len(set(lines)) == 3, "also notes that repeat"


def test_that_it_is_filed_with_all_that_was_known_and_says_where_it_comes_from() -> None:
    place = Place(50.05, 13.05)
    (filed,) = changes(text="Text", place=place, contact_name="Anna", contact_phone="1", contact_email="a@b.cz")
    assert filed.operation == ops.TipFile(
        title="Lampa", category="light", text="Text", place=place,
        contact_name="Anna", contact_phone="1", contact_email="a@b.cz",
    )  # fmt: skip
    assert (filed.door, filed.at) == (FILES, "2024-07-01T06:00:00.000Z")
    assert filed.told == {"source": "city", "source_number": "17"}


def test_that_notes_follow_in_their_order_with_who_wrote_them() -> None:
    notes = (DraftNote(AT + timedelta(hours=1), "x" * 20_000, "Úřad"), DraftNote(AT + timedelta(days=1), "Hotovo"))
    filed, first, second = changes(notes=notes)
    assert isinstance(first.operation, ops.TipNoteAdd)
    assert isinstance(second.operation, ops.TipNoteAdd)
    assert first.operation.text == ("Úřad: " + "x" * 20_000)[:10_000]
    assert (second.operation.text, second.at) == ("Hotovo", "2024-07-02T06:00:00.000Z")
    assert {first.door, second.door} == {WORKS}
    assert {change.target for change in (filed, first, second)} == {tip_id(DRAFT, "city")}
    assert dict(first.told) == {}


@pytest.mark.parametrize(
    ("status", "operation"),
    [
        (Status.ACCEPTED, ops.TipAccept(Status.NEW)),
        (Status.IN_PROGRESS, ops.TipStart(Status.NEW)),
        (Status.WAITING, ops.TipWait(Status.NEW, WaitingOn.OTHER_BODY, "")),
    ],
)
def test_that_it_is_brought_to_where_it_was_found(status: Status, operation: Operation) -> None:
    assert last(status=status) == operation


def test_that_what_it_waits_for_and_how_it_was_closed_is_kept() -> None:
    waiting = last(status=Status.WAITING, waiting_on=WaitingOn.RESIDENT, waiting_body="Úřad")
    assert waiting == ops.TipWait(Status.NEW, WaitingOn.RESIDENT, "Úřad")
    closed = last(status=Status.CLOSED, outcome=OutcomeKind.NOT_OURS, outcome_body="Kraj", reply="Předáno.")
    assert closed == ops.TipClose(Status.NEW, Outcome(OutcomeKind.NOT_OURS, body="Kraj", reply="Předáno."))


@pytest.mark.parametrize("status", [Status.NEW, Status.REOPENED, Status.CLOSED])
def test_that_what_is_not_known_is_not_made_up(status: Status) -> None:
    assert len(changes(status=status)) == 1, "nobody knows what it was closed with"


def test_that_it_was_closed_when_that_is_known_else_when_somebody_wrote_last_else_when_it_came() -> None:
    notes = (DraftNote(AT + timedelta(days=1), "A"), DraftNote(AT + timedelta(days=2), "B"))
    closed = {"status": Status.CLOSED, "outcome": OutcomeKind.SOLVED}
    assert changes(**closed, notes=notes, closed_at=AT + timedelta(days=5))[-1].at.startswith("2024-07-06")
    assert changes(**closed, notes=notes)[-1].at.startswith("2024-07-03")
    assert changes(**closed)[-1].at == "2024-07-01T06:00:00.000Z"
