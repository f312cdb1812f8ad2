"""Nobody is written to at night, by the clocks of Prague, also where they are changed."""

from datetime import UTC, datetime

import pytest

from app.messages.domain import Delivery
from sync.server.mail.hours import seconds_of_quiet
from sync.server.mail.relay import use
from tests.sync.server.mail.post import Post, asked, seen, work
from tests.sync.server.station import WEST, Station

HOUR = 3_600


@pytest.mark.parametrize(
    ("hours", "now", "seconds"),
    [
        ("21-7", datetime(2026, 3, 2, 8, tzinfo=UTC), 0),
        ("21-7", datetime(2026, 3, 2, 19, 59, 59, tzinfo=UTC), 0),
        ("21-7", datetime(2026, 3, 2, 20, tzinfo=UTC), 10 * HOUR),
        ("21-7", datetime(2026, 3, 2, 5, 59, 30, tzinfo=UTC), 30),
        ("21-7", datetime(2026, 3, 2, 6, tzinfo=UTC), 0),
        ("21-7", datetime(2026, 3, 28, 20, tzinfo=UTC), 9 * HOUR),
        ("21-7", datetime(2026, 10, 24, 19, tzinfo=UTC), 11 * HOUR),
        ("12-13", datetime(2026, 7, 2, 10, 30, tzinfo=UTC), HOUR / 2),
        ("12-13", datetime(2026, 7, 2, 11, tzinfo=UTC), 0),
        ("7-7", datetime(2026, 7, 2, 5, tzinfo=UTC), 0),
        ("", datetime(2026, 7, 2, 0, tzinfo=UTC), 0),
    ],
)
def test_that_the_night_ends_when_the_clocks_here_say_so(hours: str, now: datetime, seconds: float) -> None:
    assert seconds_of_quiet(hours, now) == seconds


def test_that_what_is_written_at_night_goes_out_in_the_morning(station: Station, post: Post) -> None:
    with station.server.database.write() as connection:
        use(connection, post.relay(quiet="21-7"))
    station.clock.at = datetime(2026, 3, 2, 21, tzinfo=UTC)
    asked(station, station.officer("novak", WEST))
    for _ in range(2):
        assert work(station) == 1
        assert (work(station), post.taken()) == (0, [])
        station.clock.forward(hours=6)
    assert work(station) == 1
    assert (len(post.taken()), seen(station)) == (1, [(Delivery.SENT, "")])
