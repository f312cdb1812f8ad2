"""The noted heads: what the file says after crashes, restores, and entries that were noted twice."""

from pathlib import Path

from sync.server.audit.heads import NAME, Head, Heads, Restored, read_head, written

A, B, C = ("a" * 64, "b" * 64, "c" * 64)


def noted(folder: Path, *lines: str) -> Heads:
    heads = Heads(folder)
    heads.note(*lines)
    return heads


def test_that_nothing_is_there_until_something_was_noted(tmp_path: Path) -> None:
    heads = Heads(tmp_path)
    assert not heads.exists()
    assert (heads.read().last, heads.read().begun) == (0, None)
    heads.note(written(Head(1, A)))
    assert heads.exists()


def test_that_what_was_noted_is_read_and_the_highest_is_the_last(tmp_path: Path) -> None:
    found = noted(tmp_path, written(Head(2, B)), written(Head(1, A))).read()
    assert (found.hashes, found.last, found.conflict) == ({1: A, 2: B}, 2, None)


def test_that_the_chain_begins_where_it_was_noted_first(tmp_path: Path) -> None:
    found = noted(tmp_path, written(Head(0, A), "begun"), written(Head(7, B), "begun")).read()
    assert found.begun == Head(0, A)


def test_that_the_first_entry_noted_in_two_ways_is_told(tmp_path: Path) -> None:
    both = [written(Head(entry, one)) for entry in (3, 2, 4) for one in (A, B)]
    found = noted(tmp_path, *both).read()
    assert found.conflict == 2
    assert found.hashes[2] == A, "what was noted first stands"
    assert noted(tmp_path / "same", written(Head(1, A)), written(Head(1, A))).read().conflict is None


def test_that_a_restore_forgets_what_was_noted_beyond_it_and_says_how_much(tmp_path: Path) -> None:
    lines = [written(Head(entry, one)) for entry, one in ((1, A), (2, B), (3, C))]
    found = noted(tmp_path, *lines, written(Head(2, B), "restored")).read()
    assert (found.hashes, found.last) == ({1: A, 2: B}, 2)
    assert found.restores == [Restored(2, lost=3)]


def test_that_a_restore_of_more_than_was_noted_adds_nothing(tmp_path: Path) -> None:
    found = noted(tmp_path, written(Head(1, A)), written(Head(5, B), "restored")).read()
    assert (found.hashes, found.last) == ({1: A}, 1)


def test_that_a_restore_ends_a_conflict_beyond_it_and_no_other(tmp_path: Path) -> None:
    beyond = [written(Head(3, A)), written(Head(3, B))]
    assert noted(tmp_path / "1", *beyond, written(Head(2, A), "restored")).read().conflict is None
    assert noted(tmp_path / "2", *beyond, written(Head(3, A), "restored")).read().conflict == 3


def test_that_a_line_cut_off_by_a_crash_says_nothing_and_takes_no_other_with_it(tmp_path: Path) -> None:
    heads = noted(tmp_path, written(Head(1, A)))
    with (tmp_path / NAME).open("ab") as file:
        file.write(b"2 bbbb")
    heads.note(written(Head(3, C)))
    found = Heads(tmp_path).read()
    assert (found.hashes, found.last) == ({1: A, 3: C}, 3)


def test_that_the_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    noted(tmp_path, written(Head(1, A)))
    assert (tmp_path / NAME).stat().st_mode & 0o777 == 0o600


def test_that_a_head_is_read_as_it_is_printed_and_nothing_else_is_one() -> None:
    assert read_head(str(Head(12, A))) == Head(12, A)
    assert read_head(f" 12:{A.upper()}\n") == Head(12, A)
    for text in ("", A, f"12:{A[:-1]}", f"12:{A}0", f"-1:{A}", f"{'1' * 19}:{A}"):
        assert read_head(text) is None
