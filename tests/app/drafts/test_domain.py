"""What another version of the app left in a draft is read as far as it can be, and never breaks the sheet."""

from typing import Any

import pytest

from app.drafts.domain import Draft, DraftKey, photos_of, place_of, text_of, with_photo
from app.photos.domain import TakenPhoto
from app.values import Place

ONE = TakenPhoto("a" * 64, 10, "image/png", "one.png")
TWO = TakenPhoto("b" * 64, 20, "image/jpeg")


@pytest.mark.parametrize("value", [None, 5, ["text"], {"text": "x"}, True])
def test_that_a_text_that_is_none_is_empty(value: Any) -> None:
    assert text_of({"text": value}, "text") == ""
    assert text_of({}, "text") == ""
    assert text_of({"text": " psáno "}, "text") == " psáno ", "as it was left"


@pytest.mark.parametrize(
    "value", [None, "here", {"lat": 50.0}, {"lat": "x", "lon": 13}, {"lat": 91, "lon": 13}, [50, 13]]
)
def test_that_a_place_that_can_not_be_is_none(value: Any) -> None:
    assert place_of({"place": value}) is None
    assert place_of({}) is None


def test_that_a_place_is_read_with_its_address() -> None:
    assert place_of({"place": {"lat": 50.0, "lon": 13.0, "address": "Ruská 1"}}) == Place(50.0, 13.0, "Ruská 1")


def test_that_of_the_photos_those_that_can_be_read_stay() -> None:
    good = {"sha256": ONE.sha256, "size": 10, "media_type": "image/png", "name": "one.png"}
    assert photos_of({"photos": [good, {"sha256": 5}, "x", None, good | {"later": 1}]}) == (ONE, ONE)
    for listed in (None, "x", {"0": good}, 7):
        assert photos_of({"photos": listed}) == ()


def test_that_the_same_photo_is_there_once() -> None:
    assert with_photo(with_photo((), ONE), TWO) == (ONE, TWO)
    assert with_photo((ONE, TWO), TakenPhoto(ONE.sha256, 10, "image/png", "again.png")) == (ONE, TWO)


def test_that_a_draft_in_a_log_tells_nothing_that_was_written() -> None:
    draft = Draft(
        DraftKey("tips", "note", "t1"), "d1", "o1", "2026-06-01T12:00:00Z", title="Hluk", content={"text": "tajné"}
    )
    assert "tajné" not in repr(draft)
    assert "Hluk" not in repr(draft)
