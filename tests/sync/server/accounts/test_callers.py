"""Who calls: a device, a person or a program by the token it shows, and what each may."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.accounts.domain import Role
from sync.server.accounts.callers import Caller, Key, KeyScope, Stranger, caller_of, read_scopes, secret_hash
from tests.sync.server import schema
from tests.sync.server.station import Station

SECRET = "secret"


@pytest.mark.parametrize("role", Role)
def test_that_people_may_what_their_role_says_and_programs_what_their_key_says_too(role: Role) -> None:
    person = Caller("o", "", role)
    reader = Caller("o", "", role, key=Key("k", frozenset({KeyScope.READ_CONTACTS})))
    filer = Caller("o", "", role, key=Key("k", frozenset({KeyScope.FILE_TIPS})))
    works_with_people = role in (Role.OFFICER, Role.SUPERVISOR, Role.DISPATCHER)
    assert person.sees_contacts is works_with_people
    assert reader.sees_contacts is works_with_people
    assert filer.sees_contacts is False
    assert all(person.may(scope) for scope in KeyScope)
    assert [scope for scope in KeyScope if filer.may(scope)] == [KeyScope.FILE_TIPS]


def test_that_a_key_of_a_later_version_keeps_the_scopes_that_are_known() -> None:
    assert read_scopes("tips.file everything search") == {KeyScope.FILE_TIPS, KeyScope.SEARCH}
    assert read_scopes("") == frozenset()


@pytest.fixture
def database_kind() -> str:
    """What is asked here is asked in the same words of both databases."""
    return "sqlite"


class Shown:
    """A device's token, and the row that it opens."""

    def __init__(self, station: Station, connection: Connection) -> None:
        self.station, self.connection = station, connection
        self.now = station.server.now()

    def asked(self, now: str = "") -> Caller | Stranger:
        return caller_of(self.connection, SECRET, now or self.now, "192.0.2.7")

    def change(self, table: sa.Table, **values: object) -> None:
        self.connection.execute(sa.update(table).values(values))


@pytest.fixture
def shown(station: Station) -> Iterator[Shown]:
    device = station.officer("novak")
    with station.server.database.write() as connection:
        connection.execute(
            sa.insert(schema.token).values(
                hash=secret_hash(SECRET), officer_id=device.officer_id, device_id=device.caller.device_id,
                expires_at="2026-03-02T09:00:00.000Z",
            )
        )  # fmt: skip
        yield Shown(station, connection)


def test_that_a_token_says_who_calls_and_from_where(shown: Shown) -> None:
    caller = shown.asked()
    assert isinstance(caller, Caller)
    assert (caller.name, caller.role, caller.address) == ("Novak", Role.OFFICER, "192.0.2.7")
    assert caller.device_id is not None
    assert caller.key_id is None
    assert caller_of(shown.connection, "other", shown.now) is Stranger.UNKNOWN


def test_that_a_token_is_good_until_just_before_its_end(shown: Shown) -> None:
    assert isinstance(shown.asked("2026-03-02T08:59:59.999Z"), Caller)
    assert shown.asked("2026-03-02T09:00:00.000Z") is Stranger.UNKNOWN


def test_that_an_account_out_of_use_is_nobody(shown: Shown) -> None:
    shown.change(schema.account, active=False)
    assert shown.asked() is Stranger.UNKNOWN


def test_that_a_revoked_device_is_told_so_also_when_its_token_is_over(shown: Shown) -> None:
    shown.change(schema.device, revoked_at=shown.now)
    assert shown.asked() is Stranger.REVOKED
    assert shown.asked("2026-03-03T00:00:00.000Z") is Stranger.REVOKED
