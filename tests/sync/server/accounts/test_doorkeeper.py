"""Who is let in to a request, and who is asked again in each of its transactions."""

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.accounts.domain import Role
from sync.server.accounts import keys, people
from sync.server.accounts.callers import KeyScope
from sync.server.accounts.doorkeeper import Admission, Demand, admit
from sync.server.accounts.enrolment import revoke
from sync.server.accounts.sessions import issue_token
from sync.server.ground.denials import Denial
from tests.sync.server import schema
from tests.sync.server.station import SignedIn, Station

EVERYONE = frozenset(Role)
ADDRESS = "192.0.2.7"


def demand(*scopes: KeyScope, roles: frozenset[Role] = EVERYONE, by_device: bool = False) -> Demand:
    return Demand(roles, by_device, frozenset(scopes), "GET /place")


def refused(station: Station, secret: str, asked: Demand) -> Denial:
    with pytest.raises(Denial) as denial:
        admit(station.server, secret, ADDRESS, asked)
    return denial.value


def session(station: Station, officer_id: str) -> str:
    with station.server.database.write() as connection:
        return issue_token(connection, station.server, officer_id, None, 900)


def key(station: Station, *scopes: KeyScope, **terms: int) -> str:
    owner = station.person("web", Role.DISPATCHER)
    with station.server.database.write() as connection:
        return keys.issue_key(connection, "web", owner, station.server.now(), keys.Terms(frozenset(scopes), **terms))[1]


def audited(station: Station) -> list[tuple[str, str]]:
    audit = schema.audit.c
    return [(row.action, row.target) for row in station.all(sa.select(audit.action, audit.target).order_by(audit.id))]


def test_that_a_stranger_and_a_device_out_of_service_are_told_apart(station: Station) -> None:
    device = station.signed_in(station.person("novak"))
    assert refused(station, "wrong", demand()).code == "unauthorized"
    assert admit(station.server, device.token, ADDRESS, demand()).caller.address == ADDRESS
    with station.server.database.write() as connection:
        revoke(connection, device.device_id, station.server.now())
    assert refused(station, device.token, demand()).code == "revoked"


def test_that_another_role_is_refused_and_noted_with_the_place(station: Station) -> None:
    secret = session(station, station.person("novak"))
    denial = refused(station, secret, demand(roles=EVERYONE - {Role.OFFICER}))
    assert (denial.code, denial.message) == ("forbidden", "Your role does not allow this.")
    assert audited(station) == [("denied", "GET /place")]
    assert admit(station.server, secret, ADDRESS, demand(roles=frozenset({Role.OFFICER}))).caller.role is Role.OFFICER
    assert len(audited(station)) == 1


def test_that_what_is_for_devices_is_for_no_session(station: Station) -> None:
    officer_id = station.person("novak")
    assert refused(station, session(station, officer_id), demand(by_device=True)).code == "forbidden"
    assert admit(station.server, station.signed_in(officer_id).token, ADDRESS, demand(by_device=True)).caller.device_id


def test_that_a_key_is_told_which_scope_it_would_need_and_people_are_asked_for_none(station: Station) -> None:
    secret = key(station, KeyScope.SEARCH)
    needed = refused(station, secret, demand(KeyScope.READ_TIPS, KeyScope.FILE_TIPS))
    assert (needed.code, needed.message) == (
        "forbidden",
        "This key is not good for that: it would need the scope tips.file or tips.read.",
    )
    assert refused(station, secret, demand()).message == "No key opens this."
    other = demand(KeyScope.SEARCH, roles=frozenset({Role.SUPERVISOR}))
    assert refused(station, secret, other).message == "Your role does not allow this."
    assert admit(station.server, secret, ADDRESS, demand(KeyScope.SEARCH, KeyScope.FILE_TIPS)).caller.key is not None
    person = session(station, station.person("novak"))
    assert admit(station.server, person, ADDRESS, demand(KeyScope.SEARCH)).caller.key is None


def test_that_a_keys_calls_are_counted_also_where_they_are_refused(station: Station) -> None:
    secret = key(station, KeyScope.SEARCH, per_hour=2)
    admit(station.server, secret, ADDRESS, demand(KeyScope.SEARCH))
    assert refused(station, secret, demand(KeyScope.FILE_TIPS)).code == "forbidden"
    for _ in range(2):
        denial = refused(station, secret, demand(KeyScope.SEARCH))
        assert denial.code == "used_up"
        assert denial.message.startswith("This key has used up its 2 calls of this hour.")
        assert denial.retry_after == 3_600.0
    assert [action for action, _ in audited(station)].count("key.spent") == 1


@pytest.fixture
def device(station: Station) -> SignedIn:
    return station.signed_in(station.person("novak"))


@pytest.fixture
def let_in(station: Station, device: SignedIn) -> Admission:
    return admit(station.server, device.token, ADDRESS, demand())


def reads(let_in: Admission) -> None:
    with let_in.server.database.read():
        pass


def writes(let_in: Admission) -> None:
    with let_in.server.database.write() as connection:
        connection.execute(sa.delete(schema.category))


def test_that_who_was_shut_out_meanwhile_reads_and_writes_nothing_more(
    station: Station, device: SignedIn, let_in: Admission
) -> None:
    reads(let_in)
    with station.server.database.write() as connection:
        revoke(connection, device.device_id, station.server.now())
    for use in (reads, writes):
        with pytest.raises(Denial, match="out of service"):
            use(let_in)
    with pytest.raises(Denial, match="out of service"):
        admit(station.server, device.token, ADDRESS, demand())


def test_that_who_was_shut_out_gets_no_answer_from_memory(
    station: Station, device: SignedIn, let_in: Admission
) -> None:
    with station.server.database.write() as connection:
        revoke(connection, device.device_id, station.server.now())
    with pytest.raises(Denial, match="out of service"):
        let_in.settle()


def test_that_a_write_of_who_was_shut_out_leaves_nothing(station: Station, let_in: Admission) -> None:
    with station.server.database.write() as connection:
        connection.execute(sa.delete(schema.token))
    with pytest.raises(Denial) as denial:
        writes(let_in)
    assert denial.value.code == "unauthorized"
    assert station.scalar(sa.select(sa.func.count()).select_from(schema.category)) == 1


def test_that_another_role_meanwhile_asks_for_another_try_soon(station: Station, let_in: Admission) -> None:
    with station.server.database.write() as connection:
        people.change_role(connection, let_in.caller.officer_id, Role.SUPERVISOR)
    with pytest.raises(Denial) as denial:
        reads(let_in)
    assert (denial.value.code, denial.value.retry_after) == ("busy", 1.0)


def test_that_an_answer_from_memory_is_asked_for_once(station: Station, let_in: Admission) -> None:
    asked: list[Connection] = []
    ask = let_in._ask

    def counted(connection: Connection, *, writing: bool) -> None:
        asked.append(connection)
        ask(connection, writing=writing)

    let_in.server.database = station.server.database.asking(counted)
    let_in.settle()
    let_in.settle()
    assert len(asked) == 1
