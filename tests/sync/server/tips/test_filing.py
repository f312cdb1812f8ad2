"""What the server adds to a tip: where it lies, who holds it, and until when."""

import msgspec
import pytest

from app.districts.geometry import DistrictIndex
from app.identifiers import new_id
from app.tips.domain import Tip
from app.values import Place
from sync.server.accounts.duties import Duty, DutyKind, Roster
from sync.server.districts.lookups import DEFAULT_WORKING_DAYS, Lookups
from sync.server.tips.filing import Desk, complete, deadline, filed_detail, number_year
from tests.sync.server.station import DISTRICTS, EAST, IN_EAST, IN_WEST, NOWHERE, WEST

PRIMARY, OTHER = new_id(), new_id()


DESK = Desk(
    Lookups("1", DistrictIndex(list(DISTRICTS), 50.0), {"light": 5}),
    Roster({WEST: (Duty(PRIMARY, WEST, DutyKind.PRIMARY, "2026-01-01T00:00:00Z"),)}),
)


def tip(place: Place | None = IN_WEST, **fields: object) -> Tip:
    made = Tip(id=new_id(), number="", title="Lampa", category="light", created_at="2026-03-02T08:00:00Z", place=place)
    return msgspec.structs.replace(made, **fields)


def test_that_a_tip_goes_to_who_is_on_duty_where_it_lies() -> None:
    found = complete(tip(), DESK, "2026-000001")
    assert (found.number, found.district_id, found.holder_id) == ("2026-000001", WEST, PRIMARY)


@pytest.mark.parametrize("place", [NOWHERE, None])
def test_that_a_tip_that_lies_nowhere_is_nobodys(place: Place | None) -> None:
    found = complete(tip(place), DESK, "n")
    assert (found.district_id, found.holder_id) == ("", None)


def test_that_its_filer_keeps_it_where_they_serve_the_district_or_nobody_does() -> None:
    assert complete(tip(holder_id=PRIMARY), DESK, "n").holder_id == PRIMARY
    assert complete(tip(holder_id=OTHER), DESK, "n").holder_id == PRIMARY, "somebody is on duty there"
    assert complete(tip(IN_EAST, holder_id=OTHER), DESK, "n").holder_id == OTHER
    assert complete(tip(IN_EAST, holder_id=OTHER), DESK, "n").district_id == EAST


@pytest.mark.parametrize(
    ("created", "days", "until"),
    [
        ("2026-03-02T08:00:00Z", 1, "2026-03-03T22:59:59.000Z"),
        ("2026-03-06T08:00:00Z", 1, "2026-03-09T22:59:59.000Z"),
        ("2026-03-05T23:30:00Z", 1, "2026-03-09T22:59:59.000Z"),
        ("2026-03-27T08:00:00Z", 1, "2026-03-30T21:59:59.000Z"),
        ("2026-12-23T08:00:00Z", 1, "2026-12-28T22:59:59.000Z"),
    ],
    ids=["a day", "over a weekend", "after midnight in Prague", "over the change of clocks", "over Christmas"],
)
def test_that_a_deadline_is_the_end_of_a_working_day_in_prague(created: str, days: int, until: str) -> None:
    assert deadline(created, days) == until


def test_that_a_category_has_its_days_and_an_unknown_one_the_usual() -> None:
    at = "2026-03-02T08:00:00Z"
    assert complete(tip(), DESK, "n").deadline == deadline(at, 5)
    assert complete(tip(category="other"), DESK, "n").deadline == deadline(at, DEFAULT_WORKING_DAYS)


def test_that_the_year_of_a_number_is_pragues() -> None:
    assert number_year("2026-12-31T22:59:59Z") == 2026
    assert number_year("2026-12-31T23:00:00Z") == 2027


def test_that_the_story_says_what_was_added_and_has_no_none() -> None:
    bare = filed_detail(complete(tip(None), DESK, "n"))
    assert (bare["district"], bare["holder"]) == ("", "")
    assert filed_detail(complete(tip(), DESK, "n"))["holder"] == PRIMARY
