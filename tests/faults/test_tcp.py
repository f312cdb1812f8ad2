"""What bad networks do to one round against a real server process: whatever it was, the next good round heals it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.accounts.domain import Role
from app.identifiers import new_id
from app.tips.operations import TipFile, TipNoteAdd
from sync.client.origin import Origin
from sync.client.outcomes import Offline, RoundDone
from sync.client.transport import Transport
from tests.faults.checker import check_quiet
from tests.faults.city import City, made_up_tips
from tests.faults.device import FieldDevice
from tests.faults.places import place_in
from tests.faults.proxy import CutAnswer, CutUpload, Delay, Fault, FaultProxy, Pass, Refuse, Swallow, Trickle
from tests.faults.server_process import ServerProcess

BREAKING: tuple[Fault, ...] = (
    Refuse(), CutUpload(1), CutUpload(200), CutUpload(300), Swallow(), CutAnswer(1), CutAnswer(60), CutAnswer(140),
)  # fmt: skip
SLOWING: tuple[Fault, ...] = (Delay(0.05), Trickle(7, 0.001))


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[City, FaultProxy, Path]]:
    folder = tmp_path_factory.mktemp("tcp")
    url = f"sqlite:///{folder / 'server.sqlite3'}"
    city = City(url, folder / "files", 1)
    city.file(made_up_tips(60, 1))
    server = ServerProcess(url, folder / "files", folder / "server.log")
    server.start()
    with FaultProxy(server.port) as proxy:
        yield city, proxy, folder
    server.kill()
    city.close()


@pytest.fixture
def device(running: tuple[City, FaultProxy, Path], request: pytest.FixtureRequest) -> Iterator[FieldDevice]:
    city, proxy, folder = running
    proxy.arm()
    name = f"officer{new_id()}"
    officer = city.person(name, Role.OFFICER, "d0")
    transport = Transport(Origin(proxy.url))
    made = FieldDevice(folder / name, officer, transport, city.enrolled(officer, transport), page_rows=10)
    assert isinstance(made.round(), RoundDone)
    yield made
    made.stop()
    transport.close()


def _work(device: FieldDevice) -> None:
    tip = new_id()
    device.record(tip, TipFile(title="Lampa", category="light", place=place_in(0), contact_name="Občan"))
    for _ in range(5):
        device.record(tip, TipNoteAdd(note_id=new_id(), text="Byl jsem tam"))


@pytest.mark.parametrize("place", [0, 1], ids=["in the push", "in the pull"])
@pytest.mark.parametrize("fault", BREAKING, ids=str)
def test_that_a_broken_round_is_offline_and_the_next_one_heals_it(
    fault: Fault, place: int, running: tuple[City, FaultProxy, Path], device: FieldDevice
) -> None:
    city, proxy, _ = running
    _work(device)
    before = proxy.hits[type(fault).__name__]
    proxy.arm(*[Pass()] * place, fault)
    assert isinstance(device.round(), Offline)
    assert proxy.hits[type(fault).__name__] == before + 1
    proxy.arm()
    for _ in range(2):
        assert isinstance(device.round(), RoundDone)
    check_quiet(city.server.database, [device], city.server.now())


@pytest.mark.parametrize("fault", SLOWING, ids=str)
def test_that_a_slow_round_goes_through(
    fault: Fault, running: tuple[City, FaultProxy, Path], device: FieldDevice
) -> None:
    city, proxy, _ = running
    _work(device)
    proxy.arm(*[fault] * 6)
    assert isinstance(device.round(), RoundDone)
    assert isinstance(device.round(), RoundDone)
    check_quiet(city.server.database, [device], city.server.now())
