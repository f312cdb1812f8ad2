"""Where two are needed nobody goes alone unseen."""

from dataclasses import replace

from app.duty.domain import Absence, Calendar, Duty, DutyKind, Refusal, Span
from app.duty.holding import covers, with_covers
from app.duty.pairs import Alone, Pair, alone, refuse_pair

WEEK = Span("2026-03-02", "2026-03-09")
LEAVE = Span("2026-03-04", "2026-03-06")
EVER = Span("2020-01-01")
PAIR = Pair("p", "anna", "bela", EVER)
TOWN = Calendar((
    Duty("anna", "d1", DutyKind.PRIMARY, EVER),
    Duty("cyril", "d1", DutyKind.BACKUP, EVER),
    Duty("bela", "d2", DutyKind.PRIMARY, EVER),
))  # fmt: skip


def away(officer: str) -> Calendar:
    absent = replace(TOWN, absences=(Absence("a", officer, LEAVE),))
    return with_covers(absent, covers(absent, WEEK.from_at))


def test_that_whoever_has_a_partner_is_alone_only_while_that_one_is_away() -> None:
    assert alone(TOWN, [PAIR], ["d1", "d2"], WEEK) == ()
    assert alone(away("bela"), [PAIR], ["d1"], WEEK) == (Alone("d1", LEAVE, "anna", "bela"),)
    assert alone(away("bela"), [PAIR], [], WEEK) == (), "where one is enough nobody is alone"


def test_that_who_stands_in_needs_a_partner_of_their_own() -> None:
    assert alone(away("anna"), [PAIR], ["d1"], WEEK) == (Alone("d1", LEAVE, "cyril"),)
    with_another = [PAIR, Pair("q", "cyril", "dana", EVER)]
    assert alone(away("anna"), with_another, ["d1"], WEEK) == ()


def test_that_a_pair_counts_from_when_it_is_one_until_it_ends() -> None:
    short = Pair("p", "bela", "anna", LEAVE)
    assert [(one.span, one.partner_id) for one in alone(TOWN, [short], ["d1"], WEEK)] == [
        (Span(WEEK.from_at, LEAVE.from_at), ""), (Span(LEAVE.to_at, WEEK.to_at), ""),
    ]  # fmt: skip
    assert alone(TOWN, [], ["d1"], WEEK) == (Alone("d1", WEEK, "anna"),), "one line, however many days"


def test_that_nobody_is_in_two_pairs_at_once_nor_with_themselves() -> None:
    assert refuse_pair([PAIR], Pair("q", "bela", "cyril", WEEK)) is Refusal.OVERLAPS
    assert refuse_pair([], Pair("q", "bela", "bela", WEEK)) is Refusal.SAME
    ended = replace(PAIR, span=Span(EVER.from_at, WEEK.from_at))
    assert refuse_pair([ended], Pair("q", "bela", "cyril", WEEK)) is None
