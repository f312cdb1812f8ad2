"""What stands in a brief, and when a line of it is done: by the tips as they are."""

import msgspec
import pytest

from app.accounts.domain import RESIDENT, SYSTEM
from app.briefs.domain import (
    MOST_LINES,
    Brief,
    BriefKind,
    BriefLine,
    Topic,
    cut,
    done_lines,
    due_lines,
    horizon,
    waits,
)
from app.messages.domain import Purpose
from app.tips.domain import CallBack, Priority, Promise, Status, StoryLine, Tip
from tests.app.tips.made import IDS

SOON, UNTIL, LATE = "2026-03-04T08:00:00.000Z", "2026-03-05T23:30:00.000Z", "2026-03-09T08:00:00.000Z"
AT = "2026-03-02T08:00:00.000Z"
CALL = CallBack(IDS[3], IDS[4], IDS[1], AT, "Zítra", Purpose.ANSWER)
PROMISE = Promise(IDS[5], IDS[1], AT, "Přijdu", "2026-03-06")
"""The end of the span is after midnight of that day in Prague."""
PLAIN = Tip(IDS[0], "T-1", "Lampa", "light", AT, status=Status.ACCEPTED, status_version=1)


@pytest.mark.parametrize(
    ("changed", "topics"),
    [
        ({}, []),
        ({"deadline": LATE}, []),
        ({"deadline": SOON}, [Topic.ANSWER]),
        ({"deadline": SOON, "status": Status.CLOSED}, []),
        ({"deadline": SOON, "status": Status.WAITING}, []),
        ({"status": Status.NEW}, [Topic.ANSWER]),
        ({"status": Status.REOPENED, "priority": Priority.HIGH}, [Topic.ANSWER]),
        ({"heard_at": AT}, [Topic.ANSWER]),
        ({"heard_at": AT, "status": Status.CLOSED}, [Topic.ANSWER]),
        ({"status": Status.WAITING, "answer_due": SOON}, [Topic.BODY]),
        ({"status": Status.WAITING, "answer_due": LATE}, []),
        ({"priority": Priority.HIGH}, [Topic.PRESSING]),
        ({"priority": Priority.HIGH, "status": Status.CLOSED}, []),
        ({"calls": (CALL,), "status": Status.CLOSED}, [Topic.CALL]),
        ({"promises": (PROMISE,)}, [Topic.PROMISE]),
        ({"promises": (msgspec.structs.replace(PROMISE, day="2026-03-07"),)}, []),
        ({"promises": (PROMISE,), "calls": (CALL,), "heard_at": AT}, [Topic.CALL, Topic.PROMISE, Topic.ANSWER]),
    ],
)
def test_that_a_brief_says_what_is_due(changed: dict[str, object], topics: list[Topic]) -> None:
    tip = msgspec.structs.replace(PLAIN, **changed)
    lines = due_lines([tip], UNTIL)
    assert [line.topic for line in lines] == topics
    assert all(waits(line, tip, UNTIL) for line in lines)
    done = msgspec.structs.replace(
        tip, status=Status.CLOSED, heard_at=None, calls=(), promises=(), answer_due=None, priority=Priority.NORMAL
    )
    assert not any(waits(line, done, UNTIL) for line in lines)


def test_that_an_answer_to_who_wrote_is_done_once_it_is_given_though_the_tip_is_open() -> None:
    heard = msgspec.structs.replace(PLAIN, heard_at=AT, deadline=LATE)
    (line,) = due_lines([heard], UNTIL)
    assert not waits(line, msgspec.structs.replace(heard, heard_at=None), UNTIL)


def test_that_what_is_due_first_stands_first_and_copies_no_words() -> None:
    tips = [
        msgspec.structs.replace(PLAIN, id=IDS[place], deadline=due, status=Status.NEW, text="Tajné", title="Tajné")
        for place, due in ((6, None), (7, SOON), (8, AT))
    ]
    lines = due_lines(tips, UNTIL)
    assert [(line.tip_id, line.due) for line in lines] == [(IDS[8], AT), (IDS[7], SOON), (IDS[6], None)]
    assert b"Tajn" not in msgspec.json.encode(lines)


def story(tip_id: str, kind: str, at: str, by: str | None, verdict: str = "applied") -> StoryLine:
    return StoryLine(f"{tip_id} {kind} {at}", tip_id, kind, verdict, at, by)


def test_that_who_is_back_reads_what_others_did_a_line_a_tip_and_of_closed_ones_that() -> None:
    lines = done_lines(
        [
            story(IDS[0], "tip.close", "2026-03-03T08:00:00.000Z", IDS[7]),
            story(IDS[0], "tip.note", "2026-03-03T09:00:00.000Z", IDS[7]),
            story(IDS[2], "tip.accept", "2026-03-03T10:00:00.000Z", IDS[7]),
            story(IDS[2], "tip.ask", "2026-03-03T11:00:00.000Z", IDS[8], "merged"),
            story(IDS[4], "tip.note", AT, IDS[9]),
            story(IDS[5], "tip.hear", AT, RESIDENT.id),
            story(IDS[5], "tip.assign", AT, SYSTEM.id),
            story(IDS[5], "received", AT, None),
            story(IDS[6], "tip.close", AT, IDS[7], "rejected"),
        ],
        IDS[9],
    )
    assert [(line.tip_id, line.what, line.by) for line in lines] == [
        (IDS[2], "tip.ask", IDS[8]), (IDS[0], "tip.close", IDS[7]),
    ]  # fmt: skip


def test_that_a_brief_is_bounded_and_says_how_much_more_there_is() -> None:
    lines = (BriefLine(Topic.DONE, IDS[0]),) * (MOST_LINES + 2)
    assert cut(lines) == (lines[:MOST_LINES], 2)
    assert cut(lines[:1]) == (lines[:1], 0)


def test_that_who_is_back_is_told_of_their_first_days() -> None:
    back = Brief(IDS[0], BriefKind.BACK, IDS[1], "d", AT, "2026-03-05T08:00:00.000Z")
    assert horizon(back) == "2026-03-12T08:00:00.000Z"
    cover = msgspec.structs.replace(back, kind=BriefKind.COVER)
    assert horizon(cover) == back.to_at
    endless = horizon(msgspec.structs.replace(cover, to_at=None))
    late = msgspec.structs.replace(PLAIN, deadline=LATE, promises=(PROMISE,))
    assert [line.topic for line in due_lines([late], endless)] == [Topic.PROMISE, Topic.ANSWER]
