"""`analyse eb` and `analyse betabinom`."""

from pathlib import Path

import pytest

from tests.sync.server.analyse.console import analyse


def written(folder: Path, content: str) -> Path:
    file = folder / "table.csv"
    file.write_text(content)
    return file


def test_that_eb_gives_the_prior_and_a_rate_for_each_area(tmp_path: Path) -> None:
    """By hand: m = 40/4000; Σp(r−m)²/Σp = .000075, m/p̄ = .0000075…, worked out below."""
    file = written(tmp_path, "id;events;population\na;5;1000\nb;30;2000\nc;5;1000\n")
    found = analyse("eb", file, "--json").found
    m = 40 / 4000
    spread = (1000 * (0.005 - m) ** 2 * 2 + 2000 * (0.015 - m) ** 2) / 4000
    variance = spread - m / (4000 / 3)
    assert found["prior_mean"] == pytest.approx(m)
    assert found["prior_variance"] == pytest.approx(variance)
    weight = variance / (variance + m / 1000)
    assert found["rates"][0]["rate"] == pytest.approx(m + weight * (0.005 - m))
    assert [row["id"] for row in found["rates"]] == ["a", "b", "c"]


def test_that_a_raw_rate_comes_with_its_interval_and_a_weighted_one_without(tmp_path: Path) -> None:
    """Breslow & Day 1987, 2.3: 137 deaths of Welsh nickel workers, 24.19893 expected, 4.75 to 6.69 times as many."""
    file = written(tmp_path, "events;population\n137;24,19893\n2,5;10\n")
    first, second = analyse("eb", file, "--json").found["rates"]
    assert (round(first["raw_low"], 2), round(first["raw_high"], 2)) == (4.75, 6.69)
    assert (second["raw_low"], second["raw_high"]) == (None, None)


def test_that_eb_without_spread_gives_everybody_the_common_rate(tmp_path: Path) -> None:
    found = analyse("eb", written(tmp_path, "events,population\n1,100\n1,100\n"), "--json").found
    assert found["prior_variance"] == 0.0
    assert [row["rate"] for row in found["rates"]] == [0.01, 0.01]
    assert "no more than chance" in found["notes"][0]


def test_that_betabinom_gives_alpha_beta_and_each_group_with_its_interval(tmp_path: Path) -> None:
    file = written(tmp_path, "y,n\n" + "\n".join(f"{y},{n}" for y, n in [(0, 20), (4, 14), (16, 52), (2, 25), (9, 24)]))
    found = analyse("betabinom", file, "--json").found
    assert found["alpha"] > 0
    assert found["beta"] > found["alpha"]
    for row in found["groups"]:
        total = found["alpha"] + found["beta"] + row["n"]
        assert row["mean"] == pytest.approx((found["alpha"] + row["y"]) / total)
        assert row["low"] < row["mean"] < row["high"]


def test_that_groups_alike_get_the_limit_and_a_note(tmp_path: Path) -> None:
    found = analyse("betabinom", written(tmp_path, "y,n\n5,10\n6,10\n4,10\n"), "--json").found
    assert (found["alpha"], found["beta"], found["overdispersed"]) == (None, None, False)
    assert found["prior_mean"] == pytest.approx(0.5)
    assert "no more than chance" in found["notes"][0]
    for row in found["groups"]:
        assert row["mean"] == pytest.approx(0.5)
        assert (row["low"], row["high"]) == (pytest.approx(0.3315, abs=5e-5), pytest.approx(0.6685, abs=5e-5))


@pytest.mark.parametrize(
    ("method", "content", "words"),
    [
        ("eb", "events,population\n1,0\n", "row 2, column population: expected a number greater than 0"),
        ("eb", "events,population\n-1,10\n", "row 2, column events"),
        ("eb", "events,population\n1,10\n", "refused: empirical Bayes needs at least two areas"),
        ("betabinom", "y,n\n1.5,3\n", "row 2, column y: expected a whole number"),
        ("betabinom", "y,n\n1,3\n", "refused: the Beta-binomial needs at least two groups"),
        ("betabinom", "y,n\n1,1e308\n", "row 2, column n: expected a whole number from 1 to 1e+07"),
        ("eb", "events,population\n1e308,10\n", "row 2, column events: expected a number of at least 0, not beyond"),
        ("betabinom", "y,n\n0,3\n3,3\n", "refused: every group is all or nothing"),
    ],
)
def test_that_what_can_not_be_read_or_judged_is_said(tmp_path: Path, method: str, content: str, words: str) -> None:
    answer = analyse(method, written(tmp_path, content))
    assert (answer.code, words in answer.err) == (2, True), answer.err
