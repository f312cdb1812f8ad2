"""Objects of arrays and of lines, each with its place."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.intake.faults import BadFile, Fault
from app.intake.json_records import Record, of_array, of_lines


def test_that_lines_are_parted_by_line_feeds_only_and_counted_as_an_editor_does() -> None:
    read = list(of_lines('{"a": "x\u2028y\x85z"}\r\n\n{"a" 2}\n[1]\n{"a": 3}'))
    assert read[0] == Record(1, {"a": "x\u2028y\x85z"})
    assert [row.row for row in read] == [1, 3, 4, 5]
    assert [isinstance(row, Fault) for row in read] == [False, True, True, False]


def test_that_an_object_with_one_array_of_objects_stands_for_it() -> None:
    total, rows = of_array('{"count": 2, "none": [], "items": [{"a": 1}, {"a": 2}]}')
    assert (total, [row.row for row in rows]) == (2, [1, 2])
    with pytest.raises(BadFile, match="no array of tips"):
        of_array('{"one": [{"a": 1}], "two": [{"a": 2}]}')
    assert of_array('{"one": {"in": [{"a": 1}]}, "two": [{"a": 2}]}', "one.in")[0] == 1


def test_that_what_is_no_object_is_the_fault_of_its_row() -> None:
    _, rows = of_array('[{"a": 1}, 5, {"a": 2}]')
    assert [(row.row, isinstance(row, Fault)) for row in rows] == [(1, False), (2, True), (3, False)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[" * 100_000, "nested too deeply"),
        ('[{"a": 1, "a": 2}]', "member 'a' twice"),
        ("[NaN]", "NaN is no JSON number"),
        ("[" + "9" * 5000 + "]", "is not JSON"),
        ('[{"a": 1},\n{]', "line 2, column 2"),
        ("", "is not JSON"),
        ('"text"', "no array"),
    ],
)
def test_that_a_document_that_is_none_is_refused_in_words(text: str, words: str) -> None:
    with pytest.raises(BadFile, match=words):
        of_array(text)


@given(st.text(st.sampled_from('[]{}":,1eE.-+nulltrue\\ud8 \n'), max_size=40))
def test_that_any_text_is_records_faults_or_refused(text: str) -> None:
    list(of_lines(text))
    with suppress(BadFile):
        list(of_array(text)[1])
