"""`analyse wilson`."""

import pytest

from tests.sync.server.analyse.console import analyse


@pytest.mark.parametrize(
    ("y", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_that_the_published_intervals_come_out(y: int, n: int, low: float, high: float) -> None:
    """Newcombe 1998, Statistics in Medicine 17, table I, method 3."""
    found = analyse("wilson", y, n, "--json").found
    assert (found["low"], found["high"]) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))
    assert (found["y"], found["n"], found["p"]) == (y, n, y / n)


@pytest.mark.parametrize(
    "arguments", [("5", "3"), ("0", "0"), ("x", "3"), ("1.5", "3"), ("1", "3", "--confidence", "1")]
)
def test_that_impossible_numbers_are_refused(arguments: tuple[str, ...]) -> None:
    answer = analyse("wilson", *arguments)
    assert answer.code == 2
    assert answer.err.startswith("bad input: arguments")
