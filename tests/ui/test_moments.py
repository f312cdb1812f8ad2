from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from ui import moments

PRAGUE = timezone(timedelta(hours=1))
NOW = datetime(2026, 3, 12, 14, 5, tzinfo=PRAGUE)


@pytest.mark.usefixtures("czech")
@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("2026-03-12T13:05:00Z", "dnes 14:05"),
        ("2026-03-11T23:30:00Z", "dnes 0:30"),
        ("2026-03-11T08:30:00Z", "včera 9:30"),
        ("2026-03-02T11:00:00Z", "2. 3. 12:00"),
        ("2024-12-31T23:30:00Z", "1. 1. 2025 0:30"),
    ],
)
def test_that_a_moment_is_said_as_people_say_it(at: str, words: str) -> None:
    assert moments.moment(at, NOW) == words


@pytest.mark.usefixtures("czech")
@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "méně než minutu"),
        (1, "1 min"),
        (59, "59 min"),
        (60, "1 h"),
        (60 * 24, "1 den"),
        (60 * 48, "2 dny"),
        (60 * 24 * 5, "5 dní"),
    ],
)
def test_that_czech_plurals_are_right(minutes: int, words: str) -> None:
    assert moments.span(timedelta(minutes=minutes)) == words


@pytest.mark.usefixtures("english")
def test_that_english_plurals_are_right() -> None:
    assert [moments.span(timedelta(days=days)) for days in (1, 2, 5)] == ["1 day", "2 days", "5 days"]


@pytest.mark.usefixtures("czech")
@pytest.mark.parametrize(
    ("hours", "words", "tone"),
    [
        (-25, "po lhůtě 1 den", "danger"),
        (-1, "po lhůtě 1 h", "danger"),
        (2, "lhůta dnes", "warning"),
        (20, "lhůta zítra", "warning"),
        (48, "zbývají 2 dny", "neutral"),
        (24 * 5, "zbývá 5 dní", "neutral"),
        (24 * 30, "lhůta 11. 4.", "neutral"),
    ],
)
def test_that_a_deadline_says_by_how_much_in_words(hours: int, words: str, tone: str) -> None:
    at = moments.instant(NOW + timedelta(hours=hours))
    assert moments.deadline(at, NOW) == (words, tone)


def test_that_no_deadline_says_nothing() -> None:
    assert moments.deadline(None, NOW) == ("", "neutral")


@pytest.mark.usefixtures("czech")
@pytest.mark.parametrize(
    ("metres", "words"),
    [(None, ""), (3.0, "10 m"), (84.0, "80 m"), (994.0, "990 m"), (1240.0, "1,2 km"), (99_600.0, "100 km")],
)
def test_that_a_distance_is_rounded_as_a_walker_needs_it(metres: float | None, words: str) -> None:
    assert moments.distance(metres) == words


def test_that_an_instant_is_utc_to_the_millisecond() -> None:
    assert moments.instant(NOW) == "2026-03-12T13:05:00.000Z"
    assert moments.read("2026-03-12T13:05:00Z", NOW) == datetime(2026, 3, 12, 13, 5, tzinfo=UTC)


@pytest.mark.usefixtures("czech")
@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("2026-03-12T13:04:59Z", "právě teď"),
        ("2026-03-12T13:04:00Z", "1 min"),
        ("2026-03-12T13:05:30Z", "právě teď"),
    ],
)
def test_that_an_age_under_a_minute_is_no_minute(at: str, words: str) -> None:
    assert moments.age(at, NOW) == words


def test_that_a_due_day_is_said_by_pragues_calendar(english: None) -> None:
    now = datetime(2026, 3, 12, 23, 30, tzinfo=PRAGUE)
    assert moments.due("2026-03-12", now) == ("due today", "warning")
    assert moments.due("2026-03-13", now) == ("due tomorrow", "warning")
    assert moments.due("2026-03-10", now)[1] == "danger"
    assert moments.due("2026-02-30", now) == ("", "neutral")
    assert (moments.weekday(date(2026, 3, 12), now), moments.weekday(date(2026, 3, 13), now)) == ("today", "tomorrow")
    assert "2026" in moments.date_words("2026-03-10")
