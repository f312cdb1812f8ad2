"""An odd row of the server costs only itself: the others are read, and that it was there is told."""

from typing import Any

import msgspec
import pytest

from app.exchange.pages import sort_rows
from app.identifiers import new_id
from app.outbox.domain import Code, VerdictKind
from sync.client.outcomes import FoundOlder, Offline, Ok, Refused, StoryRead
from sync.client.reading import PulledPage, Verdicts, found_in, page_in, story_in, verdicts_in

AT = "2024-03-02T08:00:00.000Z"
FOREIGN = [b"", b"<html>", b"[]", b"null", b"{", b"[" * 5_000, b'{"a":' * 5_000, b"\xff"]


def answer(value: Any) -> Ok:
    return Ok(200, value if isinstance(value, bytes) else msgspec.json.encode(value), {})


def tip(**changes: Any) -> dict[str, Any]:
    return {
        "id": new_id(), "number": "2024-000001", "title": "Lampa", "category": "light", "status": "closed",
        "created_at": AT, **changes,
    }  # fmt: skip


ODD_TIPS: list[Any] = [tip(status="sung"), tip(id="x"), tip(created_at="2024"), tip(title=None), {}, None, 5, [[]]]


@pytest.mark.parametrize("odd", ODD_TIPS, ids=range(len(ODD_TIPS)))
def test_that_an_odd_tip_costs_only_itself_in_a_search(odd: Any) -> None:
    good = [tip(), tip()]
    found = found_in(answer({"tips": [good[0], odd, good[1]], "more": True, "of_a_newer_server": 1}))
    assert isinstance(found, FoundOlder)
    assert [one.id for one in found.tips] == [one["id"] for one in good]
    assert (found.more, found.unreadable, found.behind) == (True, 1, (AT, good[1]["id"]))


@pytest.mark.parametrize("name", ["notes", "photos", "story"])
@pytest.mark.parametrize("odd", [{}, None, 5, {"id": "x"}, [[[]]]], ids=str)
def test_that_an_odd_line_costs_only_itself_in_a_story(name: str, odd: Any) -> None:
    note = {"id": new_id(), "tip_id": new_id(), "by": new_id(), "at": AT, "text": "Svítí."}
    whole = {"tip": tip(), "notes": [note]}
    whole[name] = [*([note] if name == "notes" else []), odd]
    read = story_in(answer(whole))
    assert isinstance(read, StoryRead)
    assert [one.text for one in read.notes] == ["Svítí."]
    assert read.unreadable == 1


def test_that_an_odd_contact_is_none_and_counted_and_an_odd_tip_is_said_in_words() -> None:
    read = story_in(answer({"tip": tip(), "contact": {"tip_id": 5}}))
    assert isinstance(read, StoryRead)
    assert (read.contact, read.unreadable) == (None, 1)
    plain = story_in(answer({"tip": tip(), "contact": None}))
    assert isinstance(plain, StoryRead)
    assert plain.unreadable == 0
    no_tip = story_in(answer({"tip": tip(status="sung")}))
    assert isinstance(no_tip, Refused)
    assert no_tip.problem.code == "unreadable"


@pytest.mark.parametrize(
    "odd",
    [
        ["x" * 30, "1", "city", None],
        ["x" * 30, "1", "city", {}],
        ["tip", 5, "city", {}],
        ["tip", "1", "s" * 70, None],
        ["tip"],
        [],
        {},
        None,
        ["tip", "1", "city", {"version": 2**63, "created_at": AT}],
        ["tip", "1", "city", {"version": -(2**70), "created_at": AT}],
        ["tip", "1", "city", {"created_at": "0001-01-01T00:00:00"}],
        ["tip", "1", "city", {"created_at": "0001-01-01T00:00:00+14:00"}],
        ["tip", "1", "city", {"created_at": AT, "place": {"lat": "x"}}],
        ["photo", "1", "city", {"sha256": "", "size": 2**64, "at": AT}],
    ],
    ids=lambda odd: str(odd)[:50],
)
def test_that_an_odd_row_costs_only_itself_in_a_page(odd: Any) -> None:
    one = ["tip", new_id(), "d1", {"id": new_id(), "created_at": AT, "district_id": "d1"}]
    sent = {"rows": [one, odd, one], "cursors": {"d1": 5}, "scopes": ["d1", "city"], "incarnation": "a"}
    page = page_in(answer(sent))
    assert isinstance(page, PulledPage)
    assert page.response.cursors == {"d1": 5}
    rows = sort_rows(page.response.rows)
    assert [parameters[0] for parameters in rows.puts["tip"]].count(one[1]) == 2


def test_that_an_odd_verdict_costs_only_itself() -> None:
    ids = [new_id() for _ in range(4)]
    verdicts: list[Any] = [
        {"seq": 1, "id": ids[0], "verdict": "applied"},
        {"seq": 2, "id": ids[1], "verdict": "rejected", "code": "of_a_newer_server", "now": {"x": 5}},
        {"seq": 3, "id": ids[2], "verdict": "sung"},
        {"seq": "x"},
        {"seq": 4, "id": ids[3], "verdict": "merged", "code": "already_closed"},
    ]
    read = verdicts_in(answer({"verdicts": verdicts, "server_at": "soon", "incarnation": "a"}))
    assert isinstance(read, Verdicts)
    told = [(one.seq, one.verdict, one.code) for one in read.response.verdicts]
    assert told == [
        (1, VerdictKind.APPLIED, None),
        (2, VerdictKind.REJECTED, None),
        (4, VerdictKind.MERGED, Code.ALREADY_CLOSED),
    ]
    assert read.odd == {3}


@pytest.mark.parametrize("body", FOREIGN, ids=lambda body: repr(body)[:20])
def test_that_what_is_no_answer_of_ours_is_somebody_elses(body: bytes) -> None:
    for read in (found_in, story_in, verdicts_in, page_in):
        assert isinstance(read(answer(body)), Offline | Refused)
