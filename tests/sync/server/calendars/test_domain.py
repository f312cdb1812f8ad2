"""What stands in the calendar of an officer and of a district."""

from app.duty.domain import Absence, Calendar, Cover, Duty, DutyKind, Span
from app.duty.holding import covers, with_covers
from sync.server.calendars.domain import Matter, of_district, of_officer

WHOLE = Span("2026-03-01", "2026-04-01")
LEAVE = Span("2026-03-10", "2026-03-15")
PLAIN = Calendar(
    (
        Duty("kos", "stred", DutyKind.PRIMARY, Span("2020-01-01")),
        Duty("sykora", "stred", DutyKind.BACKUP, Span("2020-01-01")),
        Duty("sykora", "sever", DutyKind.PRIMARY, Span("2020-01-01")),
    ),
    (Absence("a1", "kos", LEAVE),),
)
HELD = with_covers(PLAIN, covers(PLAIN, WHOLE.from_at))
DISTRICTS = {"stred": "Střed", "sever": "Sever"}


def test_that_who_stands_in_has_the_cover_and_who_is_away_has_only_that() -> None:
    assert covers(PLAIN, WHOLE.from_at) == (Cover("sykora", "stred", LEAVE, "a1"),)
    kos = [(one.matter, one.span) for one in of_officer(HELD, "kos", DISTRICTS, WHOLE)]
    assert kos == [
        (Matter.HOLDS, Span("2026-03-01", "2026-03-10")),
        (Matter.AWAY, LEAVE),
        (Matter.HOLDS, Span("2026-03-15", "2026-04-01")),
    ]
    sykora = of_officer(HELD, "sykora", DISTRICTS, WHOLE)
    assert [(one.matter, one.district_id, one.instead_of) for one in sykora] == [
        (Matter.HOLDS, "sever", ()),
        (Matter.STANDS_IN, "stred", ("kos",)),
    ]


def test_that_a_district_is_told_without_a_gap_and_says_where_there_is_nobody() -> None:
    alone = Calendar(PLAIN.duties[:1], PLAIN.absences)
    told = of_district(alone, "stred", WHOLE)
    assert [(one.matter, one.officer_id) for one in told] == [
        (Matter.HOLDS, "kos"), (Matter.NOBODY, ""), (Matter.HOLDS, "kos"),
    ]  # fmt: skip
    assert [one.span.to_at for one in told[:-1]] == [one.span.from_at for one in told[1:]]


def test_that_an_entry_keeps_its_key_on_another_day_and_no_two_have_the_same() -> None:
    later = Span("2026-03-05", "2026-04-05")
    first, second = (of_officer(HELD, "kos", DISTRICTS, span) for span in (WHOLE, later))
    assert [one.key for one in first[1:]] == [one.key for one in second[1:]]
    assert len({one.key for one in first}) == len(first)
