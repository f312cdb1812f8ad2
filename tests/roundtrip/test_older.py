"""Older tips, asked of a real server process over a network that fails."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.accounts.domain import Role
from app.identifiers import new_id
from app.tips.domain import Closing, Contact, Outcome, OutcomeKind, Status, Tip, TipNote
from sync.client.cancel import Cancel
from sync.client.older import OlderTips
from sync.client.origin import Origin
from sync.client.outcomes import Cancelled, NotThere, Offline, OutOfDate, Reason, Revoked, RoundDone, ServerTrouble
from sync.client.transport import Transport
from sync.protocol.messages import FOUND_TIPS, SearchResponse, TipStory
from sync.server.accounts.enrolment import revoke
from sync.server.erasure.service import erase_tips
from sync.server.ground.moments import instant
from tests.faults.city import City
from tests.faults.device import FieldDevice
from tests.faults.places import place_in
from tests.faults.proxy import CutAnswer, FaultProxy, Refuse, Swallow
from tests.faults.server_process import ServerProcess
from tests.sync.server.filed import IncomingTip


def old_tip(number: int, district: int = 0) -> IncomingTip:
    """A tip closed years ago, with its contact and a note."""
    created = datetime(2023, 1, 1, tzinfo=UTC) + timedelta(hours=number)
    tip_id, officer = new_id(), new_id()
    closing = Closing(new_id(), officer, instant(created + timedelta(days=2)), Outcome(OutcomeKind.SOLVED))
    tip = Tip(
        id=tip_id,
        number="",
        title=f"Nesvítí lampa {number}",
        category="light",
        created_at=instant(created),
        place=place_in(district),
        status=Status.CLOSED,
        closing=closing,
        notes=1,
    )
    note = TipNote(new_id(), tip_id, officer, instant(created), "Nahlášeno správci.")
    return IncomingTip(tip, Contact(tip_id, "Tajná Anna"), (note,))


class Net:
    """A city with its server process behind a proxy, and one officer's device."""

    def __init__(self, folder: Path) -> None:
        url = f"sqlite:///{folder / 'server.sqlite3'}"
        self.city = City(url, folder / "files", 2)
        self.officer = self.city.person("anna", Role.OFFICER, "d0")
        self.server = ServerProcess(url, folder / "files", folder / "server.log")
        self.server.start()
        self.proxy = FaultProxy(self.server.port)
        self.folder = folder

    def begin(self) -> None:
        """Enrol the device and let it sync."""
        transport = Transport(Origin(self.proxy.url))
        self.device = FieldDevice(
            self.folder / "device", self.officer, transport, self.city.enrolled(self.officer, transport)
        )
        assert isinstance(self.device.round(), RoundDone)
        self.older = OlderTips(self.device.signed, self.device.wipe)

    def search(self, text: str) -> SearchResponse:
        """An answer that has to come."""
        answer = self.older.search(text, None, Cancel())
        assert isinstance(answer, SearchResponse), answer
        return answer


@pytest.fixture
def net(tmp_path: Path) -> Iterator[Net]:
    made = Net(tmp_path)
    with made.proxy:
        made.begin()
        yield made
        made.device.stop()
    made.server.kill()
    made.city.close()


def test_that_what_no_device_holds_is_found_read_and_not_kept(net: Net) -> None:
    mine, _ = net.city.file([old_tip(1), old_tip(2, district=1)])
    assert isinstance(net.device.round(), RoundDone)
    assert net.device.docs("tip") == {}
    found = net.search("nesviti lampa")
    assert [tip.id for tip in found.tips] == [mine.id]
    read = net.older.read(mine.id, Cancel())
    assert isinstance(read, TipStory)
    assert read.tip == mine
    assert read.contact == Contact(mine.id, "Tajná Anna")
    assert [note.text for note in read.notes] == ["Nahlášeno správci."]
    assert net.device.docs("tip") == net.device.docs("note") == net.device.docs("contact") == {}


def test_that_one_page_follows_the_other_until_all_have_come(net: Net) -> None:
    filed = net.city.file([old_tip(number) for number in range(FOUND_TIPS + 7)])
    first = net.search("lampa")
    rest = net.older.search("lampa", first.tips[-1], Cancel())
    assert isinstance(rest, SearchResponse)
    assert (len(first.tips), first.more, len(rest.tips), rest.more) == (FOUND_TIPS, True, 7, False)
    came = [tip.id for tip in (*first.tips, *rest.tips)]
    assert came == [tip.id for tip in reversed(filed)]


def test_that_another_districts_tip_and_an_erased_one_are_not_there(net: Net) -> None:
    mine, theirs = net.city.file([old_tip(1), old_tip(2, district=1)])
    assert net.older.read(theirs.id, Cancel()) == net.older.read(new_id(), Cancel()) == NotThere()
    with net.city.server.database.write() as connection:
        erase_tips(connection, net.city.server, [mine.id])
    assert net.older.read(mine.id, Cancel()) == NotThere()
    assert net.search("lampa").tips == ()


@pytest.mark.parametrize("fault", [Refuse(), Swallow(), CutAnswer(40)], ids=lambda fault: type(fault).__name__)
def test_that_a_broken_network_is_offline_and_the_next_try_comes_through(
    net: Net, fault: Refuse | Swallow | CutAnswer
) -> None:
    (mine,) = net.city.file([old_tip(1)])
    net.proxy.arm(fault)
    assert isinstance(net.older.search("lampa", None, Cancel()), Offline)
    net.proxy.arm(fault)
    assert isinstance(net.older.read(mine.id, Cancel()), Offline)
    net.proxy.arm()
    assert [tip.id for tip in net.search("lampa").tips] == [mine.id]


def test_that_a_dead_server_is_unreachable(net: Net) -> None:
    net.server.kill()
    direct = OlderTips(net.device.signed, net.device.wipe)
    answer = direct.search("lampa", None, Cancel())
    assert isinstance(answer, Offline)
    assert answer.reason in (Reason.UNREACHABLE, Reason.CUT)


def test_that_a_cancelled_question_is_not_asked(net: Net) -> None:
    cancel = Cancel()
    cancel.set()
    assert net.older.search("lampa", None, cancel) == net.older.read(new_id(), cancel) == Cancelled()


def test_that_a_revoked_device_wipes_itself_when_it_asks(net: Net) -> None:
    server = net.city.server
    with server.database.write() as connection:
        assert revoke(connection, net.device.key.device_id, server.now())
    assert isinstance(net.older.search("lampa", None, Cancel()), Revoked)
    assert net.device.wiped


def test_that_a_role_without_the_right_is_trouble_and_an_old_program_is_told(
    net: Net, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sync.client import older

    monkeypatch.setattr(older, "PROTOCOL", 0)
    assert isinstance(net.older.search("lampa", None, Cancel()), OutOfDate)
    monkeypatch.undo()
    analyst = net.city.person("analytik", Role.ANALYST)
    transport = Transport(Origin(net.proxy.url))
    key = net.city.enrolled(analyst, transport)
    device = FieldDevice(net.folder / "analyst", analyst, transport, key)
    answer = OlderTips(device.signed, device.wipe).search("lampa", None, Cancel())
    assert isinstance(answer, ServerTrouble)
    assert (answer.status, answer.problem.code) == (403, "forbidden")
    device.stop()


def test_that_a_word_longer_than_a_question_may_be_is_cut_and_asked(net: Net) -> None:
    (mine,) = net.city.file([old_tip(1)])
    assert [tip.id for tip in net.search("lampa " + " " * 300).tips] == [mine.id]
