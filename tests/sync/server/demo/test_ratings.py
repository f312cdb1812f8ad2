"""The ratings of the demo city tell what they should, and the same from the same seed."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from app.ratings.domain import Part
from app.safety.grid import cells_of
from sync.server.demo import ratings
from sync.server.demo.life import Spot, tips_of_city
from sync.server.demo.ratings import Drawn, incoming, ratings_of_city

AS_OF = datetime(2026, 5, 4, 12, tzinfo=UTC)
SPOTS = [
    Spot(50.44 + 0.002 * row, 13.38 + 0.003 * column, f"Ulice {row} {column}", "d1")
    for row in range(20)
    for column in range(20)
]
TIPS = tips_of_city(SPOTS, AS_OF, 7)


@pytest.fixture(scope="module")
def drawn() -> list[Drawn]:
    return ratings_of_city(SPOTS, TIPS, AS_OF, 7)


def shares(drawn: list[Drawn], spot: Spot, turned: datetime) -> tuple[float, float]:
    """The share of unsafe answers by night at one place, before and since."""
    told = [one for one in drawn if one.spot == spot and one.part is Part.NIGHT and one.who.startswith("n")]
    before, since = ([one.unsafe for one in told if (one.at >= turned) is late] for late in (False, True))
    assert min(len(before), len(since)) >= 10
    return sum(before) / len(before), sum(since) / len(since)


def test_that_the_same_seed_gives_the_same_ratings_and_another_one_others(drawn: list[Drawn]) -> None:
    assert ratings_of_city(SPOTS, TIPS, AS_OF, 7) == drawn
    assert incoming(drawn, 7) == incoming(drawn, 7)
    assert ratings_of_city(SPOTS, TIPS, AS_OF, 8) != drawn


def test_that_they_lie_in_the_two_years_before_the_last_day(drawn: list[Drawn]) -> None:
    assert [one.at for one in drawn] == sorted(one.at for one in drawn)
    assert AS_OF - timedelta(days=730) < drawn[0].at < AS_OF - timedelta(days=600)
    assert drawn[-1].at < AS_OF
    assert Counter(one.part for one in drawn).keys() == {Part.DAY, Part.NIGHT}
    assert len({one.id for one in incoming(drawn, 7)}) == len(drawn)


def test_that_two_places_turn_worse_and_the_one_of_the_repaired_lamp_turns_better(drawn: list[Drawn]) -> None:
    told = {one.spot for one in drawn if one.who.startswith("n")}
    lamp, repaired = ratings._repaired_lamp(TIPS, AS_OF)
    assert lamp in told
    assert len(told) == 3
    before, since = shares(drawn, lamp, repaired)
    assert before - since > 0.5
    for spot in told - {lamp}:
        before, since = shares(drawn, spot, AS_OF - timedelta(days=150))
        assert since - before > 0.5


def test_that_one_evening_a_place_is_stuffed(drawn: list[Drawn]) -> None:
    stuffed = [one for one in drawn if one.who.startswith("s")]
    assert len(stuffed) == 14
    assert all(one.unsafe for one in stuffed)
    assert stuffed[-1].at - stuffed[0].at < timedelta(hours=4)
    assert len(set(cells_of([one.spot.lat for one in stuffed], [one.spot.lon for one in stuffed], 9).tolist())) == 1
