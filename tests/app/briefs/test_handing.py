"""Who is handed which district, told a day ahead, and for a week after a return."""

from dataclasses import replace

from app.briefs.domain import Brief, BriefKind
from app.briefs.handing import Window, began, handed
from app.duty.domain import Absence, Calendar, Duty, DutyKind, Span, Swap

COVER, BACK = BriefKind.COVER, BriefKind.BACK


def at(day: int) -> str:
    return f"2026-03-{day:02}T06:00:00.000Z"


def days(start: int, end: int) -> Span:
    return Span(at(start), at(end))


def window(day: int) -> Window:
    return Window(at(day), at(day + 1), at(max(1, day - 7)))


PRIMARY = Duty("anna", "d1", DutyKind.PRIMARY, Span("2026-01-01T00:00:00.000Z"))
LEAVE = Absence("leave", "anna", days(10, 14))
COVERED = Duty("bela", "d1", DutyKind.COVER, days(10, 14))
TOWN = Calendar((PRIMARY, COVERED), (LEAVE,))


def told(calendar: Calendar, day: int) -> list[tuple[str, BriefKind, bool]]:
    return sorted((one.officer_id, one.kind, one.begun) for one in handed(calendar, window(day)))


def test_that_a_cover_is_told_of_a_day_ahead_and_who_is_back_before_and_a_week_after() -> None:
    assert told(TOWN, 8) == []
    assert told(TOWN, 9) == [("bela", COVER, False)]
    assert told(TOWN, 10) == [("bela", COVER, True)]
    assert told(TOWN, 12) == [("bela", COVER, True)]
    assert told(TOWN, 13) == [("anna", BACK, False), ("bela", COVER, True)]
    assert told(TOWN, 14) == [("anna", BACK, True)]
    assert told(TOWN, 20) == [("anna", BACK, True)]
    assert told(TOWN, 21) == []


def test_that_a_brief_keeps_its_id_and_names_for_whom_and_who_stood_in() -> None:
    (ahead,), (running,) = handed(TOWN, window(9)), handed(TOWN, window(11))
    assert isinstance(ahead, Brief)
    assert (ahead.id, ahead.others, ahead.from_at, ahead.to_at) == (running.id, ("anna",), at(10), at(14))
    second = Duty("cyril", "d1", DutyKind.COVER, days(12, 14))
    both = replace(TOWN, duties=(PRIMARY, second, replace(COVERED, span=days(10, 12))))
    (back,) = handed(both, window(15))
    assert back.others == ("bela", "cyril")
    assert began(both, window(15)) == at(10)
    assert began(replace(TOWN, absences=()), window(15)) == at(8)


def test_that_nobody_who_is_away_or_has_left_the_district_is_told() -> None:
    ill = Absence("ill", "bela", days(11, 13))
    assert told(replace(TOWN, absences=(LEAVE, ill)), 11) == []
    assert told(replace(TOWN, absences=(LEAVE, Absence("more", "anna", days(14, 16)))), 14) == []
    moved = replace(TOWN, duties=(replace(PRIMARY, span=Span(PRIMARY.span.from_at, at(12))), COVERED))
    assert told(moved, 14) == []


def test_that_both_of_a_swap_are_told_when_it_begins_and_ends() -> None:
    other = Duty("bela", "d2", DutyKind.PRIMARY, PRIMARY.span)
    there, back = COVERED, Duty("anna", "d2", DutyKind.COVER, days(10, 14))
    swapped = Calendar((PRIMARY, other, there, back), swaps=(Swap("s", "anna", "bela", days(10, 14)),))
    assert told(swapped, 10) == [("anna", COVER, True), ("bela", COVER, True)]
    assert [(one.officer_id, one.district_id) for one in handed(swapped, window(14))] in (
        [("anna", "d1"), ("bela", "d2")], [("bela", "d2"), ("anna", "d1")],
    )  # fmt: skip
