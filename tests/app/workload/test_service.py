"""The supervisor's board: right numbers, the tips behind each, and giving tips to others."""

import random
from datetime import UTC, datetime, timedelta

from app.identifiers import new_id
from app.outbox.domain import Code, VerdictKind
from app.outbox.views import Recorded, Refused
from app.session import DeviceSession
from app.tips.domain import Status, Tip
from app.tips.views import TipQuery
from app.workload.views import Cell, Measure, WorkloadRow
from tests.app.device import AWAY, HOME, ME, NOW, OTHER, answer, pull, tip, tip_row


def _instant(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%S}Z"


def _city(number: int = 200) -> list[Tip]:
    chance = random.Random(11)
    return [
        tip(
            f"{serial}",
            status=chance.choice(tuple(Status)),
            district_id=chance.choice((HOME, AWAY)),
            holder_id=chance.choice((ME, OTHER, None)),
            created_at=_instant(NOW - timedelta(days=chance.randint(0, 30), hours=chance.randint(0, 23))),
            deadline=_instant(NOW + timedelta(days=chance.randint(-9, 9), minutes=1)),
        )
        for serial in range(number)
    ]


def _counted(tips: list[Tip], district: str, holder: str | None) -> tuple[int, int, int, int, int | None]:
    """The numbers of one row, counted one by one."""
    mine = [one for one in tips if (one.district_id, one.holder_id) == (district, holder)]
    going = [one for one in mine if one.status is not Status.CLOSED]
    age = [NOW - datetime.fromisoformat(one.created_at).astimezone(UTC) for one in going]
    return (
        sum(NOW - datetime.fromisoformat(one.created_at) <= timedelta(days=7) for one in mine),
        len(going),
        sum(one.status is Status.WAITING for one in mine),
        sum(datetime.fromisoformat(one.deadline or "") < NOW for one in going),
        max(age).days if age else None,
    )


def _numbers(row: WorkloadRow) -> tuple[int, int, int, int, int | None]:
    return row.new_7d, row.open, row.waiting, row.overdue, row.oldest_days


def test_that_every_number_is_the_one_counted_by_hand(supervisor: DeviceSession) -> None:
    tips = _city()
    pull(supervisor, [tip_row(one) for one in tips])
    rows = supervisor.team.workload(NOW)
    assert len(rows) == 6
    for row in rows:
        assert _numbers(row) == _counted(tips, row.district_id, row.holder_id)
    assert {row.holder_name for row in rows} == {"Jana Nováková", "Petr Dvořák", ""}


def test_that_each_number_leads_to_exactly_its_tips(supervisor: DeviceSession) -> None:
    pull(supervisor, [tip_row(one) for one in _city()])
    for row in supervisor.team.workload(NOW):
        for measure in Measure:
            query = supervisor.team.tips_of(Cell(row.district_id, row.holder_id, measure))
            assert supervisor.tips.page(query).total == getattr(row, measure.value), (row, measure)


def test_that_a_district_without_tips_is_on_the_board(supervisor: DeviceSession) -> None:
    pull(supervisor, [tip_row(tip(holder_id=ME))])
    assert [(row.district_name, row.open) for row in supervisor.team.workload(NOW)] == [("Březenecká", 0), ("Střed", 1)]


def test_that_many_are_given_at_once_and_the_board_shows_it_before_any_network(supervisor: DeviceSession) -> None:
    tips = [tip(holder_id=ME, version=3) for _ in range(5)]
    pull(supervisor, [tip_row(one) for one in tips])
    answers = supervisor.team.reassign([*(one.id for one in tips), new_id()], OTHER)
    assert [type(each) for each in answers] == [*[Recorded] * 5, Refused]
    assert {row.holder_id: row.open for row in supervisor.team.workload(NOW) if row.open} == {OTHER: 5}
    batch = supervisor.exchange.next_batch()
    assert isinstance(batch, tuple)
    assert [(item.kind, item.base, item.payload) for item in batch] == [("tip.assign", 3, {"holder_id": OTHER})] * 5


def test_that_a_stale_reassignment_comes_back_as_needs_you(supervisor: DeviceSession) -> None:
    one = tip(holder_id=ME)
    pull(supervisor, [tip_row(one)])
    (recorded,) = supervisor.team.reassign([one.id], OTHER)
    answer(supervisor, recorded, VerdictKind.REJECTED, Code.CHANGED_MEANWHILE, {"holder_id": OTHER})
    assert supervisor.outbox.summary().needs_you == 1
    assert supervisor.tips.page(TipQuery()).rows[0].tip.holder_id == ME


def test_that_an_officer_gives_nothing_away(device: DeviceSession) -> None:
    one = tip(holder_id=ME)
    pull(device, [tip_row(one)])
    (refused,) = device.team.reassign([one.id], OTHER)
    assert isinstance(refused, Refused)
    assert refused.code is Code.NOT_PERMITTED
    assert device.exchange.highest_seq() == 0
