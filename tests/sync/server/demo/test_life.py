"""The drawn life of the demo city."""

from datetime import UTC, datetime, timedelta

from app.tips.domain import Status
from sync.server.demo.life import DAYS, Spot, patrol_notes_of_city, tips_of_city
from sync.server.demo.phrases import THEMES

AS_OF = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
SPOTS = [Spot(50.46 + n * 1e-4, 13.41, f"Ulice {n}", f"d{n % 9}") for n in range(120)]


def test_that_the_same_seed_and_day_give_the_same_city() -> None:
    assert tips_of_city(SPOTS, AS_OF, 7) == tips_of_city(SPOTS, AS_OF, 7)
    assert patrol_notes_of_city(SPOTS, AS_OF, 7) == patrol_notes_of_city(SPOTS, AS_OF, 7)
    assert tips_of_city(SPOTS, AS_OF, 7) != tips_of_city(SPOTS, AS_OF, 8)


def test_that_every_moment_lies_in_its_order_within_two_years() -> None:
    for draft in tips_of_city(SPOTS, AS_OF, 7):
        assert AS_OF - timedelta(days=DAYS + 1) <= draft.created_at <= AS_OF
        closed_at = draft.closed_at or AS_OF
        assert draft.created_at <= closed_at <= AS_OF
        assert all(draft.created_at <= note.at <= closed_at for note in draft.notes)


def test_that_every_status_and_category_is_met_and_some_work_is_open() -> None:
    drafts = tips_of_city(SPOTS, AS_OF, 7)
    statuses = [draft.status for draft in drafts]
    assert set(statuses) == set(Status) - {Status.REOPENED}
    assert {draft.category for draft in drafts} == {theme.id for theme in THEMES}
    assert 40 <= sum(status is not Status.CLOSED for status in statuses) <= 140


def test_that_closed_tips_have_an_outcome_and_name_the_body_where_one_is_needed() -> None:
    for draft in tips_of_city(SPOTS, AS_OF, 7):
        assert (draft.outcome is not None) == (draft.status is Status.CLOSED)
        if draft.outcome is not None and draft.outcome.value in ("handed_over", "not_ours"):
            assert draft.outcome_body
            assert "{" not in draft.reply


def test_that_patrol_notes_are_of_the_last_ninety_days_and_not_of_the_future() -> None:
    notes = patrol_notes_of_city(SPOTS, AS_OF, 7)
    assert all(AS_OF - timedelta(days=91) <= note.at <= AS_OF for note in notes)
