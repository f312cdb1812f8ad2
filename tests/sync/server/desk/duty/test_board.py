"""The calendar as it is shown: days joined where nothing changes, hours where something changes within a day."""

from datetime import date

from app.duty.domain import Absence, AbsenceKind, Calendar, Duty, DutyKind, Span
from sync.server.desk.duty.board import Part, Run, away_line, days_from, district_line
from sync.server.duty.repository import Listed

MONDAY = date(2026, 3, 2)
DAYS = days_from(MONDAY, 7)
NAMES = {"a": "Anna", "b": "Běla"}


def test_that_days_are_joined_and_a_change_within_a_day_is_said_with_its_hours() -> None:
    calendar = Calendar((
        Duty("a", "d1", DutyKind.PRIMARY, Span("2026-01-01T00:00:00.000Z", "2026-03-07T23:00:00.000Z")),
        Duty("b", "d1", DutyKind.COVER, Span("2026-03-04T11:00:00.000Z", "2026-03-05T23:00:00.000Z")),
    ))  # fmt: skip
    line = district_line(calendar, ("d1", "Střed"), NAMES, DAYS)
    anna, bela = Part("Anna", "primary"), Part("Běla", "cover")
    assert line.name == "Střed"
    assert line.runs == (
        Run(MONDAY, 2, (anna,)),
        Run(date(2026, 3, 4), 1, (Part("Anna", "primary", "", "12:00"), Part("Běla", "cover", "12:00", ""))),
        Run(date(2026, 3, 5), 1, (bela,)),
        Run(date(2026, 3, 6), 2, (anna,)),
        Run(date(2026, 3, 8), 1, (Part("", ""),)),
    )
    assert line.runs[0].last == date(2026, 3, 3)


def test_that_who_is_away_has_a_row_of_why() -> None:
    ill = Listed(
        Absence("1", "a", Span("2026-03-02T23:00:00.000Z", "2026-03-04T13:30:00.000Z")), AbsenceKind.SICK, "", ""
    )
    assert away_line("Anna", [ill], DAYS).runs == (
        Run(MONDAY, 1, ()),
        Run(date(2026, 3, 3), 1, (Part("", "sick"),)),
        Run(date(2026, 3, 4), 1, (Part("", "sick", "", "14:30"),)),
        Run(date(2026, 3, 5), 4, ()),
    )
