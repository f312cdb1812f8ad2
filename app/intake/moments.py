"""Moments as people and programs write them, to UTC: ISO 8601, Czech dates, or a form that is said."""

import math
import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

EXCEL, EXCEL_1904, EPOCH, EPOCH_MS = "excel", "excel_1904", "epoch", "epoch_ms"
FORMS = (EXCEL, EXCEL_1904, EPOCH, EPOCH_MS)
SKIPPED = "skipped"
TWICE = "twice"
FIRST_YEAR, LAST_YEAR = 1900, 2100
_CZECH = re.compile(r"^(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})(?:,?\s+(?:v\s+)?(\d{1,2})[:.](\d{2})(?::(\d{2}))?)?$")
_FIRST_DAYS = {
    EXCEL: datetime(1899, 12, 30),  # noqa: DTZ001 - a serial has no zone; it is local like other times
    EXCEL_1904: datetime(1904, 1, 1),  # noqa: DTZ001
}
_NULL_DATE = re.compile(r"^(?:0001-01-01|0000-00-00|1\.\s?1\.\s?0?0?0?1(?!\d))")


class NoMoment(ValueError):
    """The value is no moment that can be; ``args[0]`` says what is expected."""


class MomentReader:
    """Reads moments of one file. ``clock_changes`` counts local times that the clock skipped or showed twice."""

    def __init__(self, zone: ZoneInfo, form: str = "") -> None:
        """``form``: empty for ISO 8601 and Czech dates, one of ``FORMS``, or a strptime form."""
        self._zone, self._form = zone, form
        self.clock_changes: Counter[str] = Counter()

    def read(self, value: Any) -> datetime | None:
        """The moment in UTC, None for an empty value. Raises NoMoment."""
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        try:
            moment = self._parsed(value)
        except (ValueError, OverflowError, OSError):
            raise NoMoment(f"a date and time is expected{_hint(value, self._form)}") from None
        if not FIRST_YEAR <= moment.year <= LAST_YEAR:
            raise NoMoment(f"a year from {FIRST_YEAR} to {LAST_YEAR} is expected")
        return self._zoned(moment)

    def _parsed(self, value: Any) -> datetime:
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise NoMoment("a date and time is expected")
        if self._form in FORMS:
            return _counted(_number(str(value)), self._form)
        text = str(value).strip()
        if self._form:
            return datetime.strptime(text, self._form)  # noqa: DTZ007 - zoned by the caller
        if isinstance(value, int | float):
            if not 10**8 <= value < 10**10:
                raise ValueError(value)
            return datetime.fromtimestamp(value, UTC)
        czech = _CZECH.match(text)
        if czech:
            day, month, year, hour, minute, second = (int(part or 0) for part in czech.groups())
            return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - zoned by the caller
        if re.fullmatch(r"[\d.,]+", text):
            raise ValueError(value)
        return datetime.fromisoformat(text)

    def _zoned(self, moment: datetime) -> datetime:
        if moment.tzinfo is not None:
            return moment.astimezone(UTC)
        local = moment.replace(tzinfo=self._zone)
        found = local.astimezone(UTC)
        if found.astimezone(self._zone).replace(tzinfo=None) != moment:
            self.clock_changes[SKIPPED] += 1
        elif local.utcoffset() != local.replace(fold=1).utcoffset():
            self.clock_changes[TWICE] += 1
        return found


def is_null_date(value: Any) -> bool:
    """Whether this is another system's way to say that there is no date."""
    return isinstance(value, str) and bool(_NULL_DATE.match(value.strip()))


def _number(text: str) -> float:
    if "_" in text:
        raise ValueError(text)
    return float(text.strip().replace(",", "."))


def _counted(value: float, form: str) -> datetime:
    if not math.isfinite(value):
        raise ValueError(value)
    if form in _FIRST_DAYS:
        whole = _FIRST_DAYS[form] + timedelta(days=value)
        return (whole + timedelta(milliseconds=500)).replace(microsecond=0)
    return datetime.fromtimestamp(value / 1000 if form == EPOCH_MS else value, UTC)


def _hint(value: Any, form: str) -> str:
    if form:
        return f" in the form {form!r} that the mapping names"
    text = str(value).strip()
    if re.fullmatch(r"\d{12,13}", text):
        return '; time_format = "epoch_ms" in the mapping reads milliseconds since 1970'
    if re.fullmatch(r"\d{14}", text):
        return '; time_format = "%Y%m%d%H%M%S" in the mapping reads this'
    if re.fullmatch(r"\d{8}", text):
        return '; time_format = "%Y%m%d" in the mapping reads this'
    if re.fullmatch(r"\d{5}([.,]\d+)?", text):
        return '; time_format = "excel" in the mapping reads the days of a spreadsheet'
    if re.fullmatch(r"\d{9,10}", text):
        return '; time_format = "epoch" in the mapping reads seconds since 1970'
    return " such as 2026-05-02 09:28 or 2. 5. 2026 9:28; time_format in the mapping says another form"
