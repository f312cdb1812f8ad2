"""Every route is declared, and every role gets exactly what the table says."""

import pytest
import sqlalchemy as sa
from starlette.routing import Route as Mounted

from app.accounts.domain import Role
from sync.server.accounts.enrolment import revoke
from sync.server.accounts.sessions import issue_token
from sync.server.http.calls import Entry, Route
from sync.server.routes import ROUTES
from tests.sync.server import schema
from tests.sync.server.paths import path_of
from tests.sync.server.station import Station


def named(route: Route) -> str:
    return f"{route.method} {route.path}"


PROTECTED = [route for route in ROUTES if route.entry in (Entry.DEVICE, Entry.TOKEN)]
BY_SESSION = [route for route in ROUTES if route.entry is Entry.SESSION]


def test_that_nothing_is_served_that_is_not_declared(bare_station: Station) -> None:
    served = {
        (method, one.path)
        for one in bare_station.app.routes
        if isinstance(one, Mounted)
        for method in one.methods or ()
        if not (method == "HEAD" and ("HEAD", one.path) not in {(r.method, r.path) for r in ROUTES})
    }
    assert served == {(route.method, route.path) for route in ROUTES}
    assert len(served) == len(bare_station.app.routes)


def test_that_every_route_but_the_open_ones_names_its_roles() -> None:
    assert all(route.roles for route in (*PROTECTED, *BY_SESSION))
    assert {route.path for route in ROUTES if route.entry is Entry.ANYONE} == {
        "/healthz", "/api/v1/enrol", "/api/v1/challenge", "/api/v1/token", "/api/v1/login",
        "/pristupnost", "/style.css", "/icon.svg", "/desk/sign-in", "/calendars/{secret}.ics",
    }  # fmt: skip


@pytest.mark.parametrize("role", list(Role))
def test_that_each_role_is_let_in_by_the_table_alone(station: Station, role: Role) -> None:
    device = station.signed_in(station.person("one", role))
    for route in PROTECTED:
        answer = station.http(route.method, path_of(route), token=device.token)
        assert (answer.status == 403) == (role not in route.roles), named(route)
        assert answer.status != 401, named(route)


def test_that_without_a_token_every_other_route_is_closed(station: Station) -> None:
    for route in PROTECTED:
        for token in (None, "x" * 32, ""):
            assert station.http(route.method, path_of(route), token=token).status == 401, named(route)


def test_that_a_session_without_a_device_is_kept_from_what_devices_do(station: Station) -> None:
    admin = station.person("admin", Role.ADMIN)
    with station.server.database.write() as connection:
        token = issue_token(connection, station.server, admin, None, 900)
    for route in PROTECTED:
        if route.entry is Entry.DEVICE:
            assert station.http(route.method, path_of(route), token=token).status == 403, named(route)


def test_that_a_revoked_device_is_told_on_every_route(station: Station) -> None:
    device = station.signed_in(station.person("one", Role.ADMIN))
    with station.server.database.write() as connection:
        assert revoke(connection, device.device_id, station.server.now())
    for route in PROTECTED:
        answer = station.http(route.method, path_of(route), token=device.token)
        assert (answer.status, route.method == "HEAD" or answer.code == "revoked") == (403, True), named(route)
    nonce = station.http("POST", "/api/v1/challenge", {"device_id": device.device_id})
    assert (nonce.status, nonce.code) == (403, "revoked")


def test_that_an_expired_token_asks_to_sign_in_again(station: Station) -> None:
    device = station.signed_in(station.person("one"))
    station.clock.forward(minutes=16)
    answer = device.http("POST", "/api/v1/pull", {"protocol": 1})
    assert (answer.status, answer.code) == (401, "unauthorized")
    device.renew()
    assert device.http("POST", "/api/v1/pull", {"protocol": 1}).status == 200


def test_that_an_account_out_of_use_is_shut_out(station: Station) -> None:
    device = station.signed_in(station.person("one"))
    with station.server.database.write() as connection:
        connection.execute(sa.update(schema.account).values(active=False))
    assert device.http("POST", "/api/v1/pull", {"protocol": 1}).status == 401


def test_that_an_unknown_path_says_nothing(bare_station: Station) -> None:
    assert bare_station.http("GET", "/docs").status == 404
    assert bare_station.http("GET", "/openapi.json").status == 404


def test_that_health_is_told(bare_station: Station) -> None:
    assert bare_station.http("GET", "/healthz").json == {"status": "ok"}
    with bare_station.server.database.write() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = 'other'"))
    assert bare_station.http("GET", "/healthz").code == "not_ready"
