"""Time passes: what is old leaves the devices, what is erased stays erased."""

import pytest
import sqlalchemy as sa

from app.identifiers import new_id
from app.tips import operations as ops
from app.tips.domain import Outcome, OutcomeKind, Status
from sync.server import upkeep
from sync.server.erasure.service import erase_tips
from sync.server.photos.service import drop_unreferenced
from tests.sync.server import schema
from tests.sync.server.station import IN_WEST, WEST, Device, Station

CLOSE = ops.TipClose(Status.NEW, Outcome(OutcomeKind.SOLVED))


@pytest.fixture
def boss(station: Station) -> Device:
    return station.supervisor()


def filed(device: Device) -> str:
    tip_id = new_id()
    device.do(tip_id, ops.TipFile(title="Lampa", category="light", place=IN_WEST, contact_name="Anna"))
    return tip_id


def test_that_a_tip_closed_for_90_days_leaves_the_devices_and_stays_at_the_server(
    station: Station, boss: Device
) -> None:
    novak = station.officer("novak", WEST)
    old, open_one = filed(boss), filed(boss)
    boss.do(old, CLOSE)
    novak.pull()
    station.clock.forward(days=89)
    assert upkeep.run(station.server).archived == 0
    station.clock.forward(days=2)
    assert upkeep.run(station.server).archived == 1
    assert upkeep.run(station.server).archived == 0
    novak.pull()
    fresh = station.device(novak.officer_id)
    fresh.pull()
    for device in (novak, fresh):
        assert set(device.docs("tip")) == {open_one}
        assert len(device.docs("contact")) == 1
    assert station.scalar(sa.select(schema.tip.c.status).where(schema.tip.c.id == old)) == "closed"


def test_that_a_reopened_old_tip_comes_back_whole(station: Station, boss: Device) -> None:
    tip_id = filed(boss)
    boss.do(tip_id, ops.TipNoteAdd(new_id(), "Byl jsem tam."))
    boss.do(tip_id, CLOSE)
    station.clock.forward(days=91)
    upkeep.run(station.server)
    boss.do(tip_id, ops.TipReopen("Zase nesvítí."))
    novak = station.officer("novak", WEST)
    novak.pull()
    assert novak.docs("tip")[tip_id]["status"] == "reopened"
    assert [len(novak.docs(kind)) for kind in ("note", "contact", "story")] == [1, 1, 4]


def test_that_a_late_note_does_not_bring_an_old_tip_back(station: Station, boss: Device) -> None:
    tip_id = filed(boss)
    boss.do(tip_id, CLOSE)
    station.clock.forward(days=91)
    upkeep.run(station.server)
    assert boss.do(tip_id, ops.TipNoteAdd(new_id(), "Pozdě.")).verdict.value == "applied"
    boss.pull()
    assert boss.docs("tip") == boss.docs("note") == boss.docs("story") == {}
    assert station.scalar(sa.select(sa.func.count()).select_from(schema.note)) == 1


def test_that_an_erased_tip_is_nowhere_and_can_not_come_back(station: Station, boss: Device) -> None:
    tip_id = new_id()
    again = boss.record(tip_id, ops.TipFile(title="Lampa", category="light", contact_name="Tajná Anna"))
    boss.push(again)
    boss.pull()
    with station.server.database.write() as connection:
        assert erase_tips(connection, station.server, [tip_id]) == 1
    boss.pull()
    assert tip_id in boss.erased
    assert boss.docs("tip") == boss.docs("contact") == {}
    for table in (schema.tip, schema.contact, schema.story, schema.receipt, schema.feed, schema.audit):
        assert "Anna" not in str(station.all(sa.select(table)))
    verdict = boss.do(tip_id, ops.TipFile(title="Lampa", category="light"))
    assert (verdict.verdict.value, verdict.code) == ("rejected", "unknown_target")


def test_that_departures_older_than_180_days_are_forgotten(station: Station, boss: Device) -> None:
    tip_id = filed(boss)
    boss.do(tip_id, CLOSE)
    station.clock.forward(days=91)
    upkeep.run(station.server)
    station.clock.forward(days=181)
    assert upkeep.run(station.server).purged == 4
    assert station.scalar(sa.select(sa.func.count()).where(schema.feed.c.gone)) == 0


def test_that_bytes_nobody_names_are_dropped(station: Station, boss: Device) -> None:
    for name, folder in (("0" * 64, "originals/00"), ("half", "uploads")):
        (station.settings.files / folder).mkdir(parents=True)
        (station.settings.files / folder / name).write_bytes(b"x")
    with station.server.database.write() as connection:
        connection.execute(
            sa.insert(schema.original).values(sha256="0" * 64, size=1, media_type="image/jpeg", sealed_at="")
        )
    assert drop_unreferenced(station.server) == 1
    assert not [path for path in station.settings.files.rglob("*") if path.is_file()]
    assert station.all(sa.select(schema.original)) == []
