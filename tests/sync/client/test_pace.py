"""How much goes at once fits the line."""

import pytest

from sync.client.pace import AIM_SECONDS, FIRST, SMALLEST, Pace
from sync.protocol.messages import CHUNK


@pytest.mark.parametrize("bytes_per_second", [1_000, 4_000, 16_000, 32_000, 125_000])
def test_that_a_piece_soon_takes_the_seconds_aimed_at(bytes_per_second: int) -> None:
    pace = Pace()
    for _ in range(8):
        pace.went(pace.piece, pace.piece / bytes_per_second)
    assert pace.piece == pytest.approx(max(SMALLEST, bytes_per_second * AIM_SECONDS), rel=0.01)


def test_that_a_fast_line_carries_the_largest_pieces_after_two() -> None:
    pace = Pace()
    assert pace.piece == FIRST
    for _ in range(2):
        pace.went(pace.piece, 0.01)
    assert pace.piece == CHUNK


def test_that_the_short_end_of_a_file_makes_later_pieces_no_smaller() -> None:
    pace = Pace()
    pace.went(FIRST, 0.01)
    before = pace.piece
    pace.went(100, 0.01)
    assert pace.piece == before


def test_that_pieces_shrink_while_they_do_not_get_through() -> None:
    pace = Pace()
    for _ in range(10):
        pace.failed()
    assert pace.piece == SMALLEST
