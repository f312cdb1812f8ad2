"""A calendar as other programs read it."""

from datetime import UTC, date, datetime

from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar

from app.duty.domain import Span
from sync.server.calendars.writing import Entry, written

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
DAYS = Entry("a", "Střed", Span("2026-03-09T23:00:00.000Z", "2026-03-12T23:00:00.000Z"), is_whole_days=True)
NIGHT = Entry(
    "b",
    "Zástup: U dvou; a tří, lip\\",
    Span("2026-03-28T22:30:00.000Z", "2026-03-29T04:00:00.000Z"),
    is_whole_days=False,
    about="Zastupuje: Čermák\nNovák",
    is_away=True,
)


def test_that_whole_days_are_dates_and_all_else_is_utc_and_is_read_back() -> None:
    text = written("Služby: Kos", [DAYS, NIGHT], NOW)
    calendar = Calendar.from_ical(text)
    days, night = calendar.walk("VEVENT")
    assert (calendar["version"], calendar["calscale"], str(calendar["x-wr-calname"])) == (
        "2.0", "GREGORIAN", "Služby: Kos",
    )  # fmt: skip
    assert (days.decoded("dtstart"), days.decoded("dtend")) == (date(2026, 3, 10), date(2026, 3, 13))
    assert night.decoded("dtstart") == datetime(2026, 3, 28, 22, 30, tzinfo=UTC)
    assert night.decoded("dtend") == datetime(2026, 3, 29, 4, 0, tzinfo=UTC)
    assert (str(night["summary"]), str(night["description"])) == (NIGHT.title, NIGHT.about)
    assert night.decoded("dtstamp") == NOW
    assert (days["transp"], night["transp"]) == ("TRANSPARENT", "OPAQUE")
    assert b"TZID" not in text, "no zone has to be told"
    assert b"DTSTART;VALUE=DATE:20260310\r\n" in text
    assert "SUMMARY:Zástup: U dvou\\; a tří\\, lip\\\\\r\n".encode() in text


@given(st.text(max_size=300), st.text(max_size=300))
@example("Střed\rUID:x", "a\x0bb\x00\r\nEND:VEVENT")
def test_that_no_text_breaks_a_line_or_makes_another_property(title: str, about: str) -> None:
    entry = Entry("a", title, DAYS.span, is_whole_days=True, about=about)
    text = written(title, [entry, NIGHT], NOW)
    lines = text.split(b"\r\n")
    assert lines[-1] == b""
    assert text.decode().splitlines() == text.decode().split("\r\n")[:-1], "no reader may see other lines"
    assert not any(ord(letter) < 32 for letter in text.decode().replace("\r\n", ""))
    assert all(len(line) <= 75 for line in lines)
    assert not any(letter in line for line in lines for letter in (b"\r", b"\n"))
    unfolded = text.replace(b"\r\n ", b"").split(b"\r\n")
    assert unfolded.count(b"BEGIN:VEVENT") == unfolded.count(b"END:VEVENT") == 2
    assert sum(line.startswith((b"UID:", b"UID;")) for line in unfolded) == 2
    assert len(Calendar.from_ical(text).walk("VEVENT")) == 2
