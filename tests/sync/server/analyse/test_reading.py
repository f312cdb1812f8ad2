"""What a file may look like, and what is said of one that can not be read."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.server.analyse.reading import BadInput, TooLarge, moment, number, read_table


def written(folder: Path, content: str | bytes) -> str:
    file = folder / "table.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(file)


@pytest.mark.parametrize(
    "content",
    [
        "id,x\na,1.5\nb,2\n",
        "id;x\na;1,5\nb;2\n",
        "id;x\r\na;1.5\r\nb;2\r\n",
        "\ufeffid,x\na,1.5\nb,2",
        'id,x\na,"1,5"\nb,2\n',
        " ID , X \n a , 1.5 \n\n b , 2 \n",
        'id;x;\n"a";"1,5";\nb;2;\n',
    ],
)
def test_that_every_accepted_form_reads_the_same(tmp_path: Path, content: str) -> None:
    table = read_table(written(tmp_path, content))
    assert table.text("id") == ("a", "b")
    assert table.numbers("x") == (1.5, 2.0)


def test_that_a_single_column_may_have_decimal_commas(tmp_path: Path) -> None:
    assert read_table(written(tmp_path, "load\n1,5\n2\n")).numbers("load") == (1.5, 2.0)


def test_that_a_column_may_have_another_name_in_the_file(tmp_path: Path) -> None:
    table = read_table(written(tmp_path, "Pocit;X\ndobře;1\n"), renames={"answer": "pocit"})
    assert table.text("answer") == ("dobře",)


@pytest.mark.parametrize(
    ("content", "row", "column", "words"),
    [
        ("", 0, "", "file is empty"),
        ("id,x\n", 1, "", "at least one row"),
        ("id,id\n1,2\n", 1, "id", "once"),
        ("id,x\n1,2\n1\n", 3, "x", "2 cells"),
        ("id,x\n1,2,5\n", 2, "", "decimal comma"),
        ("id,x\n1,2\n\n2,two\n", 4, "x", "a number, found 'two'"),
        ("id,x\n1,\n", 2, "x", "empty cell"),
        ("id,x\n1,nan\n", 2, "x", "a number"),
        ("id,x\n1,1e999\n", 2, "x", "a number"),
        ('id,x\n"1,2\n', 2, "", "well-formed"),
        (b"id,x\n1,2\n" + b"\xe1,2\n", 3, "", "UTF-8"),
    ],
)
def test_that_bad_input_says_where_and_what_was_expected(
    tmp_path: Path, content: str | bytes, row: int, column: str, words: str
) -> None:
    with pytest.raises(BadInput, match=r".") as caught:
        read_table(written(tmp_path, content)).numbers("x")
    assert (caught.value.row, caught.value.column) == (row, column)
    assert words in str(caught.value)
    assert "table.csv" in str(caught.value)


def test_that_a_missing_column_names_those_that_are_there(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="the header has: id, x"):
        read_table(written(tmp_path, "id,x\n1,2\n")).numbers("value")


def test_that_a_missing_file_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="readable file"):
        read_table(tmp_path / "nowhere.csv")


def test_that_ranges_and_whole_numbers_are_checked(tmp_path: Path) -> None:
    table = read_table(written(tmp_path, "x\n2,5\n"))
    with pytest.raises(BadInput, match="whole number"):
        table.counts("x")
    with pytest.raises(BadInput, match="from 0 to 1"):
        table.numbers("x", low=0, high=1)
    with pytest.raises(BadInput, match="greater than 3"):
        table.numbers("x", above=3)


@given(st.floats(-1e12, 1e12))
def test_that_a_number_reads_with_point_or_comma(value: float) -> None:
    text = f"{value:.6f}"
    assert number(text) == number(text.replace(".", ",")) == float(text)


@pytest.mark.parametrize(
    ("text", "value"), [("1 234,5", 1234.5), ("12\u00a0000", 12000.0), ("-3", -3.0), ("1e-3", 1e-3)]
)
def test_that_spaces_part_thousands(text: str, value: float) -> None:
    assert number(text) == value


def test_that_a_size_that_nothing_has_is_told_apart() -> None:
    assert number("1e-320") == 0.0
    with pytest.raises(TooLarge):
        number("1e16")


@pytest.mark.parametrize("text", ["", "1,234.5", "1.234,5", "1 23", "1_000", "inf", "0x10", "½"])
def test_that_a_doubtful_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        number(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-03-12", datetime(2024, 3, 12, tzinfo=UTC)),
        ("2024-03-12T14:05:00+01:00", datetime(2024, 3, 12, 13, 5, tzinfo=UTC)),
        ("2024-03-12T14:05Z", datetime(2024, 3, 12, 14, 5, tzinfo=UTC)),
        ("12. 3. 2024 14:05", datetime(2024, 3, 12, 14, 5, tzinfo=UTC)),
        ("12.3.2024", datetime(2024, 3, 12, tzinfo=UTC)),
    ],
)
def test_that_dates_read_in_both_orders(text: str, expected: datetime) -> None:
    assert moment(text) == expected


@pytest.mark.parametrize("text", ["", "12/3/2024", "31.2.2024", "soon"])
def test_that_a_doubtful_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        moment(text)
