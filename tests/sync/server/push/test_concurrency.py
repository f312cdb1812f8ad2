"""Many devices at once: no deadlock reaches a device, nothing is lost, numbers have no gaps."""

import random
import threading

import sqlalchemy as sa

from app.identifiers import new_id
from app.tips import operations as ops
from tests.sync.server import schema
from tests.sync.server.station import EAST, IN_EAST, IN_WEST, WEST, Device, Station

WRITERS, BATCHES, BATCH = 4, 5, 6


def test_that_devices_pushing_to_the_same_tips_all_get_through(station: Station) -> None:
    boss = station.supervisor()
    tips = [new_id() for _ in range(8)]
    places = (IN_WEST, IN_EAST)
    boss.push(*(boss.record(t, ops.TipFile(title="T", category="c", place=random.choice(places))) for t in tips))
    devices = [station.supervisor(f"boss{number}") for number in range(WRITERS)]
    failures: list[BaseException] = []
    notes: list[str] = []

    def work(device: Device, seed: int) -> None:
        chance = random.Random(seed)
        try:
            for _ in range(BATCHES):
                batch = []
                for tip_id in chance.sample(tips, BATCH):
                    notes.append(new_id())
                    batch.append(device.record(tip_id, ops.TipNoteAdd(notes[-1], "Souběžně.")))
                batch.append(device.record(chance.choice(tips), ops.TipAssign(district_id=chance.choice((WEST, EAST)))))
                batch.append(device.record(new_id(), ops.TipFile(title="N", category="c", place=chance.choice(places))))
                assert len(device.push(*batch)) == BATCH + 2
        except BaseException as error:  # noqa: BLE001 - told to the test
            failures.append(error)

    threads = [threading.Thread(target=work, args=(device, seed)) for seed, device in enumerate(devices)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert {row.id for row in station.all(sa.select(schema.note.c.id))} == set(notes)
    numbers = sorted(row.number for row in station.all(sa.select(schema.tip.c.number)))
    assert numbers == [f"2026-{count:06d}" for count in range(1, len(tips) + WRITERS * BATCHES + 1)]
    positions: dict[str, list[int]] = {}
    story = schema.story.c
    for row in station.all(sa.select(story.tip_id, story.position).order_by(story.tip_id, story.position)):
        positions.setdefault(row.tip_id, []).append(row.position)
    assert all(found == list(range(1, len(found) + 1)) for found in positions.values())
    boss.pull()
    assert set(boss.docs("note")) == set(notes)


def test_that_the_same_batch_sent_twice_at_once_has_one_effect(station: Station) -> None:
    device = station.officer("novak", WEST)
    batch = [device.record(new_id(), ops.TipFile(title="T", category="c", place=IN_WEST)) for _ in range(5)]
    verdicts: list[object] = []
    threads = [threading.Thread(target=lambda: verdicts.append(device.push(*batch))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(verdicts) == 4
    assert all(one == verdicts[0] for one in verdicts)
    assert station.scalar(sa.select(sa.func.count()).select_from(schema.tip)) == 5
