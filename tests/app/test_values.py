"""Instants as they are read: the calendar decides, not the form alone."""

from datetime import UTC, date, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.clock import instant, milliseconds
from app.ratings.domain import Cell, Instead, SurfaceState
from app.tips.domain import CallBack, Tip
from app.values import EARLIEST, LATEST, Instant, Sha256, believable, parse_day, parse_instant


@given(st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 31), timezones=st.just(UTC)))  # noqa: DTZ001
def test_that_what_the_clock_writes_is_read_again_to_the_millisecond(moment: datetime) -> None:
    text = instant(moment)
    assert len(text) == 24
    read = parse_instant(text)
    assert read == moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    assert msgspec.convert(text, Instant) == text
    assert (believable(text) is not None) == (EARLIEST <= moment < LATEST)


@pytest.mark.parametrize(
    ("kind", "field"), [(Cell, "n"), (Instead, "n"), (SurfaceState, "ratings"), (CallBack, "tries"), (Tip, "joined")]
)
def test_that_what_a_sentence_counts_is_a_number_that_it_can_say(kind: type[msgspec.Struct], field: str) -> None:
    about = msgspec.inspect.type_info(kind)
    assert isinstance(about, msgspec.inspect.StructType)
    (counted,) = (one.type for one in about.fields if one.name == field)
    assert isinstance(counted, msgspec.inspect.IntType)
    assert (counted.ge, counted.le) == (0, 2**31 - 1)


@given(st.text())
def test_that_any_text_has_an_answer(text: str) -> None:
    assert milliseconds(text) is None or parse_instant(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-30T10:00:00Z",
        "2026-01-01T24:00:00Z",
        "2026-01-01T10:00:60Z",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999Z",
        "2026-01-01T10:00:00Z\n",
        "2026-01-01T10:00:00",
        "2026-01-01T10:00:00+00:00",
        "٢٠٢٦-01-01T10:00:00Z",
    ],
)
def test_that_a_moment_that_can_not_be_is_none(text: str) -> None:
    assert parse_instant(text) is None
    assert milliseconds(text) is None


@pytest.mark.parametrize(("kind", "text"), [(Instant, "2026-01-01T10:00:00Z\n"), (Sha256, "0" * 64 + "\n")])
def test_that_a_line_end_is_no_part_of_a_value(kind: type[str], text: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(text, kind)


@pytest.mark.parametrize("text", ["2026-02-30", "1999-12-31", "2100-01-01", "20260301", "2026-W09-1", "", "dnes"])
def test_that_a_day_that_can_not_be_is_none(text: str) -> None:
    assert parse_day(text) is None


def test_that_a_day_is_read() -> None:
    assert parse_day("2028-02-29") == date(2028, 2, 29)
