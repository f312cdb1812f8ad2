"""Documents of the feed: what is written can be read again by whoever gets it."""

import pytest

from app.identifiers import new_id
from app.tips.domain import Closing, Outcome, OutcomeKind, StoryLine, Tip
from app.values import Place
from sync.server.ground.documents import UnstorableDocument, parse, render
from sync.server.ground.storable import is_storable

AT = "2026-03-02T08:00:00.000Z"


def tip(**fields: object) -> Tip:
    return Tip(**{"id": new_id(), "number": "1", "title": "Lampa", "category": "light", "created_at": AT, **fields})  # type: ignore[arg-type]


def test_that_what_is_rendered_is_read_again() -> None:
    whole = tip(closing=Closing(new_id(), new_id(), AT, Outcome(OutcomeKind.SOLVED)), place=Place(50.0, 13.0))
    assert parse(render(whole), Tip) == whole


@pytest.mark.parametrize("never", ["2026-02-30T10:00:00Z", "2026-01-01T25:00:00Z", "0001-01-01T00:00:00Z", "yesterday"])
@pytest.mark.parametrize("field", ["created_at", "deadline", "closing"])
def test_that_a_moment_the_calendar_does_not_have_is_not_written(field: str, never: str) -> None:
    value = never if field != "closing" else Closing(new_id(), new_id(), never, Outcome(OutcomeKind.SOLVED))
    with pytest.raises(UnstorableDocument):
        render(tip(**{field: value}))
    with pytest.raises(UnstorableDocument):
        render(StoryLine(new_id(), new_id(), "tip.note", "applied", AT, device_at=never))


@pytest.mark.parametrize(
    "fields", [{"place": Place(float("nan"), 13.0)}, {"title": "x" * 201}, {"text": "\ud800"}, {"holder_id": "nobody"}]
)
def test_that_what_no_device_could_read_is_not_written(fields: dict[str, object]) -> None:
    with pytest.raises(UnstorableDocument):
        render(tip(**fields))


@pytest.mark.parametrize(
    ("value", "fits"),
    [
        ({"a": [1, 2.5, None, True, "č"]}, True),
        ({"a": "b\x00"}, False),
        ({"a\x00": 1}, False),
        ([[[[[[[[[[[[1]]]]]]]]]]]], True),
        ([[[[[[[[[[[[[1]]]]]]]]]]]]], False),
        ({"a": 2**63 - 1}, True),
        ({"a": [2**63]}, False),
        ({"a": -(2**63) - 1}, False),
        ({"a": "b\ud800"}, False),
    ],
)
def test_that_values_that_no_database_holds_are_not_stored(value: object, fits: bool) -> None:
    assert is_storable(value) is fits
