"""The device's disk fills up in the middle of sync: a typed end, nothing lost, and on it goes when there is room."""

from pathlib import Path
from typing import Any

import sqlalchemy as sa

from app.db.outcomes import StoreFull
from sync.client.outcomes import RoundDone
from tests.faults.city import made_up_tips
from tests.faults.device import FieldDevice
from tests.faults.world import World


def _limit(device: FieldDevice, pages: int) -> None:
    """Let the store's file grow to so many pages and no further, as a full disk would."""

    def connected(connection: Any, _record: Any) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")

    device.store.engine.dispose()
    sa.event.listen(device.store.engine, "connect", connected)


def _many_tips(world: World, count: int) -> None:
    from sync.server.feed.publish import publish
    from tests.sync.server.filed import file_many

    server = world.station.server
    with server.database.write() as connection:
        filed = file_many(server, connection, made_up_tips(count, 1))
        publish(connection, filed.steps, server.now())


def test_that_a_pull_onto_a_full_disk_keeps_whole_pages_and_goes_on_when_there_is_room(tmp_path: Path) -> None:
    world = World(tmp_path)
    try:
        world.settle()
        _many_tips(world, 400)
        pages = world.anna.query("PRAGMA page_count")[0][0]
        _limit(world.anna, pages + 40)
        assert isinstance(world.round(world.anna), StoreFull)
        held = len(world.anna.docs("tip"))
        assert held < 400
        world.check()
        world.anna.restart()
        assert isinstance(world.round(world.anna), RoundDone)
        world.settle()
        assert len(world.anna.docs("tip")) == 400
    finally:
        world.stop()


def test_that_verdicts_that_find_no_room_are_asked_for_again(tmp_path: Path) -> None:
    world = World(tmp_path)
    try:
        world.settle()
        for _ in range(60):
            tip = world.file(world.anna, east=False)
            for _note in range(3):
                world.note(world.anna, tip)
        pages = world.anna.query("PRAGMA page_count")[0][0]
        _limit(world.anna, pages)
        assert isinstance(world.round(world.anna), StoreFull)
        world.check()
        world.anna.restart()
        world.settle()
        assert len(world.anna.docs("note")) == 180
    finally:
        world.stop()
