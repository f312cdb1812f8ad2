"""Who stands first, and when an answer came in time."""

from datetime import UTC, datetime

import pytest

from sync.server.cards.domain import Card, Service, Standing
from sync.server.cards.service import in_order, is_kept

FRIDAY = datetime(2026, 11, 20, 10, tzinfo=UTC)


def standing(service: Service, from_at: str = "1", badge: str = "") -> Standing:
    return Standing(service, from_at, "", badge, "", "", Card())


def test_that_a_cover_goes_before_who_holds_the_district_and_a_backup_after() -> None:
    cover, primary, backup = standing(Service.COVER), standing(Service.PRIMARY), standing(Service.BACKUP)
    assert in_order([backup, primary, cover]) == (cover, primary, backup)
    earlier = standing(Service.PRIMARY, "0", "9")
    assert in_order([primary, earlier]) == (earlier, primary)


@pytest.mark.parametrize(
    ("answered", "now", "expected"),
    [
        (datetime(2026, 11, 20, 11, tzinfo=UTC), datetime(2026, 11, 20, 12, tzinfo=UTC), True),
        (datetime(2026, 11, 25, 22, 59, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC), True),
        (datetime(2026, 11, 25, 23, 0, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC), False),
        (None, datetime(2026, 11, 25, 22, tzinfo=UTC), None),
        (None, datetime(2026, 11, 26, tzinfo=UTC), False),
    ],
)
def test_that_three_working_days_end_with_wednesday_for_what_came_on_friday(
    answered: datetime | None, now: datetime, *, expected: bool | None
) -> None:
    assert is_kept(FRIDAY, answered, 3, now) is expected
