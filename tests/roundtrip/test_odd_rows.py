"""Odd rows in the server's own tables: the device takes in all others, says so, and has them once they are mended."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from app.accounts.domain import Role
from sync.client.cancel import Cancel
from sync.client.older import OlderTips
from sync.client.origin import Origin
from sync.client.outcomes import FoundOlder, RoundDone, StoryRead
from sync.client.transport import Transport
from tests.faults.city import City, made_up_tips
from tests.faults.device import FieldDevice
from tests.faults.server_process import ServerProcess
from tests.roundtrip.test_older import old_tip
from tests.sync.server import schema


class Beat:
    """A city with its server process, and one officer's device."""

    def __init__(self, folder: Path, url: str) -> None:
        self.city = City(url, folder / "files", 1)
        person = self.city.person("anna", Role.OFFICER, "d0")
        self.server = ServerProcess(url, folder / "files", folder / "server.log")
        self.server.start()
        transport = Transport(Origin(self.server.origin))
        self.device = FieldDevice(folder / "device", person, transport, self.city.enrolled(person, transport))

    def write(self, statement: Any) -> None:
        with self.city.server.database.write() as connection:
            connection.execute(statement)

    def close(self) -> None:
        self.device.stop()
        self.server.kill()
        self.city.close()


@pytest.fixture
def beat(sqlite_url: str, tmp_path: Path) -> Iterator[Beat]:
    made = Beat(tmp_path, sqlite_url)
    yield made
    made.close()


def test_that_a_device_takes_in_all_rows_but_the_odd_ones_and_says_how_many(beat: Beat) -> None:
    tips = beat.city.file(made_up_tips(6, 1, contacts=False))
    feed = schema.feed
    odd = ["5", '{"created_at":"never"}', '{"version":9223372036854775808,"created_at":"2026-03-02T08:00:00Z"}']
    for tip, doc in zip(tips, odd, strict=False):
        beat.write(sa.update(feed).where(feed.c.row_id == tip.id, feed.c.kind == "tip").values(doc=doc))
    beat.write(sa.update(feed).where(feed.c.row_id == tips[3].id, feed.c.kind == "tip").values(kind="t" * 40))
    report = beat.device.round()
    assert isinstance(report, RoundDone), report
    assert report.unreadable == 3
    assert set(beat.device.docs("tip")) == {tip.id for tip in tips[4:]}
    again = beat.device.round()
    assert isinstance(again, RoundDone), again
    assert again.unreadable == 0


def test_that_an_older_tip_is_read_without_its_odd_lines(beat: Beat) -> None:
    first, second = beat.city.file([old_tip(1), old_tip(2)])
    for table in (schema.note, schema.story):
        beat.write(sa.update(table).where(table.c.tip_id == first.id).values(doc='{"id":"x"}'))
    assert isinstance(beat.device.round(), RoundDone)
    older = OlderTips(beat.device.signed, beat.device.wipe)
    found = older.search("lampa", None, Cancel())
    assert isinstance(found, FoundOlder), found
    assert [tip.id for tip in found.tips] == [second.id, first.id]
    read = older.read(first.id, Cancel())
    assert isinstance(read, StoryRead), read
    assert (read.tip.id, read.notes, read.unreadable >= 2) == (first.id, (), True)
