"""Which categories may be about one and the same thing."""

import pytest

from app.tips.kindred import kindred
from sync.server.districts.usual import CATEGORIES


@pytest.mark.parametrize(
    ("one", "other", "akin"),
    [
        ("noise", "drinking", True),
        ("drinking", "noise", True),
        ("noise", "litter", False),
        ("lighting", "lighting", True),
        ("lighting", "dogs", False),
        ("town's own", "lighting", False),
        ("town's own", "town's own", True),
    ],
)
def test_that_two_categories_are_akin_both_ways_or_not_at_all(one: str, other: str, akin: bool) -> None:
    assert (other in kindred(one), one in kindred(other)) == (akin, akin)


def test_that_every_usual_category_is_akin_to_usual_ones_alone() -> None:
    known = {category.id for category in CATEGORIES}
    assert all(kindred(one) <= known and one in kindred(one) for one in known)
