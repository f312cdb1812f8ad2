"""News of a district: told once, on a Monday, and no more where it is so no more."""

from datetime import date

from sync.server.published.domain import ClosedIn, DistrictWork, News, SeenAt, SeenIn, ToldTips, ToldWeek
from sync.server.published.news import MOST, news_of

NEAR = {"a": "Zahradní", "b": "Břízová"}


def closed(count: int, month: str = "2026-03", cell: str = "a") -> ClosedIn:
    return ClosedIn(cell, month, "light", "solved", count)


def told(monday: str, count: int, month: str = "2026-03") -> ToldTips:
    return ToldTips(monday, "a", "Zahradní", month, "light", "solved", count)


def work(*tips: ClosedIn) -> DistrictWork:
    return DistrictWork(closed=tips)


def test_that_what_was_closed_is_told_once_and_from_the_next_monday_on() -> None:
    first = news_of(None, work(closed(1), closed(5, "2026-01")), NEAR, date(2026, 3, 4))
    assert first == News("2026-03-02", (told("2026-03-02", 1),)), "of long ago there is no news"
    assert news_of(first, work(closed(3)), NEAR, date(2026, 3, 8)) == first, "by the week alone"
    second = news_of(first, work(closed(3)), NEAR, date(2026, 3, 9))
    assert second == News("2026-03-09", (told("2026-03-09", 2), told("2026-03-02", 1)))
    assert news_of(second, work(closed(3)), NEAR, date(2026, 3, 16)).closed == second.closed, "nothing is new"


def test_that_what_was_opened_again_is_told_no_more_and_anew_when_it_is_closed() -> None:
    before = News("2026-03-09", (told("2026-03-09", 2), told("2026-03-02", 1)))
    opened = news_of(before, work(closed(2)), NEAR, date(2026, 3, 11))
    assert opened.closed == (told("2026-03-09", 1), told("2026-03-02", 1)), "the newest goes"
    assert news_of(before, work(), NEAR, date(2026, 3, 11)).closed == ()
    assert news_of(opened, work(closed(3)), NEAR, date(2026, 3, 16)).closed[0] == told("2026-03-16", 1)


def test_that_a_month_that_is_counted_no_more_stays_told_for_twelve_weeks() -> None:
    before = News("2026-03-30", (told("2026-03-30", 2), told("2026-03-02", 1, "2026-02")))
    assert news_of(before, work(closed(2)), NEAR, date(2026, 5, 20)).closed == before.closed
    assert told("2026-03-02", 1, "2026-02") not in news_of(before, work(closed(2)), NEAR, date(2026, 6, 1)).closed


def test_that_there_are_so_many_and_no_more() -> None:
    many = [ClosedIn(f"c{n:03}", "2026-03", "light", "solved", 1) for n in range(MOST + 5)]
    assert len(news_of(None, work(*many), NEAR, date(2026, 3, 9)).closed) == MOST


def test_that_a_week_of_visits_is_told_on_the_monday_two_weeks_later() -> None:
    seen = (SeenIn("2026-02-23", "a", 1), SeenIn("2026-03-02", "b", 1), SeenIn("2026-03-02", "a", 2))
    assert news_of(None, DistrictWork(seen=seen), NEAR, date(2026, 3, 16)).seen == (
        ToldWeek("2026-03-16", "2026-03-02", (SeenAt("a", "Zahradní", 2), SeenAt("b", "Břízová", 1))),
        ToldWeek("2026-03-09", "2026-02-23", (SeenAt("a", "Zahradní", 1),)),
    )
