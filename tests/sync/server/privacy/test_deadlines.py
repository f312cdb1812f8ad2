"""The table of deadlines is whole, and nothing but what it allows is in force."""

from datetime import UTC, datetime

import pytest

from sync.server.kinds import KINDS
from sync.server.privacy.deadlines import TABLE, Chosen, in_force, refused

_AS_THEY_ARE = {one.name: one.days for one in TABLE}


def test_that_every_deadline_has_a_job_that_comes_again_by_itself() -> None:
    comes_again = {kind.name for kind in KINDS if kind.every is not None}
    assert {one.job for one in TABLE} <= comes_again
    assert len({one.name for one in TABLE}) == len(TABLE)
    assert all(one.least <= one.days <= one.most for one in TABLE)


def test_that_the_defaults_are_what_the_law_and_the_design_ask_for() -> None:
    known = in_force(Chosen())
    assert (known["conversations"], known["photos"], known["points"]) == (365, 3 * 365, 30)
    assert known.before("conversations", datetime(2027, 3, 2, tzinfo=UTC)) == "2026-03-02T00:00:00.000Z"


@pytest.mark.parametrize(
    ("days", "differs"),
    [
        ({}, {}),
        ({"conversations": 180, "mails": 14}, {"conversations": 180, "mails": 14}),
        ({"conversations": 90, "photos": 3 * 365 + 1, "points": 31, "networks": 3, "nonsense": 5}, {}),
        ({"conversations": 0, "originals": -1, "mails": 10**30}, {}),
    ],
)
def test_that_what_is_out_of_bounds_is_not_in_force(days: dict[str, int], differs: dict[str, int]) -> None:
    assert dict(in_force(Chosen(days)).days) == _AS_THEY_ARE | differs
    assert {name for name, count in days.items() if not refused(name, count)} == differs.keys()
