"""A document of the feed becomes a row, or says by what it raises that it can not: no odd one gets into a table."""

import math
import struct
from typing import Any

import msgspec
import pytest

from app.exchange.extract import KINDS, ODD
from app.tips.tables import FACTS, NEVER
from app.values import MAX_INT

TIP: dict[str, Any] = {"id": "t", "created_at": "2026-06-01T12:00:00.5Z"}


def row(kind: str, document: object) -> tuple[Any, ...]:
    return KINDS[kind].parameters("r1", msgspec.json.encode(document))


def test_that_a_tip_with_all_that_lists_need_is_packed() -> None:
    document = TIP | {
        "deadline": "2026-06-15T21:59:59Z", "status": "waiting", "holder_id": "h", "district_id": "d", "version": 7,
        "place": {"lat": 50.4, "lon": 13.4, "address": "x"}, "later": {"a": 1},
    }  # fmt: skip
    row_id, district, holder, facts, version, doc = row("tip", document)
    assert (row_id, district, holder, version) == ("r1", "d", "h", 7)
    created, deadline, lat, lon, status = struct.unpack(FACTS, facts)
    assert (created, deadline) == (1_780_315_200_500, 1_781_560_799_000)
    assert (lat, lon, status.rstrip(b"\0")) == (50.4, 13.4, b"waiting")
    assert msgspec.json.decode(doc)["later"] == {"a": 1}, "what this app does not know is kept"


def test_that_a_tip_without_deadline_place_and_holder_is_packed_as_that() -> None:
    _, district, holder, facts, version, _ = row("tip", TIP)
    created, deadline, lat, lon, status = struct.unpack(FACTS, facts)
    assert (district, holder, version, deadline, status.rstrip(b"\0")) == ("", "", 1, NEVER, b"new")
    assert created > 0
    assert math.isnan(lat)
    assert math.isnan(lon)


@pytest.mark.parametrize(
    ("kind", "document"),
    [
        ("tip", {}),
        ("tip", TIP | {"created_at": "2026-02-30T12:00:00Z"}),
        ("tip", TIP | {"created_at": "yesterday"}),
        ("tip", TIP | {"deadline": 5}),
        ("tip", TIP | {"version": MAX_INT + 1}),
        ("tip", TIP | {"version": 1.5}),
        ("tip", TIP | {"holder_id": 7}),
        ("tip", TIP | {"status": "\ud800"}),
        ("tip", TIP | {"place": {"lat": 50.0}}),
        ("tip", []),
        ("note", {"id": "n"}),
        ("photo", {"sha256": "a", "size": MAX_INT + 1, "at": "x"}),
        ("photo", {"sha256": 1, "size": 1, "at": "x"}),
        ("patrol", {"by": "b"}),
        ("patrol_note", {"at": "x"}),
    ],
)
def test_that_a_document_of_which_no_row_can_be_made_says_so(kind: str, document: Any) -> None:
    with pytest.raises(ODD):
        KINDS[kind].parameters("r1", msgspec.json.encode(document) if document != TIP | {"status": "\ud800"} else
                               b'{"created_at":"2026-06-01T12:00:00Z","status":"\\ud800"}')  # fmt: skip


@pytest.mark.parametrize("data", [b"", b"{", b"\xff", b"null", b"[" * 100_000])
def test_that_what_is_no_document_says_so(data: bytes) -> None:
    for kind in ("tip", "note", "photo", "patrol_note", "patrol"):
        with pytest.raises(ODD):
            KINDS[kind].parameters("r1", data)


def test_that_a_photo_hangs_on_a_tip_or_on_a_note() -> None:
    photo = {"sha256": "a", "size": 5, "at": "2026", "tip_id": "t"}
    assert row("photo", photo)[1:6] == ("t", None, "a", 5, "2026")
    assert row("photo", {**photo, "tip_id": None, "patrol_note_id": "n"})[1:3] == (None, "n")


def test_that_the_word_of_a_reader_differs_where_it_reads_otherwise() -> None:
    words = {name: kind.reader for name, kind in KINDS.items()}
    assert words["tip"] != words["photo"] != words["patrol"]
    assert words["note"] == words["story"], "they read the same"
    assert len(set(words.values())) >= 5
