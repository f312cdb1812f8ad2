"""The city's calendar: a moment's day and year are those on the clocks in Prague, wherever the program runs."""

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

PRAGUE: Final = ZoneInfo("Europe/Prague")


def prague(moment: datetime) -> datetime:
    """The same moment (aware) by the clocks in Prague."""
    return moment.astimezone(PRAGUE)


def prague_day(moment: datetime) -> date:
    """The day on which the moment (aware) falls in Prague."""
    return prague(moment).date()
