"""Values that can not be: whoever sends them hurts nobody else, and what others work with stays readable."""

from typing import Any

import pytest
import sqlalchemy as sa

from app.accounts.domain import Role
from app.identifiers import new_id
from app.operations import OPERATIONS
from app.patrols.domain import PatrolNote
from app.photos.domain import Photo
from app.tips.domain import StoryLine, Tip, TipNote
from sync.server.ground.documents import parse
from sync.server.ground.moments import moment
from tests.sync.server import schema
from tests.sync.server.station import WEST, SignedIn, Station

NOW = "2026-03-02T08:00:00.000Z"
NEVER = (
    "2026-02-30T10:00:00Z",
    "2026-03-02T25:00:00Z",
    "2026-13-01T10:00:00Z",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z",
    "1901-01-01T00:00:00Z",
    "2199-01-01T00:00:00Z",
    "2031-01-01T00:00:00Z",
    "2019-01-01T00:00:00Z",
)
KINDS: dict[str, Any] = {"tip": Tip, "note": TipNote, "photo": Photo, "story": StoryLine, "patrol_note": PatrolNote}


@pytest.fixture
def device(station: Station) -> SignedIn:
    return station.signed_in(station.person("novak", Role.OFFICER, WEST))


def operation(device: SignedIn, seq: int, kind: str, payload: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {
        "seq": seq, "id": new_id(), "kind": kind, "version": OPERATIONS[kind].VERSION, "target": new_id(),
        "author": device.officer_id, "at": NOW, "payload": payload, **changes,
    }  # fmt: skip


def push(device: SignedIn, *operations: Any, device_at: str = NOW) -> list[tuple[str, str | None]]:
    answer = device.http("POST", "/api/v1/push", {"protocol": 1, "device_at": device_at, "operations": operations})
    assert answer.status == 200, answer.body
    return [(one["verdict"], one.get("code")) for one in answer.json["verdicts"]]


def shift(device: SignedIn, at: str) -> list[dict[str, Any]]:
    """A tip with a note and a photo, and a patrol note with a photo, all dated ``at``."""
    tip, note = new_id(), new_id()
    photo = {"sha256": "0" * 64, "size": 5, "media_type": "image/png"}
    made: list[tuple[str, str, dict[str, Any]]] = [
        ("tip.file", tip, {"title": "Lampa", "category": "light", "place": {"lat": 50.05, "lon": 13.05}}),
        ("tip.note", tip, {"note_id": new_id(), "text": "Byl jsem tam."}),
        ("tip.photo", tip, {"photo_id": new_id(), **photo}),
        ("patrol.note", note, {"district_id": WEST, "text": "Klid."}),
        ("patrol.photo", note, {"photo_id": new_id(), **photo}),
        ("patrol.start", new_id(), {"district_id": WEST}),
    ]
    return [
        operation(device, seq, kind, payload, target=target, at=at)
        for seq, (kind, target, payload) in enumerate(made, 1)
    ]


@pytest.mark.parametrize("never", NEVER)
def test_that_a_device_time_that_can_not_be_is_replaced_and_flagged(
    station: Station, device: SignedIn, never: str
) -> None:
    assert push(device, *shift(device, never)) == [("applied", None)] * 6
    rows = station.all(sa.select(schema.feed.c.kind, schema.feed.c.doc).where(schema.feed.c.kind.in_(KINDS)))
    assert {row.kind for row in rows} == set(KINDS)
    read: list[Any] = [parse(row.doc, KINDS[row.kind]) for row in rows]
    for one in read:
        at = one.created_at if isinstance(one, Tip) else one.at
        assert moment(at) == moment(NOW)
        assert not isinstance(one, StoryLine) or one.clock_suspect
    assert push(device, operation(device, 7, "tip.file", {"title": "Další", "category": "light"})) == [
        ("applied", None)
    ]


@pytest.mark.parametrize("never", [*NEVER, "yesterday", ""])
def test_that_a_clock_that_says_no_time_holds_up_nothing(station: Station, device: SignedIn, never: str) -> None:
    assert push(device, *shift(device, NOW), device_at=never) == [("applied", None)] * 6
    told = [parse(text, StoryLine) for text in station_stories(station)]
    assert told
    assert all(line.clock_suspect for line in told)


def station_stories(station: Station) -> list[str]:
    return [row.doc for row in station.all(sa.select(schema.story.c.doc))]


@pytest.mark.parametrize(
    "changes",
    [
        {"payload": {"title": "a\x00b", "category": "light"}},
        {"payload": {"note_id": "a\x00b"}},
        {"payload": {"title": "Lampa", "category": "light", "text": 2**63}},
        {"payload": {"title": "Lampa", "category": "light", "more": 2**70}},
        {"payload": {"title": "Lampa", "category": "light", "place": {"lat": 50.0, "lon": 2**64}}},
        {"base": 2**63},
        {"version": 2**63},
        {"monotonic": "later"},
        {"target": new_id() + "\n"},
        {"kind": "tip.file\n"},
    ],
)
def test_that_what_no_database_holds_costs_only_its_operation(
    station: Station, device: SignedIn, changes: dict[str, Any]
) -> None:
    payload = {"title": "Lampa", "category": "light"}
    odd = operation(device, 2, "tip.file", payload) | changes
    sent = operation(device, 1, "tip.file", payload), odd, operation(device, 3, "tip.file", payload)
    first = push(device, *sent)
    assert first == [("applied", None), ("rejected", "invalid"), ("applied", None)]
    assert push(device, *sent) == first
    assert station.scalar(sa.select(sa.func.count()).select_from(schema.quarantine)) == 1


def test_that_a_number_no_counter_reaches_is_refused_in_words(device: SignedIn) -> None:
    one = operation(device, 2**63, "tip.file", {"title": "Lampa", "category": "light"})
    answer = device.http("POST", "/api/v1/push", {"protocol": 1, "device_at": NOW, "operations": [one]})
    assert (answer.status, answer.code) == (400, "invalid")
