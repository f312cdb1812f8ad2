"""Tables: every accepted form reads the same, and whatever is doubtful is a fault of its row."""

import csv
import io
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.intake.csv_rows import CsvFile, Row
from app.intake.faults import BadFile, Fault


def rows(text: str) -> list[list[str]]:
    return [row.cells for row in CsvFile(text).rows() if isinstance(row, Row)]


def faults(text: str) -> list[Fault]:
    return [row for row in CsvFile(text).rows() if isinstance(row, Fault)]


@pytest.mark.parametrize(
    "text",
    [
        "a;b\n1;2\n3;4\n",
        "a,b\n1,2\n3,4",
        "a\tb\n1\t2\n3\t4\n",
        "a;b\r\n1;2\r\n3;4\r\n",
        "a;b\r1;2\r3;4\r",
        "\n\na;b\n\n1;2\n\n3;4\n\n",
        "sep=;\na;b\n1;2\n3;4\n",
        '"sep=;"\r\na;b\n1;2\n3;4\n',
        "SEP=\t\na\tb\n1\t2\n3\t4\n",
        'a;b\n"1";"2"\n3;4;\n',
        "a;b;\n1;2;\n3;4;;\n",
    ],
)
def test_that_every_accepted_form_reads_the_same(text: str) -> None:
    assert [row[:2] for row in rows(text)] == [["1", "2"], ["3", "4"]]
    assert faults(text) == []


def test_that_a_row_is_counted_by_the_line_on_which_it_begins() -> None:
    table = CsvFile('sep=;\na;b\n\n"x\ny\r\nz";1\n2;"q"r\n3;4\n')
    assert table.header_line == 2
    assert [(row.line if isinstance(row, Row) else -row.row) for row in table.rows()] == [4, -7, 8]


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ("1;2;3", "2 cells as in the header"),
        ("1", "2 cells as in the header"),
        ('1;2" x', "a quote inside a cell"),
        ('1;"2" x', "text after the closing quote of cell 2"),
        ('1; "2"', "a blank before a quote"),
        ('1;"2', "the quote that opens cell 2 is never closed"),
    ],
)
def test_that_a_bad_row_is_a_fault_and_the_next_ones_are_read(bad: str, words: str) -> None:
    text = f"a;b\n0;0\n{bad}\n5;6\n7;8\n"
    (fault,) = faults(text)
    assert fault.row == 3
    assert words in str(fault)
    assert rows(text) == [["0", "0"], ["5", "6"], ["7", "8"]]


def test_that_a_quote_that_swallows_whole_rows_is_a_fault() -> None:
    text = 'a;b;c\n1;"x;1\n2;y;2\n3;z";3\n4;w;4\n'
    assert [fault.row for fault in faults(text)] == [2, 3, 4]
    assert rows(text) == [["4", "w", "4"]], "the row inside may be words of the cell"


def test_that_a_text_of_several_lines_in_quotes_is_one_cell() -> None:
    assert rows('a;b;c\n1;"lamp, broken\nsince Monday";x\n') == [["1", "lamp, broken\nsince Monday", "x"]]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty"),
        ("\n \n", "empty"),
        ("a;b;a\n1;2;3\n", "'a' twice"),
        ("a; a\n1;2\n", "'a' twice"),
        ('a;"b\n1;2\n', "header can not be read"),
        ("sep=|\na|b\n", "between the columns"),
    ],
)
def test_that_a_file_without_a_sound_header_is_refused(text: str, words: str) -> None:
    with pytest.raises(BadFile, match=words):
        CsvFile(text)


def test_that_a_cell_may_be_longer_than_other_readers_allow() -> None:
    long = "x" * 400_000
    assert rows(f'a;b\n{long};"{long}"\n') == [[long, long]]


def test_that_many_open_quotes_cost_no_more_than_their_file() -> None:
    start = time.process_time()
    assert len(faults("a;b\n" + '1;"x" y\n' * 60_000)) == 60_000
    assert time.process_time() - start < 20


TEXT = st.text(st.sampled_from('ab1;,"\n\r\t é\u2028\x00'), max_size=12)


@settings(max_examples=200, deadline=None)
@example([["", "\t\r\t", "\t1\r"]], "\t")
@given(st.lists(st.lists(TEXT, min_size=3, max_size=3), min_size=1, max_size=6), st.sampled_from(";,\t"))
def test_that_what_pythons_writer_writes_comes_back(table: list[list[str]], sign: str) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=sign, quoting=csv.QUOTE_ALL).writerows([["one", "two", "three"], *table])
    whole = [row for row in table if any(cell.strip() for cell in row)]
    read = list(CsvFile(out.getvalue()).rows())
    assert all(row.cells in whole for row in read if isinstance(row, Row))
    if not any("\n" in cell or "\r" in cell for row in whole for cell in row):
        assert [row.cells for row in read if isinstance(row, Row)] == whole


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from('ab;,"\n\r\t'), max_size=60))
def test_that_any_text_is_rows_faults_or_refused(text: str) -> None:
    try:
        table = CsvFile(text)
    except BadFile:
        return
    read = list(table.rows())
    assert all(len(row.cells) == len(table.header) for row in read if isinstance(row, Row))
    places = [row.line if isinstance(row, Row) else row.row for row in read]
    assert places == sorted(places)


@pytest.mark.parametrize(
    "text",
    [
        'id,created,title,lat\n1,2026-05-01,"lamp,50\n2,2026-05-02,x,bench",50,5\n',
        'id,created,title,lat\n1,2026-05-01,"lamp,50\n2,2026-05-02,z,50\n",50\n',
        'id;created;title;lat\nK-1;1. 5. 2026 9:28;"lamp;50\nK-2;12. 5. 2026 10:00;z;50\nrest";50\n',
    ],
)
def test_that_a_quote_does_not_swallow_a_row_that_begins_as_its_own_does(text: str) -> None:
    assert "runs over what looks like other rows" in faults(text)[0].cause


def test_that_no_row_is_read_out_of_a_quote_that_may_be_meant() -> None:
    """Either four cells over three lines, or rows of which the first and the last lost a quote: nobody can tell."""
    told = faults('id,created,title,lat\n1,2026-05-01,"lamp,50\n2,2026-05-02,z,50\n",50\n3,2026-05-03,bench,51\n')
    assert [one.row for one in told] == [2, 3, 4]
    assert "may be part of the cell that a quote opens in row 2" in told[1].cause


def test_that_rows_after_a_stray_quote_are_read_where_it_can_not_be_meant() -> None:
    read = list(CsvFile('id,created,title,lat\n1,2026-05-01,"lamp,50\n2,2026-05-02,z,50\n3,2026-05-03,"x",51\n').rows())
    assert [(one.line, one.cells[0]) for one in read if isinstance(one, Row)] == [(3, "2"), (4, "3")]


def test_that_a_cell_of_many_lines_is_read() -> None:
    prose = "Lampa nesvítí, je tam tma,\n2 dny, prý déle\n1. května, 9:28, volal soused"
    text = f'id,created,title,lat\n1,2026-05-01,"{prose}",50\n'
    assert rows(text) == [["1", "2026-05-01", prose, "50"]]


@pytest.mark.parametrize("mark", ["\ufeff", "\u200b", " "])
def test_that_a_column_is_known_however_its_letters_are_composed(mark: str) -> None:
    assert CsvFile(f"{mark}c\u030ci\u0301slo;b\n1;2\n").header == ["číslo", "b"]
