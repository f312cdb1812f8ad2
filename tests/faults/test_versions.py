"""A device that an older app has synced, on the real server: a newer app on it holds what a fresh device does."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from app.accounts.domain import Role
from app.districts.domain import Body
from app.exchange import extract
from app.exchange.extract import KINDS
from app.identifiers import new_id
from app.ratings.domain import Answer
from app.tips.domain import Status
from app.tips.operations import TipAsk, TipNoteAdd
from sync.client.origin import Origin
from sync.client.outcomes import RoundDone
from sync.client.transport import Transport
from sync.server.accounts import duties
from sync.server.accounts.duties import DutyKind
from sync.server.bodies import service as bodies
from sync.server.bodies.domain import KnownBody
from sync.server.duty import briefs
from sync.server.feed.publish import publish
from sync.server.ratings import service, surface
from tests.faults.checker import check_quiet
from tests.faults.city import City, made_up_tips
from tests.faults.device import FieldDevice
from tests.faults.server_process import ServerProcess
from tests.sync.server.ratings.given import crowd
from tests.sync.server.station import IN_EAST, IN_WEST


class Town:
    """A server process with two districts, and the devices of one officer who holds both."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        url = f"sqlite:///{folder / 'server.sqlite3'}"
        self.city = City(url, folder / "files", 2)
        self.city.file(made_up_tips(60, 2))
        self.officer = self.city.person("anna", Role.OFFICER, "d0", "d1")
        self.server = ServerProcess(url, folder / "files", folder / "server.log")
        self.server.start()
        self.devices: list[FieldDevice] = []

    def device(self) -> FieldDevice:
        """A new, empty device with small pages."""
        transport = Transport(Origin(self.server.origin))
        key = self.city.enrolled(self.officer, transport)
        folder = self.folder / f"device{len(self.devices)}"
        self.devices.append(FieldDevice(folder, self.officer, transport, key, page_rows=13))
        return self.devices[-1]

    def close(self) -> None:
        """End everything."""
        for device in self.devices:
            device.stop()
            device.transport.close()
        self.server.kill()
        self.city.close()


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    made = Town(tmp_path)
    yield made
    made.close()


def _synced(device: FieldDevice) -> None:
    assert isinstance(device.round(), RoundDone)


class _OlderContact(msgspec.Struct):
    tip_id: int


def _older_contact(row_id: str, doc: bytes) -> extract.Parameters:
    return row_id, msgspec.json.decode(doc, type=_OlderContact).tip_id, doc


def test_that_an_old_app_made_new_holds_what_a_fresh_one_does(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    for unknown in ("note", "message", "story"):
        monkeypatch.delitem(KINDS, unknown)
    strict = msgspec.structs.replace(KINDS["contact"], parameters=_older_contact, keys=_OlderContact)
    monkeypatch.setitem(KINDS, "contact", strict)
    old = town.device()
    _synced(old)
    target = next(iter(old.docs("tip")))
    asked = next(key for key, tip in old.docs("tip").items() if tip.get("parties"))
    old.record(asked, TipAsk(seen=Status(old.docs("tip")[asked].get("status", "new")), text="Kde přesně?"))
    for _ in range(3):
        old.record(target, TipNoteAdd(note_id=new_id(), text="Byl jsem tam"))
    _synced(old)
    _synced(old)
    assert not old.docs("note")
    assert not old.docs("message")
    assert not old.docs("story")
    assert not old.docs("contact")
    waiting = old.record(target, TipNoteAdd(note_id=new_id(), text="Ještě neodesláno"))
    old.restart()

    monkeypatch.undo()
    _synced(old)
    fresh = town.device()
    _synced(fresh)
    _synced(old)
    assert len(fresh.docs("note")) == 4
    assert fresh.docs("contact")
    assert [one["text"] for one in fresh.docs("message").values()] == ["Kde přesně?"]
    assert old.holdings() == fresh.holdings()
    assert old.query("SELECT verdict FROM outbox WHERE id = ?", waiting.id)[0].verdict == "applied"
    assert not old.query("SELECT * FROM skipped")
    check_quiet(town.city.server.database, [old, fresh], town.city.server.now())


def test_that_an_app_that_knew_no_cells_no_bodies_and_no_briefs_holds_them_once_it_does(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = town.city.server
    with server.database.write() as connection:
        publish(connection, bodies.save(connection, KnownBody(Body("b", "Služby"), "ts@example.cz", 7)), server.now())
        people = [*crowd(IN_WEST, 7, Answer.VERY_UNSAFE), *crowd(IN_EAST, 6, Answer.VERY_SAFE, 20)]
        service.accept(connection, server, people)
        surface.make(connection, server)
    with server.database.write() as connection:
        duties.grant(connection, town.officer, "d0", DutyKind.COVER, from_at=server.now())
        publish(connection, briefs.steps(connection, server), server.now())
    for unknown in ("cell", "surface", "body", "brief"):
        monkeypatch.delitem(KINDS, unknown)
    old = town.device()
    _synced(old)
    assert not [*old.docs("cell"), *old.docs("surface"), *old.docs("body"), *old.docs("brief")]
    monkeypatch.undo()
    _synced(old)
    fresh = town.device()
    _synced(fresh)
    assert len(fresh.docs("cell")) == 4
    assert all("share" in cell or cell["name"] == "not_enough" for cell in fresh.docs("cell").values())
    assert (len(fresh.docs("surface")), len(fresh.docs("body")), len(fresh.docs("brief"))) == (1, 1, 1)
    assert old.holdings() == fresh.holdings()
    town.city.withdraw(town.officer, "d1")
    _synced(old)
    assert len(old.docs("cell")) == 2


def test_that_what_left_while_the_app_was_old_is_not_brought_back(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(KINDS, "story")
    old = town.device()
    _synced(old)
    town.city.withdraw(town.officer, "d1")
    monkeypatch.undo()
    _synced(old)
    fresh = town.device()
    _synced(fresh)
    assert old.holdings() == fresh.holdings()
    assert {tip["district_id"] for tip in old.docs("tip").values()} == {"d0"}
