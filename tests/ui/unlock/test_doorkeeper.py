from collections.abc import Iterator
from pathlib import Path

import pytest

from app.accounts.domain import Role
from app.accounts.repository import Identity
from app.db.tries import ATTEMPTS
from app.session import DeviceSession
from tests.ui.city import FixedClock
from ui.settings.secret import Rekeyed
from ui.unlock.doorkeeper import DeviceDoor
from ui.unlock.viewmodel import Opened
from ui.unlock.words import Shut, Trouble

SECRET = "tři bílé lampy svítí"
IDENTITY = Identity("d", "o", "Jana Dvořáková", Role.OFFICER, "http://127.0.0.1:1", bytes(32))


class MemoryKeyStore:
    """A system key store that remembers."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def get(self, name: str) -> bytes | None:
        return self.kept.get(name)

    def set(self, name: str, secret: bytes) -> None:
        self.kept[name] = secret

    def delete(self, name: str) -> None:
        self.kept.pop(name, None)


class Enrolling(DeviceDoor):
    """A door whose station always says yes, or what it is told to say."""

    answer: Identity | Shut = IDENTITY

    def _ask(self, address: str, code: str, private: bytes) -> Identity | Shut:
        assert address
        assert code
        assert len(private) == 32
        return self.answer


STARTED: list[Enrolling] = []


def door(directory: Path, store: MemoryKeyStore | None = None, *, beside: bool = False) -> Enrolling:
    """The door of a new start of the app; the starts before it have ended, unless this one is ``beside`` them."""
    while STARTED and not beside:
        STARTED.pop().leave()
    STARTED.append(Enrolling(directory, lambda: store, FixedClock()))
    return STARTED[-1]


@pytest.fixture(autouse=True)
def _ended() -> Iterator[None]:
    yield
    while STARTED:
        STARTED.pop().leave()


def opened(outcome: Opened | Shut) -> DeviceSession:
    assert isinstance(outcome, Opened), outcome
    assert isinstance(outcome.session, DeviceSession)
    return outcome.session


def test_that_a_device_without_a_key_store_needs_a_passphrase(tmp_path: Path) -> None:
    found = door(tmp_path).door()
    assert (found.enrolled, found.pin_possible, found.pin) == (False, False, False)


def test_that_enrolment_makes_a_device_that_opens_again(tmp_path: Path) -> None:
    opened(door(tmp_path).enrol("http://127.0.0.1:1", "code", SECRET, pin=False)).close()
    again = door(tmp_path)
    assert again.door().enrolled
    session = opened(again.unlock(SECRET))
    assert session.me.name == "Jana Dvořáková"
    session.close()


def test_that_a_refused_enrolment_leaves_nothing_behind(tmp_path: Path) -> None:
    refusing = door(tmp_path)
    refusing.answer = Shut(Trouble.WRONG_CODE)
    assert refusing.enrol("http://127.0.0.1:1", "code", SECRET, pin=False) == Shut(Trouble.WRONG_CODE)
    assert not door(tmp_path).door().enrolled


def test_that_a_short_passphrase_is_refused(tmp_path: Path) -> None:
    assert door(tmp_path).enrol("http://127.0.0.1:1", "code", "krátké", pin=False) == Shut(Trouble.TOO_SHORT)


def test_that_a_pin_opens_with_the_key_stores_half_only(tmp_path: Path) -> None:
    store = MemoryKeyStore()
    opened(door(tmp_path, store).enrol("http://127.0.0.1:1", "code", "246810", pin=True)).close()
    assert door(tmp_path, store).door().pin
    assert door(tmp_path, MemoryKeyStore()).unlock("246810") == Shut(Trouble.KEY_STORE_MISSING)
    opened(door(tmp_path, store).unlock("246810")).close()


def test_that_a_chosen_passphrase_is_asked_for_as_one(tmp_path: Path) -> None:
    store = MemoryKeyStore()
    opened(door(tmp_path, store).enrol("http://127.0.0.1:1", "code", SECRET, pin=False)).close()
    assert not door(tmp_path, store).door().pin


def test_that_ten_wrong_tries_end_it_over_restarts(tmp_path: Path) -> None:
    store = MemoryKeyStore()
    opened(door(tmp_path, store).enrol("http://127.0.0.1:1", "code", "246810", pin=True)).close()
    answers = [door(tmp_path, store).unlock("000000") for _ in range(ATTEMPTS)]
    assert answers[0] == Shut(Trouble.WRONG, 9)
    assert answers[-1] == Shut(Trouble.KEYS_GONE)
    assert door(tmp_path, store).unlock("246810") != Opened(None)
    assert store.kept == {}


def test_that_enrolling_anew_with_the_secret_keeps_the_store(tmp_path: Path) -> None:
    first = opened(door(tmp_path).enrol("http://127.0.0.1:1", "code", SECRET, pin=False))
    first.settings.set("kept", "yes")
    first.close()
    again = opened(door(tmp_path).enrol("http://127.0.0.1:1", "code", SECRET, pin=False))
    assert again.settings.get("kept") == "yes"
    again.close()
    wrong = door(tmp_path).enrol("http://127.0.0.1:1", "code", "jiné dlouhé heslo", pin=False)
    assert wrong == Shut(Trouble.WRONG, 9)


def test_that_a_changed_secret_replaces_the_old_one(tmp_path: Path) -> None:
    guarded = door(tmp_path)
    opened(guarded.enrol("http://127.0.0.1:1", "code", SECRET, pin=False)).close()
    assert guarded.change_secret("špatné dlouhé heslo", "nové dlouhé heslo") is Rekeyed.WRONG
    assert guarded.change_secret(SECRET, "krátké") is Rekeyed.WEAK
    assert guarded.change_secret(SECRET, "nové dlouhé heslo") is Rekeyed.DONE
    assert isinstance(guarded.unlock(SECRET), Shut)
    opened(guarded.unlock("nové dlouhé heslo")).close()


@pytest.mark.parametrize("address", ["", "station", "http://station.example", "https://station.example"])
def test_that_an_address_that_is_not_safe_is_refused_before_anything_is_sent(tmp_path: Path, address: str) -> None:
    outcome = DeviceDoor(tmp_path, lambda: None, FixedClock()).enrol(address, "code", SECRET, pin=False)
    assert isinstance(outcome, Shut)
    assert outcome.trouble in (Trouble.BAD_ADDRESS, Trouble.PLAIN_HTTP, Trouble.NO_AUTHORITY)


def test_that_a_destroyed_device_does_not_open(tmp_path: Path) -> None:
    guarded = door(tmp_path)
    opened(guarded.enrol("http://127.0.0.1:1", "code", SECRET, pin=False)).close()
    guarded.destroy()
    assert not guarded.door().enrolled
    assert guarded.unlock(SECRET) == Shut(Trouble.KEYS_GONE)


def test_that_a_second_start_on_one_store_is_told_so_before_a_pin(tmp_path: Path) -> None:
    store = MemoryKeyStore()
    first, second = door(tmp_path, store), door(tmp_path, store, beside=True)
    opened = first._found("482913", pin=True)
    assert isinstance(opened, Opened)
    session = first.unlock("482913")
    assert isinstance(session, Opened)
    assert second.door().in_use
    assert second.unlock("482913") == Shut(Trouble.IN_USE)
    assert second.enrol("http://127.0.0.1:1", "code", "482913", pin=True) == Shut(Trouble.IN_USE)
    for one in (opened, session):
        assert isinstance(one.session, DeviceSession)
        one.session.close()
    first.leave()
    assert not second.door().in_use
    again = second.unlock("482913")
    assert isinstance(again, Opened)
    assert isinstance(again.session, DeviceSession)
    again.session.close()
    second.leave()


@pytest.mark.parametrize(("pin", "trouble"), [("123456", Trouble.TOO_EASY), ("12345", Trouble.TOO_SHORT)])
def test_that_a_pin_that_protects_nothing_costs_no_code(tmp_path: Path, pin: str, trouble: Trouble) -> None:
    guarded = door(tmp_path, MemoryKeyStore())
    assert guarded.enrol("http://127.0.0.1:1", "code", pin, pin=True) == Shut(trouble)
    guarded.leave()


def test_that_checking_the_secret_counts_as_at_the_door_and_opens_nothing(tmp_path: Path) -> None:
    store = MemoryKeyStore()
    guarded = door(tmp_path, store)
    session = opened(guarded.enrol("http://127.0.0.1:1", "code", "246810", pin=True))
    assert [guarded.check("000000") for _ in range(3)] == [Shut(Trouble.WRONG, left) for left in (9, 8, 7)]
    assert guarded.door().left == 7
    assert guarded.check("246810") is None
    assert (guarded.door().left, session.me.name) == (ATTEMPTS, "Jana Dvořáková")
    assert [guarded.check("000000") for _ in range(ATTEMPTS)][-1] == Shut(Trouble.KEYS_GONE)
    session.close()
    assert store.kept == {}
