"""What comes at the same moment: limits hold, and nobody's wish is lost between two workers."""

import dataclasses
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from sync.server.intake import repository
from sync.server.intake.account.repository import renew
from sync.server.intake.deciding import decide
from sync.server.intake.domain import Kind, SentTip, Ticket
from sync.server.intake.limits import Allowed
from sync.server.intake.photos import repository as kept_photos
from sync.server.intake.photos import service as photos
from sync.server.intake.photos.domain import MOST_PHOTOS, Trouble
from sync.server.intake.service import Sender, Taken, TooMuch, ask, file_tip
from sync.server.photos.previews import Preview
from sync.server.service import Server
from tests.sync.server import schema
from tests.sync.server.photos.test_previews import lying
from tests.sync.server.station import Station

HANG_SECONDS = 180.0
SENT = SentTip("light", "Nesvítí lampa", name="Kvido", email="kvido@example.cz")


@pytest.fixture
def database_kind() -> str:
    """SQLite has one writer at a time."""
    return "postgresql"


@pytest.fixture
def station(station: Station) -> Station:
    """With the questions that need a key."""
    with station.server.database.write() as connection:
        renew(connection)
    return station


def file(server: Server, at: float) -> object:
    form = server.seal.read_form(server.seal.new_form(at))
    assert form is not None
    return file_tip(server, form, SENT, Sender("cs", "192.0.2.1"))


def numbers(station: Station, kind: Kind) -> list[str]:
    query = sa.select(schema.intake.c.number).where(schema.intake.c.kind == kind.value)
    return [row.number for row in station.all(query)]


def test_that_no_burst_gets_past_a_limit(station: Station) -> None:
    allowed = Allowed(address_hour=3)
    station.server.settings = dataclasses.replace(station.settings, intake=allowed)
    gate = threading.Barrier(8)
    before = station.clock().timestamp() - 60

    def send(_: int) -> object:
        gate.wait(HANG_SECONDS)
        return file(station.server, before)

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(send, range(8)))
    assert sorted(type(one).__name__ for one in answers) == [Taken.__name__] * 3 + [TooMuch.__name__] * 5
    assert len(numbers(station, Kind.TIP)) == 3


def test_that_of_photos_that_come_together_no_more_are_kept_than_go_with_a_tip(station: Station) -> None:
    """One more than a tip may have, and nobody could read the tip any more."""
    server = station.server
    bag = server.seal.read_form(server.seal.new_form(station.clock().timestamp()))
    assert bag is not None
    for one in range(1, MOST_PHOTOS):
        assert photos.put(server, bag, lying(one), "192.0.2.1") is None
    waiting = sa.select(sa.text("count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"))
    with ThreadPoolExecutor(1) as threads:
        with server.database.write() as connection:
            repository.alone(connection)
            last = photos._fresh(server, bag, "192.0.2.1", lying(MOST_PHOTOS), Preview(lying(1)))
            kept_photos.keep(connection, last)
            late = threads.submit(photos.put, server, bag, lying(MOST_PHOTOS + 1), "192.0.2.1")
            while not late.done() and not station.scalar(waiting):
                threading.Event().wait(0.01)
        assert late.result(HANG_SECONDS) is Trouble.TOO_MANY
    assert len(photos.held(server, bag)) == MOST_PHOTOS


@pytest.mark.parametrize("kind", [Kind.NO_LONGER, Kind.ERASE])
def test_that_a_wish_that_is_decided_beside_its_tip_is_not_lost(station: Station, kind: Kind) -> None:
    """Two workers: one is in the middle of the tip when the other takes up what its sender said next."""
    taken = file(station.server, station.clock().timestamp() - 60)
    assert isinstance(taken, Taken)
    assert ask(station.server, taken.secret, kind, "cs")
    wish = next(iter(numbers(station, kind)))
    held = threading.Event()

    def other() -> None:
        def work(connection: sa.Connection) -> None:
            held.set()
            decide(connection, station.server, Ticket(wish))

        station.server.database.durably(work)

    beside = threading.Thread(target=other)
    with station.server.database.write() as connection:
        decide(connection, station.server, Ticket(taken.number))
        beside.start()
        assert held.wait(HANG_SECONDS)
        blocked = sa.text("SELECT count(*) FROM pg_locks WHERE NOT granted")
        with station.server.database.engine.connect() as watch:
            while beside.is_alive() and not watch.execute(blocked).scalar_one():
                watch.rollback()
    beside.join(HANG_SECONDS)
    assert not beside.is_alive()
    assert len(station.all(sa.select(schema.note))) == 1, "the officer is told"
    with station.server.database.read() as connection:
        known = station.all(sa.select(schema.contact))
        assert bool(known) == (kind is Kind.NO_LONGER)
        assert bool(repository.followed(connection, station.scalar(sa.select(schema.tip_link.c.hash)) or "")) == bool(
            known
        )
