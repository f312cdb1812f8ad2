"""What a rating may hold, and which of two stands."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ratings.domain import AgeBand, Answer, Frequency, Part, RatingForm, Sex, Tag
from app.ratings.form import LIVE_DAYS, WORDS, Fault, Flaw, Refused, Stands, believed, read, stands

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
WHOLE: dict[str, Any] = {"lat": "50.46", "lon": 13.41, "part": "night", "answer": "very_unsafe"}
FULL = WHOLE | {"frequency": "weekly", "tags": "lighting,noise", "age": "25_44", "sex": "woman", "remark": " Tma. "}
FIELDS = ("lat", "lon", "part", "answer", "frequency", "tags", "age", "sex", "remark", "at")
ODD = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.binary(), st.lists(st.text()),
    st.dictionaries(st.text(), st.text()), st.sampled_from([2**4000, "\ud800", "\x00", "night", "lighting", "50.4"]),
)  # fmt: skip
moments = st.datetimes(datetime(2000, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def faults(**changed: object) -> tuple[Flaw, ...]:
    found = read(WHOLE | changed)
    return found.flaws if isinstance(found, Refused) else ()


def test_that_a_whole_form_is_read_and_four_fields_are_enough() -> None:
    assert read(WHOLE) == RatingForm(50.46, 13.41, Part.NIGHT, Answer.VERY_UNSAFE)
    tags = (Tag.LIGHTING, Tag.NOISE)
    assert read(FULL) == RatingForm(
        50.46, 13.41, Part.NIGHT, Answer.VERY_UNSAFE, Frequency.WEEKLY, tags, AgeBand.FROM_25, Sex.WOMAN, "Tma."
    )


@pytest.mark.parametrize("name", ["lat", "lon", "part", "answer"])
@pytest.mark.parametrize("value", [None, ""])
def test_that_place_part_of_the_day_and_answer_have_to_be_there(name: str, value: object) -> None:
    field = "place" if name in ("lat", "lon") else name
    assert faults(**{name: value}) == (Flaw(field, Fault.MISSING),)


@pytest.mark.parametrize(
    "value", ["nan", float("nan"), float("inf"), "1e1", 91, "-90.1", "٥٠", "50,4", True, 2**5000, "\ud800", [50], "1\n"]
)
def test_that_what_is_no_coordinate_is_no_place(value: object) -> None:
    assert faults(lat=value) == (Flaw("place", Fault.NOT_A_PLACE),)


def test_that_two_causes_of_the_list_are_the_most() -> None:
    assert faults(tags=["lighting", "noise", "litter"]) == (Flaw("tags", Fault.TOO_MANY),)
    assert faults(tags=["lighting"] * 9_000) == (Flaw("tags", Fault.TOO_MANY),)
    assert faults(tags="foreigners") == (Flaw("tags", Fault.UNKNOWN),)
    assert faults(tags={"lighting": 1}) == (Flaw("tags", Fault.UNREADABLE),)
    assert faults(tags=["noise", "noise", "litter"]) == ()


def test_that_a_remark_is_bounded_and_keeps_no_letter_that_can_not_be_stored() -> None:
    assert faults(remark="a" * 501) == (Flaw("remark", Fault.TOO_LONG),)
    assert faults(remark=7) == (Flaw("remark", Fault.UNREADABLE),)
    found = read(WHOLE | {"remark": "a\x00b\ud800c\nd"})
    assert isinstance(found, RatingForm)
    assert found.remark == "a\ufffdb\ufffdc\nd"


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00Z", "2026-02-30T00:00:00Z", "9999-12-31T23:59:59Z", "dnes", 5])
def test_that_a_time_that_can_not_be_is_refused(at: object) -> None:
    assert faults(at=at) == (Flaw("at", Fault.NOT_A_TIME),)


@given(st.dictionaries(st.sampled_from(FIELDS), ODD))
def test_that_whatever_comes_is_read_or_refused_in_words(fields: dict[str, object]) -> None:
    found = read(fields)
    if isinstance(found, Refused):
        assert found.flaws
        assert all(flaw.words == WORDS[flaw.fault] for flaw in found.flaws)
    else:
        assert msgspec.convert(msgspec.to_builtins(found), RatingForm) == found
        found.remark.encode()


@given(st.dictionaries(st.sampled_from(FIELDS), ODD))
def test_that_every_wrong_field_is_named_at_once(fields: dict[str, object]) -> None:
    found = read(WHOLE | fields)
    if isinstance(found, Refused):
        right = {key: value for key, value in fields.items() if key not in {flaw.field for flaw in found.flaws}}
        if any(flaw.field == "place" for flaw in found.flaws):
            right = {key: value for key, value in right.items() if key not in ("lat", "lon")}
        assert isinstance(read(WHOLE | right), RatingForm)


def test_that_a_time_ahead_or_too_far_back_is_replaced_by_the_present() -> None:
    assert believed(None, NOW) == NOW
    assert believed("2026-03-01T20:00:00Z", NOW) == datetime(2026, 3, 1, 20, tzinfo=UTC)
    for odd in ("2026-03-02T08:02:01Z", "2024-03-01T07:59:59Z", "0001-01-01T00:00:00Z", "1999-01-01T00:00:00Z"):
        assert believed(odd, NOW) == NOW


def test_that_thirty_days_decide_whether_the_later_replaces_the_earlier() -> None:
    almost, whole = timedelta(days=LIVE_DAYS, seconds=-1), timedelta(days=LIVE_DAYS)
    assert stands(NOW, NOW - almost) is Stands.NEWER
    assert stands(NOW - almost, NOW) is Stands.OLDER
    assert stands(NOW, NOW) is Stands.NEWER
    assert stands(NOW, NOW - whole) is stands(NOW - whole, NOW) is Stands.BOTH


@given(moments, moments)
def test_that_it_is_the_same_one_in_whatever_order_they_come(one: datetime, other: datetime) -> None:
    first, second = stands(one, other), stands(other, one)
    assert (first is Stands.BOTH) == (second is Stands.BOTH)
    if one != other and first is not Stands.BOTH:
        assert first is not second
