"""What was put back and what was begun since become one, nothing of either lost."""

from typing import Any

import pytest

from app.drafts.joining import joined

PHOTO, OTHER = {"sha256": "a"}, {"sha256": "b"}


@pytest.mark.parametrize(
    ("before", "since", "both"),
    [
        ({"text": "první"}, {"text": "druhé"}, {"text": "první\n\ndruhé"}),
        ({"text": "první"}, {"text": " "}, {"text": "první"}),
        ({"text": "první"}, {"text": "první"}, {"text": "první"}),
        ({"text": ""}, {"text": "druhé"}, {"text": "druhé"}),
        ({"body": "kraj"}, {"body": "služby"}, {"body": "kraj, služby"}),
        ({"name": "Vrak"}, {"name": ""}, {"name": "Vrak"}),
        ({"photos": [PHOTO]}, {"photos": [OTHER, PHOTO]}, {"photos": [PHOTO, OTHER]}),
        ({"outcome": "solved"}, {"outcome": ""}, {"outcome": "solved"}),
        ({"outcome": "solved"}, {"outcome": "not_ours"}, {"outcome": "not_ours"}),
        ({"place": {"lat": 1.0, "lon": 2.0}}, {"place": None}, {"place": {"lat": 1.0, "lon": 2.0}}),
        ({"edited": True}, {"edited": False}, {"edited": True}),
        ({"here": True}, {"here": False}, {"here": False}),
        ({"mood": [1], "text": "a"}, {"text": "b"}, {"mood": [1], "text": "a\n\nb"}),
        ({"text": 7}, {"text": "b"}, {"text": "b"}),
    ],
)
def test_that_nothing_of_either_is_lost(before: dict[str, Any], since: dict[str, Any], both: dict[str, Any]) -> None:
    assert joined(before, since) == both


def test_that_a_prepared_reply_stays_known_only_where_it_ends_the_text() -> None:
    before = {"text": "Moje. Dobrý den", "inserted": "Dobrý den", "template": "t1"}
    own = joined(before, {"text": "Jinak", "inserted": "", "template": ""})
    assert (own["text"], own["inserted"], own["template"]) == ("Moje. Dobrý den\n\nJinak", "", "")
    kept = joined(before, {"text": "", "inserted": "", "template": ""})
    assert (kept["inserted"], kept["template"]) == ("Dobrý den", "t1")
    newer = joined(before, {"text": "Ahoj", "inserted": "Ahoj", "template": "t2"})
    assert newer["text"].endswith(newer["inserted"])
