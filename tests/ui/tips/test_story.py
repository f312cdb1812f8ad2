import msgspec
import pytest

from app.accounts.domain import RESIDENT
from app.outbox.domain import Code
from app.outbox.views import EntryState, OutboxEntry
from app.photos.domain import Photo
from app.session import DeviceSession
from app.tips.domain import StoryLine
from app.tips.views import PhotoView, TipDetail
from tests.ui.city import COLLEAGUE, NOW, OFFICER, uuid
from ui.lookups import Lookups
from ui.tips.story import story_rows
from ui.tips.story_row import StoryRow

HERE = NOW.astimezone()
pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def detail(session: DeviceSession) -> TipDetail:
    found = session.tips.detail(uuid(1, 5))
    assert found is not None
    return found


def line(detail: TipDetail, kind: str, verdict: str = "applied", **details: str) -> TipDetail:
    """The tip with one more decision, made by the colleague after all others."""
    more = StoryLine(uuid(8, 1), detail.tip.id, kind, verdict, "2026-03-12T12:59:00Z", by=COLLEAGUE, detail=details)
    return msgspec.structs.replace(detail, story=(*detail.story, more))


def last(detail: TipDetail, lookups: Lookups) -> StoryRow:
    return [row for row in story_rows(detail, lookups, HERE) if row.side == "line"][-1]


def test_that_the_story_runs_from_the_oldest_to_the_newest(detail: TipDetail, lookups: Lookups) -> None:
    rows = story_rows(detail, lookups, HERE)
    assert [row.at for row in rows] == sorted(row.at for row in rows)
    assert len({row.key for row in rows}) == len(rows)


@pytest.mark.parametrize(
    ("device_at", "suspect", "expected"),
    [
        ("2026-03-12T09:00:00Z", False, "2026-03-12T09:00:00Z"),
        ("2026-03-12T09:00:00Z", True, "2026-03-12T12:59:00Z"),
        ("2026-03-12T13:30:00Z", False, "2026-03-12T12:59:00Z"),
        (None, False, "2026-03-12T12:59:00Z"),
    ],
)
def test_that_a_decision_made_offline_stands_where_it_was_made(
    detail: TipDetail, lookups: Lookups, device_at: str | None, suspect: bool, expected: str
) -> None:
    told = line(detail, "tip.reopen", reason="znovu")
    late = msgspec.structs.replace(told.story[-1], device_at=device_at, clock_suspect=suspect)
    rows = story_rows(msgspec.structs.replace(told, story=(*told.story[:-1], late)), lookups, HERE)
    assert next(row.at for row in rows if row.key == f"line:{late.id}") == expected


def test_that_residents_are_left_officers_right_and_decisions_between(detail: TipDetail, lookups: Lookups) -> None:
    rows = story_rows(detail, lookups, HERE)
    assert (rows[0].side, rows[0].author.split(" · ")[0]) == ("left", "Marie Nováková")
    assert [row.words for row in rows if row.side == "line"] == ["Tip accepted", "Work began", "Closed: solved"]
    replies = [row for row in rows if row.side == "right" and "reply" in row.key]
    assert [row.words for row in replies] == ["Dobrý den, závada je odstraněna."]


@pytest.mark.parametrize(("by", "side", "author"), [(RESIDENT.id, "left", "Resident"), (OFFICER, "right", "")])
def test_that_a_photo_stands_on_the_side_of_who_took_it(
    detail: TipDetail, lookups: Lookups, by: str, side: str, author: str
) -> None:
    photo = Photo(uuid(8, 2), by, detail.tip.created_at, "0" * 64, 9, "image/jpeg", detail.tip.id)
    seen = msgspec.structs.replace(detail, photos=(PhotoView(photo, here=True, unsent=False),))
    row = next(row for row in story_rows(seen, lookups, HERE) if row.photo)
    assert (row.side, row.author) == (side, author or lookups.officer(OFFICER))


def test_that_a_second_closing_is_told_as_kept_beside_the_first(detail: TipDetail, lookups: Lookups) -> None:
    row = last(line(detail, "tip.close", "merged", outcome="not_found"), lookups)
    assert (row.words, row.verdict, row.author) == (
        "Closed: not found",
        "second report, kept beside the first",
        "Petr Malý",
    )


@pytest.mark.parametrize(
    ("kind", "details", "words"),
    [
        ("tip.assign", {"to": OFFICER}, "Given to Jana Dvořáková"),
        ("tip.assign", {"to": "", "district": "d3"}, "Moved to Kamenná"),
        ("tip.wait", {"on": "resident"}, "Waiting on the resident"),
        ("tip.wait", {"on": "other_body", "body": "TS"}, "Waiting on another body: TS"),
        ("tip.reopen", {"reason": "stížnost"}, "Reopened: stížnost"),
        ("tip.edit", {"to": "Nový nadpis"}, "Corrected: Nový nadpis"),
        ("tip.promise", {"promise": "Zavolám", "day": "2026-03-20"}, "Promised by 20 Mar 2026: Zavolám"),
    ],
)
def test_that_every_decision_has_its_words(
    detail: TipDetail, lookups: Lookups, kind: str, details: dict[str, str], words: str
) -> None:
    assert last(line(detail, kind, **details), lookups).words == words


def test_that_a_rejected_one_is_told_so(detail: TipDetail, lookups: Lookups) -> None:
    row = last(line(detail, "tip.accept", "rejected"), lookups)
    assert (row.tone, row.verdict) == ("danger", "not accepted")


def pending(detail: TipDetail, state: EntryState, code: Code | None = None) -> TipDetail:
    entry = OutboxEntry(
        operation_id=uuid(4, 1), seq=1, kind="tip.close", target=detail.tip.id, at="2026-03-12T13:00:00Z",
        state=state, code=code, now={"closed_by": COLLEAGUE, "closed_at": "2026-03-12T12:00:00Z"},
        payload={"outcome": {"kind": "solved", "reply": "Hotovo"}},
    )  # fmt: skip
    return msgspec.structs.replace(detail, pending=(entry,))


def test_that_what_is_not_sent_is_marked(detail: TipDetail, lookups: Lookups) -> None:
    rows = story_rows(pending(detail, EntryState.WAITING), lookups, HERE)[-2:]
    assert [(row.side, row.unsent, row.author.split(" · ")[0]) for row in rows] == [
        ("line", True, "you"),
        ("right", True, "you"),
    ]
    assert rows[1].words == "Hotovo"


def test_that_a_merged_one_of_ours_says_why_and_by_whom(detail: TipDetail, lookups: Lookups) -> None:
    row = last(pending(detail, EntryState.MERGED, Code.ALREADY_CLOSED), lookups)
    assert row.verdict.startswith("Petr Malý closed it already (today ")
    assert row.verdict.endswith("Your report is kept in the history beside the first.")


def test_that_an_operation_already_in_the_story_is_told_once(detail: TipDetail, lookups: Lookups) -> None:
    told = pending(line(detail, "tip.close", outcome="solved"), EntryState.APPLIED)
    entry = msgspec.structs.replace(told.pending[0], operation_id=uuid(8, 1))
    rows = story_rows(msgspec.structs.replace(told, pending=(entry,)), lookups, HERE)
    assert len([row for row in rows if row.key.endswith(uuid(8, 1))]) == 1


def test_that_without_a_contact_it_is_a_resident(detail: TipDetail, lookups: Lookups) -> None:
    rows = story_rows(msgspec.structs.replace(detail, contact=None), lookups, HERE)
    assert rows[0].author.startswith("Resident · ")
