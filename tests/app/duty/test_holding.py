"""Exactly one named officer at any moment; covers that absences and swaps ask for; what is refused."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.duty.domain import (
    FURTHER_NOTICE,
    Absence,
    Calendar,
    Cover,
    Duty,
    DutyKind,
    Gap,
    Refusal,
    Span,
    Swap,
    Trouble,
)
from app.duty.holding import covers, gaps, holder, is_away, refuse_absence, refuse_swap, serving, stretches, with_covers

OFFICERS = ("anna", "bela", "cyril", "dana")
DISTRICTS = ("d1", "d2", "d3")


def at(hour: int) -> str:
    return f"2026-03-{1 + hour // 24:02}T{hour % 24:02}:00:00.000Z"


def span(start: int, end: int | None = None) -> Span:
    return Span(at(start), FURTHER_NOTICE if end is None else at(end))


WEEK = span(0, 168)
TOWN = Calendar(
    (
        Duty("anna", "d1", DutyKind.PRIMARY, span(0)),
        Duty("bela", "d1", DutyKind.BACKUP, Span("2026-02-01T00:00:00.000Z")),
        Duty("cyril", "d1", DutyKind.BACKUP, Span("2026-02-01T00:00:00.001Z")),
        Duty("bela", "d2", DutyKind.PRIMARY, span(0)),
    )
)

spans = st.tuples(st.integers(0, 200), st.integers(1, 90)).map(lambda pair: span(pair[0], sum(pair)))
endless = st.integers(0, 200).map(span)
officers, districts = st.sampled_from(OFFICERS), st.sampled_from(DISTRICTS)
duties = st.builds(Duty, officers, districts, st.sampled_from(DutyKind), spans | endless)
absences = st.builds(Absence, st.sampled_from("abcdef"), officers, spans, officers | st.just(""))
swaps = st.builds(Swap, st.sampled_from("abcdef"), officers, officers, spans).filter(
    lambda one: one.first_id != one.second_id
)
calendars = st.builds(
    Calendar,
    st.lists(duties, max_size=9).map(tuple),
    st.lists(absences, max_size=4).map(tuple),
    st.lists(swaps, max_size=2).map(tuple),
)


def moments(calendar: Calendar) -> list[str]:
    """The first of the week, and each at which something begins, ends, or has lasted for an hour."""
    things: list[Duty | Absence | Swap] = [*calendar.duties, *calendar.absences, *calendar.swaps]
    edges = {edge for one in things for edge in (one.span.from_at, one.span.to_at)}
    later = {edge[:14] + "59:59.999Z" for edge in edges}
    return sorted(one for one in {at(0)} | edges | later if WEEK.holds(one))


@settings(max_examples=25)
@given(calendars, districts)
def test_that_the_stretches_leave_out_no_moment_and_name_the_holder_of_each(calendar: Calendar, district: str) -> None:
    found = stretches(calendar, district, WEEK)
    assert (found[0].span.from_at, found[-1].span.to_at) == (WEEK.from_at, WEEK.to_at)
    assert all(one.span.to_at == other.span.from_at for one, other in pairwise(found))
    for moment in moments(calendar):
        (there,) = (one for one in found if one.span.holds(moment))
        assert there.holder == holder(calendar, district, moment)


@settings(max_examples=25)
@given(calendars)
def test_that_covers_name_one_present_officer_wherever_somebody_is_left(calendar: Calendar) -> None:
    found = covers(calendar, at(0))
    planned = with_covers(calendar, found)
    for district in DISTRICTS:
        own = [one for one in found if one.district_id == district]
        assert not any(one.span.meets(other.span) for one in own for other in own if one is not other)
        troubles = gaps(planned, [district], WEEK)
        for moment in moments(calendar):
            first = holder(planned, district, moment)
            assert first is None or not is_away(planned, first.officer_id, moment)
            here = serving(calendar, district, moment)
            somebody = any(not is_away(calendar, one.officer_id, moment) for one in here)
            assert first is not None or not somebody, "who is present is named"
            told = next((one.trouble for one in troubles if one.span.holds(moment)), None)
            assert (first is None) == (told in (Trouble.NOBODY, Trouble.AWAY))
            covered = [one for one in own if one.span.holds(moment)]
            assert len(covered) <= 1
            if covered:
                assert not any(one.kind is DutyKind.COVER and not is_away(calendar, one.officer_id, moment)
                               for one in here), "nobody is doubled"  # fmt: skip
                assert first is not None
                assert first.officer_id == covered[0].officer_id


def test_that_the_standing_backups_stand_in_by_turns_and_go_when_the_officer_is_back() -> None:
    away = replace(TOWN, absences=(Absence("a", "anna", span(24, 72)), Absence("b", "bela", span(48, 96))))
    assert covers(away, at(0)) == (
        Cover("bela", "d1", span(24, 48), "a"),
        Cover("cyril", "d1", span(48, 72), "a"),
    ), "d2 has no backup, so nobody can stand in there"
    planned = with_covers(away, covers(away, at(0)))
    held = [(one.span, one.holder.officer_id if one.holder else "") for one in stretches(planned, "d1", WEEK)]
    assert held == [
        (span(0, 24), "anna"),
        (span(24, 48), "bela"),
        (span(48, 72), "cyril"),
        (span(72, 168), "anna"),
    ]
    assert gaps(planned, ["d1", "d2", "d9"], WEEK) == (
        Gap("d2", span(48, 96), Trouble.AWAY, ("bela",)),
        Gap("d9", WEEK, Trouble.NOBODY),
    )


def test_that_who_was_chosen_goes_before_the_standing_backups_while_present() -> None:
    away = replace(TOWN, absences=(Absence("a", "anna", span(24, 72), "dana"), Absence("d", "dana", span(48, 60))))
    assert [(one.officer_id, one.span) for one in covers(away, at(30))] == [
        ("dana", span(30, 48)), ("bela", span(48, 60)), ("dana", span(60, 72)),
    ]  # fmt: skip


def test_that_two_who_change_hold_each_others_districts_for_that_time() -> None:
    changed = replace(TOWN, swaps=(Swap("s", "anna", "bela", span(10, 20)),), absences=())
    assert covers(changed, at(0)) == (
        Cover("bela", "d1", span(10, 20), swap_id="s"),
        Cover("anna", "d2", span(10, 20), swap_id="s"),
    )
    fell_ill = replace(changed, absences=(Absence("a", "bela", span(15, 20)),))
    assert covers(fell_ill, at(0)) == (
        Cover("bela", "d1", span(10, 15), swap_id="s"),
        Cover("anna", "d2", span(10, 20), swap_id="s"),
    ), "from then on anna holds both"


def test_that_somebody_who_covers_by_a_duty_of_their_own_is_not_doubled() -> None:
    by_hand = Duty("dana", "d1", DutyKind.COVER, span(0, 100))
    away = replace(TOWN, duties=(*TOWN.duties, by_hand), absences=(Absence("a", "anna", span(24, 72)),))
    assert covers(away, at(0)) == ()
    second = replace(away, duties=(*away.duties, Duty("bela", "d1", DutyKind.COVER, span(90, 120))))
    assert gaps(second, ["d1"], WEEK) == (Gap("d1", span(90, 100), Trouble.DOUBLE, ("dana", "bela")),)


@pytest.mark.parametrize(
    ("new", "refusal"),
    [
        (Absence("n", "anna", span(30, 40), "bela"), None),
        (Absence("n", "anna", span(40, 40)), Refusal.ENDS_BEFORE),
        (Absence("n", "anna", span(1, 10)), Refusal.PAST),
        (Absence("n", "anna", span(30, 740)), Refusal.TOO_LONG),
        (Absence("n", "cyril", span(60, 80)), Refusal.OVERLAPS),
        (Absence("c", "cyril", span(60, 80)), None),
        (Absence("n", "anna", span(60, 80), "cyril"), Refusal.AWAY),
        (Absence("n", "anna", span(72, 80), "cyril"), None),
        (Absence("n", "anna", span(30, 40), "anna"), Refusal.SAME),
    ],
)  # fmt: skip
def test_that_an_absence_is_refused_for_what_can_not_be(new: Absence, refusal: Refusal | None) -> None:
    known = replace(TOWN, absences=(Absence("c", "cyril", span(48, 72)),))
    assert refuse_absence(known, new, at(10), at(700)) is refusal


@pytest.mark.parametrize(
    ("new", "refusal"),
    [
        (Swap("n", "anna", "bela", span(30, 40)), None),
        (Swap("n", "cyril", "bela", span(30, 40)), None),
        (Swap("n", "anna", "anna", span(30, 40)), Refusal.SAME),
        (Swap("n", "cyril", "dana", span(30, 40)), Refusal.HOLDS_NOTHING),
        (Swap("n", "cyril", "anna", span(60, 80)), Refusal.AWAY),
        (Swap("n", "anna", "bela", span(100, 120)), Refusal.OVERLAPS),
        (Swap("n", "anna", "bela", span(110, 120)), None),
        (Swap("n", "anna", "bela", span(5, 10)), Refusal.PAST),
    ],
)  # fmt: skip
def test_that_a_swap_is_refused_where_one_is_away_or_changes_already(new: Swap, refusal: Refusal | None) -> None:
    known = replace(
        TOWN, absences=(Absence("c", "cyril", span(48, 72)),), swaps=(Swap("s", "bela", "dana", span(90, 110)),)
    )
    assert refuse_swap(known, new, at(10), at(700)) is refusal
