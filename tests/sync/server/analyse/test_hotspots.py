"""`analyse gistar`."""

from pathlib import Path

import pytest

from tests.sync.server.analyse.console import analyse

SIX = "id,x,y,value\na,10,10,2\nb,20,10,3\nc,40,10,3.2\nd,15,20,5\ne,30,20,8\nf,30,30,7\n"
STAR = [-1.39727626, -0.28917762, 0.65064964, -0.28917762, 1.23452088, 2.02424331]
PLAIN = [-1.0136729, -0.04361589, 1.31558703, -0.31412676, 1.15373986, 1.77833941]
PAIRS = ["a,b", "a,d", "b,d", "b,e", "c,e", "d,e", "e,f"]


def written(folder: Path, name: str, content: str) -> Path:
    file = folder / name
    file.write_text(content)
    return file


@pytest.mark.parametrize(("arguments", "expected"), [([], STAR), (["--no-self"], PLAIN)])
def test_that_the_band_gives_the_published_z(tmp_path: Path, arguments: list[str], expected: list[float]) -> None:
    found = analyse("gistar", written(tmp_path, "c.csv", SIX), "--band", 15, *arguments, "--json").found
    assert [row["z"] for row in found["cells"]] == pytest.approx(expected, abs=5e-9)
    assert [row["id"] for row in found["cells"]] == list("abcdef")
    assert {"id", "z", "p", "q"} <= set(found["cells"][0])


@pytest.mark.parametrize("both", [False, True])
def test_that_pairs_give_the_same_in_one_direction_or_both(tmp_path: Path, both: bool) -> None:
    band = analyse("gistar", written(tmp_path, "c.csv", SIX), "--band", 15, "--json").found["cells"]
    joined = {row["id"]: row["neighbours"] for row in band}
    assert joined == {"a": 2, "b": 3, "c": 1, "d": 3, "e": 4, "f": 1}
    lines = ["from,to", *PAIRS, *([",".join(p.split(",")[::-1]) for p in PAIRS] if both else [])]
    found = analyse(
        "gistar", tmp_path / "c.csv", "--weights", written(tmp_path, "p.csv", "\n".join(lines)), "--json"
    ).found
    assert [row["z"] for row in found["cells"]] == pytest.approx(STAR, abs=5e-9)
    assert ("notes" in found) is not both


def test_that_the_same_seed_gives_the_same_answer(tmp_path: Path) -> None:
    file = written(tmp_path, "c.csv", SIX)
    assert analyse("gistar", file, "--band", 15, "--json").out == analyse("gistar", file, "--band", 15, "--json").out


@pytest.mark.parametrize(
    ("content", "arguments", "words"),
    [
        ("id,x,y,value\na,1,1,1\na,2,2,2\nb,3,3,3\n", ["--band", "2"], "row 3, column id: expected every id once"),
        (SIX, ["--band", "-1"], "--band"),
        (SIX, ["--band", "far"], "--band"),
        ("id,x,y,value\na,1,1,1\nb,2,2,2\n", ["--band", "2"], "refused: Gi needs at least 3 places"),
        ("id,x,y,value\na,1,1,1\nb,2,2,1\nc,3,3,1\n", ["--band", "2"], "refused: no place has a z"),
    ],
)
def test_that_what_can_not_be_read_or_judged_is_said(
    tmp_path: Path, content: str, arguments: list[str], words: str
) -> None:
    answer = analyse("gistar", written(tmp_path, "c.csv", content), *arguments)
    assert (answer.code, words in answer.err) == (2, True)


def test_that_a_pair_with_an_unknown_place_is_named(tmp_path: Path) -> None:
    pairs = written(tmp_path, "p.csv", "from,to\na,b\na,zz\n")
    answer = analyse("gistar", written(tmp_path, "c.csv", SIX), "--weights", pairs)
    assert (answer.code, "row 3, column to" in answer.err) == (2, True)


def test_that_band_and_weights_exclude_each_other(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        analyse("gistar", written(tmp_path, "c.csv", SIX))
    assert ended.value.code == 2
