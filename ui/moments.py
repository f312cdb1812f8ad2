"""Times, spans and distances as people say them. Pure but for the language in force."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from PySide6.QtCore import QCoreApplication, QLocale

from app.calendar import end_of_day, prague
from app.values import parse_day, parse_instant

MINUTE = timedelta(minutes=1)
Clock = Callable[[], datetime]
"""The time now, with the zone that people here live in."""


def local_clock() -> datetime:
    """The device's clock by the city's calendar, whatever zone the device is set to."""
    return prague(datetime.now(UTC))


def read(at: str, now: datetime) -> datetime | None:
    """An ``Instant`` as a time in the zone of ``now``; None for one that the calendar does not have."""
    then = parse_instant(at)
    return None if then is None else then.astimezone(now.tzinfo)


def instant(at: datetime) -> str:
    """A time as an ``Instant``: UTC, to the millisecond."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def moment(at: str, now: datetime) -> str:
    """When: "today 14:05", "yesterday 9:30", "12. 3. 14:05", and with the year where it is another."""
    then = read(at, now)
    if then is None:
        return QCoreApplication.translate("Moments", "at an unknown time")
    clock = f"{then.hour}:{then.minute:02d}"
    days = (now.date() - then.date()).days
    if days == 0:
        return QCoreApplication.translate("Moments", "today %1").replace("%1", clock)
    if days == 1:
        return QCoreApplication.translate("Moments", "yesterday %1").replace("%1", clock)
    return f"{day(then, now)} {clock}"


def day(then: datetime, now: datetime) -> str:
    """A date without its time: "12. 3." this year, "12. 3. 2024" another."""
    if then.year == now.year:
        pattern = QCoreApplication.translate("Moments", "d MMM", "a date without its year, in the form of QDate")
    else:
        pattern = QCoreApplication.translate("Moments", "d MMM yyyy", "a date with its year, in the form of QDate")
    return QLocale().toString(then.replace(tzinfo=None).date(), pattern)  # type: ignore[call-overload, no-any-return]


def span(length: timedelta) -> str:
    """How long: "less than a minute", "5 min", "3 h", "2 days"."""
    minutes = int(length.total_seconds() // 60)
    if minutes < 1:
        return QCoreApplication.translate("Moments", "less than a minute")
    if minutes < 60:
        return QCoreApplication.translate("Moments", "%n min", None, minutes)
    if minutes < 24 * 60:
        return QCoreApplication.translate("Moments", "%n h", None, minutes // 60)
    return QCoreApplication.translate("Moments", "%n day(s)", None, minutes // (24 * 60))


def age(at: str, now: datetime) -> str:
    """How old, "just now" under a minute; nothing where that can not be said."""
    then = read(at, now)
    if then is None:
        return ""
    return QCoreApplication.translate("Moments", "just now") if now - then < MINUTE else span(now - then)


def deadline(at: str | None, now: datetime) -> tuple[str, str]:
    """A deadline in words with its tone: danger once passed, warning on its day and the day before."""
    then = read(at, now) if at is not None else None
    if then is None:
        return "", "neutral"
    if then < now:
        late = span(now - then)
        return QCoreApplication.translate("Moments", "overdue by %1").replace("%1", late), "danger"
    days = (then.date() - now.date()).days
    if days == 0:
        return QCoreApplication.translate("Moments", "due today"), "warning"
    if days == 1:
        return QCoreApplication.translate("Moments", "due tomorrow"), "warning"
    if days <= 7:
        return QCoreApplication.translate("Moments", "%n day(s) left", None, days), "neutral"
    return QCoreApplication.translate("Moments", "due %1").replace("%1", day(then, now)), "neutral"


def due(day_text: str, now: datetime) -> tuple[str, str]:
    """What is due by the end of a ``Day``, in words with its tone, as ``deadline`` says it."""
    by = parse_day(day_text)
    return deadline(instant(end_of_day(by)), now) if by is not None else ("", "neutral")


def date_words(day_text: str) -> str:
    """A ``Day`` with its year, whatever year it is now; as it is written where the calendar does not have it."""
    by = parse_day(day_text)
    if by is None:
        return day_text
    pattern = QCoreApplication.translate("Moments", "d MMM yyyy", "a date with its year, in the form of QDate")
    return QLocale().toString(by, pattern)  # type: ignore[call-overload, no-any-return]


def weekday(by: date, now: datetime) -> str:
    """A coming day as one picks it: "today", "tomorrow", "Mo 30 Nov"."""
    days = (by - now.date()).days
    if days == 0:
        return QCoreApplication.translate("Moments", "today")
    if days == 1:
        return QCoreApplication.translate("Moments", "tomorrow")
    pattern = QCoreApplication.translate("Moments", "ddd d MMM", "a day of the coming weeks, in the form of QDate")
    return QLocale().toString(by, pattern)  # type: ignore[call-overload, no-any-return]


def distance(metres: float | None) -> str:
    """How far: tens of metres below a kilometre, then tenths; nothing if not known."""
    if metres is None:
        return ""
    if metres < 995:
        return f"{max(10, round(metres / 10) * 10)} m"
    kilometres = QLocale().toString(metres / 1000, "f", 1 if metres < 99_500 else 0)
    return f"{kilometres} km"
