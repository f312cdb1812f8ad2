"""The city's calendar: a moment's day and year are those on the clocks in Prague, wherever the program runs."""

from datetime import UTC, date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

PRAGUE: Final = ZoneInfo("Europe/Prague")


def prague(moment: datetime) -> datetime:
    """The same moment (aware) by the clocks in Prague."""
    return moment.astimezone(PRAGUE)


def prague_day(moment: datetime) -> date:
    """The day on which the moment (aware) falls in Prague."""
    return prague(moment).date()


def start_of_day(day: date) -> datetime:
    """The midnight with which a day begins in Prague, in UTC: to be reckoned with also where the clocks are changed."""
    return datetime.combine(day, time(), PRAGUE).astimezone(UTC)


def end_of_day(day: date) -> datetime:
    """The last second of a day in Prague (aware)."""
    return datetime.combine(day, time(23, 59, 59), PRAGUE)
