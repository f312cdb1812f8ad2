"""Work that comes late: taken for some days, only from where and when its author was at work, by a sound clock."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.accounts.domain import Role
from app.identifiers import new_id
from app.outbox.domain import Verdict
from app.patrols import operations as patrols
from app.tips import operations as ops
from sync.server.accounts import duties, people
from sync.server.accounts.duties import DutyKind
from sync.server.feed.publish import publish
from sync.server.ground.moments import instant, moment
from tests.sync.server import schema
from tests.sync.server.station import EAST, IN_WEST, WEST, Device, Station

FILE = ops.TipFile(title="Lampa", category="light", place=IN_WEST)


class Left:
    """An officer who had the west for three days, in which a tip came, and has left it."""

    def __init__(self, station: Station) -> None:
        self.station = station
        self.boss = station.supervisor()
        self.novak = station.officer("novak")
        station.clock.forward(days=1)
        self.began = station.server.now()
        with station.server.database.write() as connection:
            duties.grant(connection, self.novak.officer_id, WEST, DutyKind.PRIMARY, from_at=self.began)
            publish(connection, people.row_steps(connection, self.began, self.novak.officer_id), self.began)
        station.clock.forward(days=1)
        self.tip = new_id()
        self.boss.do(self.tip, FILE)
        station.clock.forward(days=1)
        self.worked = station.server.now()
        station.clock.forward(days=1)
        self.ended = station.server.now()
        duty = schema.duty.c
        with station.server.database.write() as connection:
            ended = sa.update(schema.duty).where(duty.officer_id == self.novak.officer_id)
            connection.execute(ended.values(to_at=self.ended))
        station.clock.forward(hours=1)

    def note(self, at: str) -> Verdict:
        return self.novak.do(self.tip, ops.TipNoteAdd(new_id(), "Byl jsem tam"), at=at)

    def patrol_note(self, at: str) -> Verdict:
        return self.novak.do(new_id(), patrols.PatrolNoteAdd(WEST, "Klid"), at=at)


@pytest.fixture
def left(station: Station) -> Left:
    return Left(station)


def shifted(at: str, **delta: float) -> str:
    return instant(moment(at) + timedelta(**delta))


def aside(station: Station) -> int:
    return int(station.scalar(sa.select(sa.func.count()).select_from(schema.quarantine)))


def test_that_what_was_made_on_duty_is_taken_late(left: Left) -> None:
    assert left.note(left.worked).verdict.value == "applied"
    assert left.patrol_note(left.worked).verdict.value == "applied"


def test_that_what_is_dated_after_the_duty_is_refused(left: Left) -> None:
    for at in (left.ended, left.station.server.now()):
        assert left.note(at).verdict.value == "rejected"
        assert left.patrol_note(at).verdict.value == "rejected"
    assert aside(left.station) == 0


def test_that_what_is_dated_before_the_duty_or_the_tip_is_refused(left: Left) -> None:
    assert left.patrol_note(shifted(left.began, minutes=-5)).verdict.value == "rejected"
    assert left.patrol_note(shifted(left.began, minutes=5)).verdict.value == "applied"
    assert left.note(shifted(left.began, minutes=5)).verdict.value == "rejected"


def test_that_late_work_is_taken_for_the_days_that_the_settings_say(left: Left) -> None:
    left.station.clock.at = moment(left.worked) + timedelta(days=left.station.settings.late_work_days, minutes=-1)
    assert left.note(left.worked).verdict.value == "applied"
    left.station.clock.forward(minutes=2)
    assert left.note(left.worked).verdict.value == "rejected"
    assert left.patrol_note(left.worked).verdict.value == "rejected"


def test_that_nothing_late_is_dated_before_its_author_had_a_device(station: Station) -> None:
    officer = station.person("novak", Role.OFFICER, WEST)
    station.clock.forward(hours=1)
    made = station.server.now()
    station.clock.forward(hours=1)
    device = station.device(officer)
    duty = schema.duty.c
    with station.server.database.write() as connection:
        ended = sa.update(schema.duty).where(duty.officer_id == officer)
        connection.execute(ended.values(to_at=station.server.now()))
    station.clock.forward(hours=1)
    assert device.do(new_id(), patrols.PatrolNoteAdd(WEST, "Dřív"), at=made).verdict.value == "rejected"


def test_that_a_suspect_clock_has_no_benefit_but_is_set_aside(left: Left) -> None:
    sent = left.novak.record(left.tip, ops.TipNoteAdd(new_id(), "Byl jsem tam"), at=left.worked)
    off = shifted(left.station.server.now(), hours=-5)
    assert left.novak.push(sent, device_at=off)[0].verdict.value == "rejected"
    assert aside(left.station) == 1


def test_that_a_suspect_clock_sets_nothing_of_strangers_aside(left: Left) -> None:
    stranger: Device = left.station.officer("cizi", EAST)
    sent = stranger.record(left.tip, ops.TipNoteAdd(new_id(), "Cizí"), at=left.worked)
    assert stranger.push(sent, device_at=shifted(left.worked, days=-30))[0].verdict.value == "rejected"
    assert aside(left.station) == 0


def test_that_notes_on_a_tip_filed_in_the_same_shift_come_late_with_it(left: Left) -> None:
    tip = new_id()
    filed = left.novak.record(tip, FILE, at=left.worked)
    noted = left.novak.record(tip, ops.TipNoteAdd(new_id(), "A dál"), at=shifted(left.worked, minutes=5))
    assert [one.verdict.value for one in left.novak.push(filed, noted)] == ["applied", "applied"]
