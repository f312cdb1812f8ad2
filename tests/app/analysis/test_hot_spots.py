"""Hot spots of places."""

import math

import pytest

from app.analysis.hot_spots import Band, NoSpread, Pairs, Spots, TooFewPlaces, hot_spots

VALUES = (9.0, 8.0, 9.0, 1.0, 0.0, 1.0, 0.0)
LINE = Band(tuple(float(at) for at in range(7)), (0.0,) * 7, 1.0)
CHAIN = (tuple(range(6)), tuple(range(1, 7)), (1.0,) * 6)


def spots(near: Band | Pairs) -> Spots:
    found = hot_spots(VALUES, near, permutations=99)
    assert isinstance(found, Spots)
    return found


def test_that_high_values_side_by_side_are_hot() -> None:
    places = spots(LINE).places
    assert places[1].z > 2
    assert places[4].z < 0
    assert [place.neighbours for place in places] == [1, 2, 2, 2, 2, 2, 1]


def test_that_pairs_without_reverse_are_read_both_ways() -> None:
    both = spots(Pairs(*CHAIN))
    assert both.both_ways
    assert both.places == spots(LINE).places
    directed = spots(Pairs(*CHAIN, directed=True))
    assert not directed.both_ways
    assert (directed.undefined, math.isnan(directed.places[-1].z)) == (0, False)


def test_that_a_pair_with_itself_is_the_own_weight() -> None:
    heavy = spots(Pairs((*CHAIN[0], 3), (*CHAIN[1], 3), (*CHAIN[2], 5.0)))
    assert heavy.both_ways
    assert heavy.places[3].z != pytest.approx(spots(LINE).places[3].z)
    assert heavy.places[0] == spots(LINE).places[0]


def test_that_too_little_is_said() -> None:
    assert hot_spots((1.0, 2.0), Band((0.0, 1.0), (0.0, 0.0), 1.0)) == TooFewPlaces(2)
    assert hot_spots((1.0, 1.0, 1.0), Band((0.0, 1.0, 2.0), (0.0,) * 3, 1.0)) == NoSpread()
