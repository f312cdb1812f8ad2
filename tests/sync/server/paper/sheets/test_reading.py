"""A line a place: what is taken, and every line that can not be, with why."""

import pytest

from app.ratings.domain import Answer, Frequency, Part, Tag
from sync.server.paper.sheets import words
from sync.server.paper.sheets.reading import Fault, Flaw, Row, read


def test_that_a_line_says_a_place_in_any_order() -> None:
    assert read("7 d2 t4 c1 p1 p5\n\n 3 P8, N1 \n", 7) == [
        Row(
            7,
            ((Part.DAY, Answer.RATHER_SAFE), (Part.NIGHT, Answer.VERY_UNSAFE)),
            Frequency.DAILY,
            (Tag.LIGHTING, Tag.TRAFFIC),
        ),
        Row(3, ((Part.NIGHT, Answer.VERY_SAFE),), None, (Tag.OTHER,)),
    ]


@pytest.mark.parametrize(
    ("line", "fault", "at"),
    [
        ("8 d1", Fault.PLACE, "8"), ("0 d1", Fault.PLACE, "0"), ("d1", Fault.PLACE, "d1"), ("٣ d1", Fault.PLACE, "٣"),
        ("1 d5", Fault.ODD, "d5"), ("1 c5", Fault.ODD, "c5"), ("1 p9", Fault.ODD, "p9"), ("1 d1 x", Fault.ODD, "x"),
        ("1 d1 d2", Fault.TWICE, "d2"), ("1 t1 n1", Fault.TWICE, "n1"), ("1 d1 c1 h2", Fault.TWICE, "h2"),
        ("1", Fault.NO_ANSWER, "1"), ("1 c1 p1", Fault.NO_ANSWER, "1"), ("1 d1 p1 p2 p3", Fault.MANY, "1"),
    ],
)  # fmt: skip
def test_that_a_line_that_can_not_be_taken_says_why(line: str, fault: Fault, at: str) -> None:
    assert read(f"2 d1\n{line}", 7) == [Flaw(2, fault, at)]


def test_that_every_wrong_line_is_said_and_a_place_twice_is_wrong() -> None:
    assert read("2 d1\n2 t1\n9 d1", 7) == [Flaw(2, Fault.AGAIN, "2"), Flaw(3, Fault.PLACE, "9")]
    assert read(" \n", 7) == []


def test_that_both_languages_of_a_sheet_say_the_same_in_the_same_order() -> None:
    assert words.WORDS["cs"].keys() == words.WORDS["en"].keys()
    for told, count in ((words.ANSWERS, len(Answer)), (words.OFTEN, len(Frequency)), (words.CAUSES, len(Tag))):
        assert {language: len(one) for language, one in told.items()} == {"cs": count, "en": count}
    assert len(words.HEADS["cs"]) == len(words.HEADS["en"]) == 6
