"""A program's key opens what its scopes name and nothing else, as often as agreed, until its end."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from app.accounts.domain import Role
from app.identifiers import new_id
from sync.server.accounts import keys
from sync.server.accounts.callers import KeyScope, read_scopes
from sync.server.accounts.refused import AccountRefused
from sync.server.http.calls import Entry, Route
from sync.server.routes import ROUTES
from tests.sync.server import schema
from tests.sync.server.paths import path_of
from tests.sync.server.station import EAST, IN_EAST, IN_WEST, WEST, SignedIn, Station

TIP = {
    "title": "Nesvítí lampa",
    "text": "U školy.",
    "category": "light",
    "lat": IN_WEST.lat,
    "lon": IN_WEST.lon,
    "contact": {"name": "Anna Malá", "phone": "+420 777 000 000"},
}
PROTECTED = [route for route in ROUTES if route.entry in (Entry.DEVICE, Entry.TOKEN)]
BY_SESSION = [route for route in ROUTES if route.entry is Entry.SESSION]


@pytest.fixture
def owner(station: Station) -> str:
    return station.person("web", Role.DISPATCHER)


def make(station: Station, owner: str, *scopes: KeyScope, **terms: int) -> str:
    """A key's secret."""
    named = frozenset(scopes or (KeyScope.FILE_TIPS,))
    with station.server.database.write() as connection:
        return keys.issue_key(connection, "web form", owner, station.server.now(), keys.Terms(named, **terms))[1]


def file(station: Station, secret: str, **other: object) -> str:
    answer = station.http("POST", "/api/v1/tips", TIP | other, token=secret)
    assert answer.status == 201, answer.body
    return str(answer.json["id"])


def story(station: Station, secret: str, tip_id: str) -> tuple[int, dict[str, object]]:
    answer = station.http("GET", f"/api/v1/tips/{tip_id}/story", token=secret)
    return answer.status, answer.json


@pytest.mark.parametrize("scope", list(KeyScope))
@pytest.mark.parametrize("route", PROTECTED, ids=lambda route: f"{route.method} {route.path}")
def test_that_a_key_opens_the_routes_of_its_scope_alone(
    station: Station, owner: str, route: Route, scope: KeyScope
) -> None:
    answer = station.http(route.method, path_of(route), token=make(station, owner, scope))
    opened = scope in route.scopes
    assert (answer.status != 403) == opened, answer.status
    assert answer.status != 401


def test_that_no_key_opens_a_page_of_the_desk(station: Station, owner: str) -> None:
    secret = make(station, owner, *KeyScope)
    assert BY_SESSION
    for route in BY_SESSION:
        for shown in ({"token": secret}, {"cookie": f"__Host-okrskar={secret}"}):
            answer = station.http(route.method, path_of(route), **shown)
            refused = {(403, None)} if route.again else {(303, "/desk/sign-in")}
            assert {(answer.status, answer.headers.get("location"))} == refused, route.path


def test_that_each_scope_of_a_route_is_needed_by_one() -> None:
    used = set().union(*(route.scopes for route in ROUTES))
    assert used == set(KeyScope) - {KeyScope.READ_CONTACTS}
    assert all(route.entry is Entry.TOKEN for route in ROUTES if route.scopes)


def test_that_no_key_is_let_in_where_devices_enrol_and_are_revoked(station: Station) -> None:
    admin = station.person("sprava", Role.SUPERVISOR)
    secret = make(station, admin, *KeyScope)
    answer = station.http("POST", f"/api/v1/devices/{new_id()}/revoke", token=secret)
    assert answer.status == 403


def test_that_a_filing_key_reads_the_state_of_what_it_filed_and_nothing_that_officers_wrote(
    station: Station, owner: str
) -> None:
    secret = make(station, owner)
    tip_id = file(station, secret)
    status, body = story(station, secret, tip_id)
    assert status == 200
    assert body["tip"]["id"] == tip_id  # type: ignore[index]
    assert (body["contact"], body["notes"], body["photos"], body["story"]) == (None, [], [], [])


def test_that_a_filing_key_sees_nothing_that_came_another_way(station: Station, owner: str) -> None:
    mine, other = make(station, owner), make(station, owner)
    by_key = file(station, other)
    by_hand = file(station, station.signed_in(owner).token)
    for tip_id in (by_key, by_hand):
        assert story(station, mine, tip_id)[0] == 404
    assert station.http("POST", "/api/v1/tips", TIP | {"id": by_key}, token=mine).status == 409


def test_that_a_filing_key_may_repeat_what_it_filed(station: Station, owner: str) -> None:
    secret, tip_id = make(station, owner), new_id()
    assert file(station, secret, id=tip_id) == tip_id
    again = station.http("POST", "/api/v1/tips", TIP | {"id": tip_id}, token=secret)
    assert (again.status, again.json["id"]) == (200, tip_id)


def test_that_who_sent_a_tip_is_told_to_a_key_that_says_so_and_whose_role_may(station: Station, owner: str) -> None:
    tip_id = file(station, make(station, owner))
    reader = make(station, owner, KeyScope.READ_TIPS)
    assert story(station, reader, tip_id)[1]["contact"] is None
    assert story(station, reader, tip_id)[1]["story"]
    trusted = make(station, owner, KeyScope.READ_TIPS, KeyScope.READ_CONTACTS)
    assert story(station, trusted, tip_id)[1]["contact"]["name"] == "Anna Malá"  # type: ignore[index]
    with station.server.database.write() as connection:
        connection.execute(sa.update(schema.account).where(schema.account.c.id == owner).values(role="admin"))
    assert story(station, trusted, tip_id)[1]["contact"] is None


def test_that_a_key_reads_no_further_than_its_account(station: Station) -> None:
    officer = station.person("novak", Role.OFFICER, WEST)
    dispatcher = station.person("web", Role.DISPATCHER)
    there = file(station, make(station, dispatcher), lat=IN_EAST.lat, lon=IN_EAST.lon)
    assert story(station, make(station, officer, KeyScope.READ_TIPS), there)[0] == 404
    assert station.scalar(sa.select(schema.tip.c.scope)) == EAST


def test_that_a_key_calls_so_often_in_an_hour_and_again_in_the_next(station: Station, owner: str) -> None:
    secret = make(station, owner, per_hour=2)
    for _ in range(2):
        file(station, secret)
    refused = station.http("POST", "/api/v1/tips", TIP, token=secret)
    assert (refused.status, refused.code) == (429, "used_up")
    assert "2 calls of this hour" in refused.json["message"]
    assert refused.headers["retry-after"] == "3600"
    assert station.http("POST", "/api/v1/tips", TIP, token=secret).status == 429
    station.clock.forward(minutes=60)
    file(station, secret)


def test_that_a_key_calls_so_often_in_a_day(station: Station, owner: str) -> None:
    secret = make(station, owner, per_day=2)
    for _ in range(2):
        file(station, secret)
        station.clock.forward(hours=1)
    refused = station.http("POST", "/api/v1/tips", TIP, token=secret)
    assert (refused.status, refused.headers["retry-after"]) == (429, str(13 * 3600))
    station.clock.forward(hours=13)
    file(station, secret)


@pytest.mark.parametrize(
    ("last_minute", "hours"),
    [
        (datetime(2026, 3, 2, 22, 59, tzinfo=UTC), 24),
        (datetime(2026, 7, 1, 21, 59, tzinfo=UTC), 24),
        (datetime(2026, 3, 28, 22, 59, tzinfo=UTC), 23),
        (datetime(2026, 10, 24, 21, 59, tzinfo=UTC), 25),
    ],
    ids=["winter", "summer", "clocks go forward", "clocks go back"],
)
def test_that_the_day_of_a_key_ends_at_midnight_in_prague(
    station: Station, owner: str, last_minute: datetime, hours: int
) -> None:
    station.clock.at = last_minute
    secret = make(station, owner, per_day=1)
    file(station, secret)
    refused = station.http("POST", "/api/v1/tips", TIP, token=secret)
    assert (refused.status, refused.headers["retry-after"]) == (429, "60")
    station.clock.forward(minutes=1)
    file(station, secret)
    refused = station.http("POST", "/api/v1/tips", TIP, token=secret)
    assert (refused.status, refused.headers["retry-after"]) == (429, str(hours * 3600))


def test_that_a_used_up_quota_is_audited_once(station: Station, owner: str) -> None:
    secret = make(station, owner, per_hour=1)
    for _ in range(4):
        station.http("POST", "/api/v1/tips", TIP, token=secret)
    told = station.all(sa.select(schema.audit).where(schema.audit.c.action == "key.spent"))
    assert [(row.actor, row.address) for row in told] == [(owner, "127.0.0.1")]


def test_that_what_a_key_did_is_audited_with_the_key(station: Station, owner: str) -> None:
    file(station, make(station, owner))
    row = station.all(sa.select(schema.audit).where(schema.audit.c.action == "tip.file"))[0]
    key_id = station.scalar(sa.select(schema.api_key.c.id))
    assert (row.actor, row.address, row.detail) == (owner, "127.0.0.1", f'{{"key": "{key_id}"}}')


def test_that_a_key_ends_and_can_be_renewed(station: Station, owner: str) -> None:
    secret = make(station, owner, days=30)
    key_id = station.scalar(sa.select(schema.api_key.c.id))
    station.clock.forward(days=29)
    file(station, secret)
    station.clock.forward(days=1)
    assert station.http("POST", "/api/v1/tips", TIP, token=secret).status == 401
    with station.server.database.write() as connection:
        assert keys.renew_key(connection, key_id, 10, station.server.now()) is not None
        assert keys.renew_key(connection, new_id(), 10, station.server.now()) is None
    file(station, secret)


def test_that_the_last_use_is_kept(station: Station, owner: str) -> None:
    secret = make(station, owner)
    assert station.scalar(sa.select(schema.api_key.c.used_at)) is None
    file(station, secret)
    assert station.scalar(sa.select(schema.api_key.c.used_at)) == station.server.now()


def test_that_a_key_of_an_account_out_of_use_opens_nothing(station: Station, owner: str) -> None:
    secret = make(station, owner)
    with station.server.database.write() as connection:
        connection.execute(sa.update(schema.account).values(active=False))
    assert station.http("POST", "/api/v1/tips", TIP, token=secret).status == 401


@pytest.mark.parametrize(
    ("role", "terms", "said"),
    [
        (Role.ANALYST, keys.Terms(), "files no tips"),
        (Role.ADMIN, keys.Terms(frozenset({KeyScope.READ_CONTACTS})), "does not see who sent a tip"),
        (Role.DISPATCHER, keys.Terms(frozenset()), "at least one scope"),
        (Role.DISPATCHER, keys.Terms(per_hour=0), "may call 1 to"),
        (Role.DISPATCHER, keys.Terms(per_day=10**18), "may call 1 to"),
        (Role.DISPATCHER, keys.Terms(days=0), "is good for 1 to"),
        (Role.DISPATCHER, keys.Terms(days=10**17), "is good for 1 to"),
    ],
)
def test_that_a_key_that_can_not_be_is_refused_in_words(
    station: Station, role: Role, terms: keys.Terms, said: str
) -> None:
    officer_id = station.person("web", role)
    with station.server.database.write() as connection, pytest.raises(AccountRefused, match=said):
        keys.issue_key(connection, "web", officer_id, station.server.now(), terms)


def test_that_a_key_without_named_scopes_files_tips_alone(station: Station, owner: str) -> None:
    with station.server.database.write() as connection:
        _, secret = keys.issue_key(connection, "web", owner, station.server.now())
    answers = [(route, station.http(route.method, path_of(route), token=secret)) for route in PROTECTED]
    opened = {route.path for route, answer in answers if answer.status != 403}
    assert opened == {route.path for route in PROTECTED if KeyScope.FILE_TIPS in route.scopes}
    assert "Anna" not in str(story(station, secret, file(station, secret))), "nor does it read who sent it"


def test_that_a_scope_of_a_later_version_gives_nothing() -> None:
    assert read_scopes("tips.file tips.everything") == {KeyScope.FILE_TIPS}


def test_that_people_and_devices_are_asked_for_no_scope(station: Station) -> None:
    device: SignedIn = station.signed_in(station.person("dispecink", Role.DISPATCHER))
    tip_id = file(station, device.token)
    assert story(station, device.token, tip_id)[1]["contact"]["name"] == "Anna Malá"  # type: ignore[index]
