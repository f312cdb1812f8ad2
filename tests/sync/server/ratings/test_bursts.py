"""A burst is set aside with its reason, counts again when somebody lets it, and is not judged a second time."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.ratings.domain import Answer, Part, RatingChannel
from sync.server.paper import waves
from sync.server.ratings import bursts, repository, surface
from sync.server.ratings.bursts import Decision, Said, Trouble
from sync.server.ratings.surface import Surfaced
from sync.server.ratings.tables import rating, rating_burst
from tests.sync.server.ratings.given import coming, crowd, hand_over
from tests.sync.server.station import IN_EAST, IN_WEST, START, WEST, Station


def made(station: Station) -> Surfaced:
    with station.server.database.write() as connection:
        return surface.make(connection, station.server)


def stuffed(station: Station, count: int = 12, first: int = 0) -> None:
    hand_over(station, *crowd(IN_WEST, count, Answer.VERY_UNSAFE, first))


def test_that_eight_in_a_day_are_believed_and_nine_are_not(station: Station) -> None:
    stuffed(station, 8)
    hand_over(station, *crowd(IN_EAST, 9, Answer.VERY_SAFE, 40))
    done = made(station)
    assert (done.ratings, done.aside) == (8, 9)
    (burst,) = station.all(sa.select(rating_burst))
    assert (burst.most_in_a_day, burst.believed, burst.is_aside) == (9, 8, True)
    assert burst.first == burst.last == station.server.now()


def test_that_a_busy_cell_may_have_more_in_a_day(station: Station) -> None:
    every = [coming(f"earlier {i}", at=START - timedelta(hours=4 * i + 30)) for i in range(500)]
    hand_over(station, *every)
    stuffed(station)
    assert made(station).aside == 0


def test_that_a_burst_that_goes_on_is_one_burst(station: Station) -> None:
    stuffed(station)
    made(station)
    station.clock.forward(hours=2)
    stuffed(station, 3, 50)
    done = made(station)
    assert (done.ratings, done.aside) == (0, 15)
    (burst,) = station.all(sa.select(rating_burst))
    assert (burst.most_in_a_day, burst.last) == (15, station.server.now())
    assert station.scalar(sa.select(sa.func.count()).where(rating.c.burst_id == burst.id)) == 15


def said(station: Station, what: Decision, seen: str | None = None, reason: str = "sjezd") -> Said:
    return Said(what, "vedouci", station.server.now(), reason, seen)


def decided(station: Station, burst_id: str, one: Said) -> Trouble | None:
    with station.server.database.write() as connection:
        return bursts.decide(connection, burst_id, one)


def test_that_somebody_lets_it_count_and_sets_it_aside_again(station: Station) -> None:
    stuffed(station)
    made(station)
    (burst,) = station.all(sa.select(rating_burst))
    assert decided(station, "none", said(station, Decision.COUNT)) is Trouble.GONE
    for what, counted in ((Decision.COUNT, 12), (Decision.LEAVE_OUT, 0)):
        station.clock.forward(seconds=1)
        assert decided(station, burst.id, said(station, what)) is None
        assert decided(station, burst.id, said(station, what)) is Trouble.ALREADY
        assert made(station).ratings == counted
    with station.server.database.read() as connection:
        (found,) = repository.bursts(connection)
        history = repository.burst_decisions(connection, [burst.id])
    assert (found.ratings, found.is_aside, found.decided_by) == (12, True, "vedouci")
    assert [(one.what, one.reason) for one in history] == [("leave_out", "sjezd"), ("count", "sjezd")]


def test_that_two_do_not_decide_at_once_and_a_decision_is_taken_back(station: Station) -> None:
    stuffed(station)
    made(station)
    (burst,) = station.all(sa.select(rating_burst))
    first = said(station, Decision.COUNT, seen="")
    assert decided(station, burst.id, first) is None
    assert decided(station, burst.id, said(station, Decision.LEAVE_OUT, seen="")) is Trouble.MEANWHILE
    assert decided(station, burst.id, said(station, Decision.OPEN, seen=first.now)) is None
    with station.server.database.read() as connection:
        assert repository.waiting_bursts(connection) == (1, burst.found_at)
    assert made(station).aside == 12


def test_that_browsers_are_counted_and_those_that_rated_nothing_else(station: Station) -> None:
    hand_over(station, coming("person 3", IN_EAST))
    stuffed(station)
    hand_over(station, *(coming(channel=RatingChannel.PAPER) for _ in range(2)))
    made(station)
    (burst,) = station.all(sa.select(rating_burst))
    with station.server.database.read() as connection:
        assert repository.browsers_in_burst(connection, burst.id) == (12, 11)
        assert {(one.channel, one.ratings) for one in repository.in_burst(connection, burst.id)} == {
            ("web", 12), ("paper", 2),
        }  # fmt: skip


def test_that_what_counts_is_not_held_against_what_comes_after_it(station: Station) -> None:
    stuffed(station)
    made(station)
    (burst,) = station.all(sa.select(rating_burst))
    decided(station, burst.id, said(station, Decision.COUNT))
    station.clock.forward(hours=1)
    stuffed(station, 5, 70)
    assert made(station).aside == 0
    assert len(station.all(sa.select(rating_burst))) == 1


@pytest.mark.parametrize(
    ("channel", "source", "aside"),
    [
        (RatingChannel.PAPER, "Den s policií, archy 1 až 30", 0),
        (RatingChannel.PAPER, "", 30),
        (RatingChannel.SCHOOL_CLASS, "7. B", 30),
        (RatingChannel.WEB, "Den s policií", 30),
    ],
)
def test_that_the_sheets_of_a_batch_are_no_burst_and_what_anybody_can_send_is(
    station: Station, channel: RatingChannel, source: str, aside: int
) -> None:
    hand_over(station, *(coming(channel=channel, source=source) for _ in range(30)))
    assert made(station).aside == aside


def test_that_the_sheets_of_a_batch_are_not_held_against_what_comes_after_them(station: Station) -> None:
    hand_over(station, *(coming(channel=RatingChannel.PAPER, source="archy") for _ in range(30)))
    stuffed(station, 8)
    assert made(station).aside == 0
    stuffed(station, 1, 50)
    assert made(station).aside == 9


def test_that_a_class_is_no_burst_up_to_its_pupils_and_what_comes_beyond_is(station: Station) -> None:
    with station.server.database.write() as connection:
        since, school = START.date(), waves.SchoolClass(12, START.date() + timedelta(weeks=2))
        code = waves.begin(connection, "7. B", since, WEST, station.server.now(), school=school)
    channel = RatingChannel.SCHOOL_CLASS
    hand_over(station, *(coming(channel=channel, source=code) for _ in range(12)))
    assert made(station).aside == 0
    hand_over(station, *(coming(channel=channel, source=code, part=Part.DAY) for _ in range(12)))
    assert made(station).aside == 0, "by day each of them says it once more"
    station.clock.forward(minutes=1)
    hand_over(station, *(coming(channel=channel, source=code) for _ in range(9)))
    assert (made(station).ratings, made(station).aside) == (24, 9)
