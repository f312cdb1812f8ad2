from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.patrols.track import CleanTrack, Dropped, Fix, Gap, NoUsableFix, TrackLimits, clean, metres

T0 = 1_714_557_600.0
FIXES = st.builds(
    Fix,
    st.sampled_from([50.46, 91.0]),
    st.just(13.41),
    st.one_of(st.none(), st.integers(0, 2000).map(lambda s: T0 + s), st.just(-5.0)),
    st.one_of(st.none(), st.floats(0, 60)),
)


def at(seconds: float, accuracy: float | None = 5.0) -> Fix:
    return Fix(50.46, 13.41, T0 + seconds, accuracy)


def cleaned(*segments: list[Fix]) -> CleanTrack:
    outcome = clean(segments)
    assert isinstance(outcome, CleanTrack)
    return outcome


def test_that_a_degree_of_latitude_is_its_published_length() -> None:
    # IUGG mean radius 6371.0088 km: one degree of a great circle is 111.195 km.
    assert metres(50.0, 13.0, 51.0, 13.0) == pytest.approx(111_195, abs=1)
    assert metres(0.0, 179.5, 0.0, -179.5) == pytest.approx(111_195, abs=1)


def test_that_lyon_is_as_far_from_paris_as_published() -> None:
    # README of the Python package haversine: 392.2172595594006 km.
    assert metres(45.7597, 4.8422, 48.8567, 2.3508) == pytest.approx(392_217.2595594006, rel=1e-9)


def test_that_thirty_metres_are_kept_and_more_dropped() -> None:
    found = cleaned([at(0, 30.0), at(15, 30.1), at(30, None)])
    assert (found.fixes, found.dropped) == (2, Dropped(inaccurate=1))


def test_that_two_minutes_are_silence_and_more_is_a_gap() -> None:
    found = cleaned([at(0), at(120), at(241)])
    assert [len(piece) for piece in found.pieces] == [2, 1]
    assert found.gaps == (Gap(T0 + 120, T0 + 241),)


def test_that_dropped_fixes_leave_a_gap() -> None:
    found = cleaned([at(0), at(60, 99.0), at(121)])
    assert len(found.gaps) == 1


def test_that_the_end_of_a_segment_always_cuts() -> None:
    found = cleaned([at(0), at(15)], [at(30), at(45)])
    assert [len(piece) for piece in found.pieces] == [2, 2]
    assert found.gaps == (Gap(T0 + 15, T0 + 30),)


def test_that_parallel_segments_leave_no_gap() -> None:
    assert cleaned([at(0), at(60), at(120)], [at(50), at(100)]).gaps == ()


def test_that_every_reason_to_drop_is_counted() -> None:
    found = cleaned([at(30), at(0), at(0), Fix(91.0, 0.0, T0), Fix(50.0, 13.0, None), Fix(50.0, 13.0, -2e9)])
    assert found.dropped == Dropped(without_time=1, unset_clock=1, off_earth=1, repeated=1, out_of_order=1)
    assert [fix.at for fix in found.pieces[0]] == [T0, T0 + 30]


def test_that_a_track_without_times_has_no_usable_fix() -> None:
    assert clean([[Fix(50.0, 13.0, None)] * 3]) == NoUsableFix(3, Dropped(without_time=3))
    assert clean([]) == NoUsableFix(0, Dropped())


@given(st.lists(st.lists(FIXES, max_size=30), max_size=4), st.floats(1, 300))
def test_that_pieces_never_span_a_gap_and_no_fix_is_lost_uncounted(segments: list[list[Fix]], silence: float) -> None:
    outcome = clean(segments, TrackLimits(longest_silence=silence))
    read = sum(len(segment) for segment in segments)
    if isinstance(outcome, NoUsableFix):
        assert (outcome.fixes, outcome.dropped.total) == (read, read)
        return
    assert outcome.fixes + outcome.dropped.total == read
    for piece in outcome.pieces:
        assert all(0 < b.at - a.at <= silence for a, b in pairwise(piece))
    assert all(gap.end > gap.start for gap in outcome.gaps)
