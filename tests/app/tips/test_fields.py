"""What a corrected field may hold, the same for the rules, the server and the screens."""

import pytest

from app.tips.fields import FIELDS, Field


def test_that_a_text_is_kept_up_to_its_limit_and_not_beyond() -> None:
    field = Field("text", 5)
    assert field.checked("12345") == "12345"
    assert field.checked("123456") is None


def test_that_only_a_needed_field_can_not_be_empty() -> None:
    assert Field("text", 5).checked("") == ""
    assert Field("text", 5, needed=True).checked("") is None
    assert Field("title", 5, needed=True, single_line=True).checked(" \n ") is None


def test_that_only_a_field_of_one_line_is_made_one() -> None:
    assert Field("title", 20, single_line=True).checked("Lampa\nnesvítí") == "Lampa nesvítí"
    assert Field("text", 20).checked("Lampa\nnesvítí") == "Lampa\nnesvítí"


def test_that_the_limit_is_of_what_was_typed() -> None:
    assert Field("title", 5, single_line=True).checked("a    b") is None


def test_that_where_there_are_choices_nothing_else_is_taken() -> None:
    field = Field("category", 20, choices=("light", "litter"))
    assert field.checked("litter") == "litter"
    assert field.checked("other") is None


@pytest.mark.parametrize(
    ("name", "empty", "lines"),
    [("title", None, "a b"), ("text", "", "a\nb"), ("category", "", "a\nb"), ("event_number", "", "a b")],
)
def test_that_each_field_of_a_tip_has_its_rule(name: str, empty: str | None, lines: str) -> None:
    assert FIELDS[name].checked("") == empty
    assert FIELDS[name].checked("a\nb") == lines
