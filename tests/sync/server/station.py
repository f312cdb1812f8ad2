"""A station for tests: a real server on a fresh database in this process, with people, districts and devices."""

import asyncio
import base64
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import msgspec
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from starlette.applications import Starlette
from starlette.types import Message

from app.accounts.domain import Role
from app.districts.domain import Category, District
from app.identifiers import new_id
from app.operations import Operation, encode
from app.outbox.domain import RecordedOperation, Verdict
from app.values import Place
from sync.protocol.messages import PROTOCOL, PullRequest, PushRequest, PushResponse
from sync.protocol.packing import unpacked
from sync.server.accounts import duties, people
from sync.server.accounts.callers import Caller
from sync.server.accounts.duties import DutyKind
from sync.server.accounts.enrolment import issue_code
from sync.server.app import create_app
from sync.server.districts.service import DistrictService
from sync.server.feed.pages import page
from sync.server.feed.publish import publish
from sync.server.ground import meta
from sync.server.ground.upgrade import upgrade
from sync.server.push.batch import push
from sync.server.push.router import denial_of
from sync.server.service import Server
from sync.server.settings import Settings
from tests.sync.server import schema

START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
WEST, EAST = "d1", "d2"
IN_WEST = Place(lat=50.05, lon=13.05)
IN_EAST = Place(lat=50.05, lon=13.15)
NOWHERE = Place(lat=51.0, lon=15.0)


class Clock:
    """A clock that only moves when told."""

    def __init__(self, at: datetime = START) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **delta: float) -> None:
        self.at += timedelta(**delta)


def box(west: float, south: float, east: float, north: float) -> dict[str, Any]:
    """A GeoJSON rectangle."""
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


DISTRICTS = (
    District(WEST, "Západ", box(13.0, 50.0, 13.1, 50.1)),
    District(EAST, "Východ", box(13.1, 50.0, 13.2, 50.1)),
)


class Device:
    """A device that remembers nothing but its sequence, cursors and rows: enough to see what a server does."""

    def __init__(self, station: "Station", officer_id: str, role: Role, device_id: str) -> None:
        self.station = station
        self.caller = Caller(officer_id, "", role, device_id)
        self.seq = 0
        self.cursors: dict[str, int] = {}
        self.incarnation = ""
        self.scopes: set[str] = set()
        self.rows: dict[tuple[str, str, str], Any] = {}
        self.erased: list[str] = []

    @property
    def officer_id(self) -> str:
        return self.caller.officer_id

    def record(
        self, target: str, operation: Operation, *, base: int | None = None, at: str | None = None
    ) -> RecordedOperation:
        """The next operation of this device."""
        self.seq += 1
        return RecordedOperation(
            seq=self.seq,
            id=new_id(),
            kind=operation.KIND,
            version=operation.VERSION,
            target=target,
            author=self.officer_id,
            at=at or self.station.server.now(),
            payload=encode(operation),
            base=base,
        )

    def push(self, *operations: RecordedOperation, device_at: str | None = None) -> tuple[Verdict, ...]:
        """Send these; the verdicts."""
        request = PushRequest(PROTOCOL, device_at or self.station.server.now(), operations)
        outcome = push(self.station.server, self.caller, request)
        if not isinstance(outcome, PushResponse):
            raise denial_of(outcome)
        return outcome.verdicts

    def do(self, target: str, operation: Operation, *, base: int | None = None, at: str | None = None) -> Verdict:
        """Record one operation and send it; its verdict."""
        return self.push(self.record(target, operation, base=base, at=at))[-1]

    def pull(self, limit: int = 500) -> int:
        """Pull until there is no more and apply the pages as a device has to; how many rows came."""
        count = 0
        while True:
            response = self.pull_once(limit)
            count += len(response.get("rows", []))
            self.apply(response)
            if not response.get("more", False):
                return count

    def pull_once(self, limit: int = 500) -> dict[str, Any]:
        """One page, not applied."""
        request = PullRequest(PROTOCOL, dict(self.cursors), self.incarnation, limit)
        with self.station.server.database.read() as connection:
            answer = page(connection, self.caller, request, self.station.server.now())
        decoded: dict[str, Any] = msgspec.json.decode(answer.body)
        return decoded

    def apply(self, response: dict[str, Any]) -> None:
        if response["incarnation"] != self.incarnation:
            self.rows.clear()
            self.cursors.clear()
            self.incarnation = response["incarnation"]
        if response.get("scopes") is not None:
            self.scopes = set(response["scopes"])
        for lost in [scope for scope in self.cursors if scope not in self.scopes]:
            del self.cursors[lost]
            self._drop(lost)
        for scope in response.get("restart", []):
            self._drop(scope)
        self.erased += response.get("erased", [])
        for kind, row_id, scope, doc in response.get("rows", []):
            if doc is None:
                self.rows.pop((kind, row_id, scope), None)
            else:
                self.rows[kind, row_id, scope] = doc
        self.cursors |= response.get("cursors", {})

    def _drop(self, scope: str) -> None:
        self.rows = {key: doc for key, doc in self.rows.items() if key[2] != scope}

    def docs(self, kind: str) -> dict[str, Any]:
        """The rows of a kind by id."""
        return {row_id: doc for (one, row_id, _), doc in self.rows.items() if one == kind}


class Station:
    """The server, with short ways to make what a test needs."""

    def __init__(self, url: str, files: Path, settings: Settings | None = None) -> None:
        self.clock = Clock()
        self.settings = settings or Settings(
            database=url, files=files, clock=self.clock, argon2_memory_kib=64, argon2_time_cost=1, pool_size=4
        )
        self.app: Starlette = create_app(self.settings)
        self.server: Server = self.app.state.server
        upgrade(self.server.database)
        with self.server.database.write() as connection:
            meta.bump_incarnation(connection)

    def with_districts(self) -> None:
        """Two districts side by side and one category."""
        service = DistrictService(self.server)
        with self.server.database.write() as connection:
            steps = service.replace_all(connection, DISTRICTS).steps
            steps += service.add_categories(connection, [Category("light", "Osvětlení", working_days=5)])
            publish(connection, steps, self.server.now())

    def person(self, login: str, role: Role = Role.OFFICER, *districts: str) -> str:
        """An account with primary duties; its id."""
        now = self.server.now()
        with self.server.database.write() as connection:
            officer_id = people.add_account(connection, people.NewAccount(login, login.title(), role), now)
            for district_id in districts:
                duties.grant(connection, officer_id, district_id, DutyKind.PRIMARY, from_at=now)
            publish(connection, people.row_steps(connection, now, officer_id), now)
        return officer_id

    def device(self, officer_id: str) -> Device:
        """A device of this person, enrolled."""
        device_id = new_id()
        account = schema.account.c
        with self.server.database.write() as connection:
            role = connection.execute(sa.select(account.role).where(account.id == officer_id)).scalar_one()
            connection.execute(
                sa.insert(schema.device).values(
                    id=device_id, officer_id=officer_id, name="", public_key=b"", enrolled_at=self.server.now(),
                    last_seq=0, highest_seq=0, waiting=0,
                )
            )  # fmt: skip
        return Device(self, officer_id, Role(role), device_id)

    def officer(self, login: str, *districts: str) -> Device:
        """An officer with a device."""
        return self.device(self.person(login, Role.OFFICER, *districts))

    def supervisor(self, login: str = "vedouci") -> Device:
        """A supervisor with a device."""
        return self.device(self.person(login, Role.SUPERVISOR))

    def scalar(self, query: sa.Select[Any]) -> Any:
        """One value from the database."""
        with self.server.database.read() as connection:
            return connection.execute(query).scalar()

    def all(self, query: sa.Select[Any]) -> list[Any]:
        """All rows of a query."""
        with self.server.database.read() as connection:
            return list(connection.execute(query).all())

    def http(
        self, method: str, path: str, body: Any = None, *, token: str | None = None, **headers: str
    ) -> "HttpAnswer":
        """Ask over ASGI, as the network would."""
        content = body if isinstance(body, bytes) else b"" if body is None else msgspec.json.encode(body)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if token is not None:
            sent["authorization"] = f"Bearer {token}"
        return asyncio.run(ask(self.app, method, path, content, sent))

    def signed_in(self, officer_id: str) -> "SignedIn":
        """A device enrolled and signed in over HTTP."""
        with self.server.database.write() as connection:
            code = issue_code(connection, self.server, officer_id)
        key = Ed25519PrivateKey.generate()
        public = base64.b64encode(key.public_key().public_bytes_raw()).decode()
        enrolled = self.http("POST", "/api/v1/enrol", {"code": code, "public_key": public, "device_name": "t"}).json
        device = SignedIn(self, enrolled["device_id"], officer_id, key)
        device.renew()
        return device

    def close(self) -> None:
        self.server.close()


class SignedIn:
    """A device that speaks HTTP."""

    def __init__(self, station: Station, device_id: str, officer_id: str, key: Ed25519PrivateKey) -> None:
        self.station = station
        self.device_id = device_id
        self.officer_id = officer_id
        self.key = key
        self.token = ""

    def sign(self, nonce: str) -> dict[str, str]:
        """The body that asks for a token."""
        signature = base64.b64encode(self.key.sign(b"okrskar-token:" + nonce.encode())).decode()
        return {"device_id": self.device_id, "nonce": nonce, "signature": signature}

    def renew(self) -> None:
        """Get a token."""
        nonce = self.station.http("POST", "/api/v1/challenge", {"device_id": self.device_id}).json["nonce"]
        self.token = self.station.http("POST", "/api/v1/token", self.sign(nonce)).json["token"]

    def http(self, method: str, path: str, body: Any = None, **headers: str) -> "HttpAnswer":
        """Ask with the token."""
        return self.station.http(method, path, body, token=self.token, **headers)


class HttpAnswer:
    """What came back, decompressed."""

    def __init__(self, status: int, headers: Mapping[str, str], raw: bytes) -> None:
        self.status = status
        self.headers = headers
        self.raw = raw
        packing = headers.get("content-encoding", "")
        self.body = unpacked(raw, packing, 64 * 1024 * 1024) if packing else raw

    @property
    def json(self) -> Any:
        return msgspec.json.decode(self.body)

    @property
    def code(self) -> str:
        """The code of a Problem."""
        assert self.headers["content-type"] == "application/problem+json"
        return str(self.json["code"])


async def ask(
    app: Starlette,
    method: str,
    path: str,
    body: bytes,
    headers: Mapping[str, str],
    *,
    meanwhile: Callable[[], None] = lambda: None,
    address: str = "127.0.0.1",
) -> HttpAnswer:
    """One request through ASGI; ``meanwhile`` happens between its head and its body."""
    bare, _, query = path.partition("?")
    named = {"content-length": str(len(body))} | {name.lower(): value for name, value in headers.items()}
    scope = {
        "type": "http", "asgi": {"version": "3.0", "spec_version": "2.4"}, "http_version": "1.1", "method": method,
        "path": unquote(bare), "raw_path": bare.encode(), "query_string": query.encode(), "root_path": "",
        "scheme": "http",
        "headers": [(name.encode(), value.encode()) for name, value in named.items()],
        "client": (address, 1), "server": ("127.0.0.1", 80),
    }  # fmt: skip
    received: list[Message] = []
    pending = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Message:
        if pending:
            meanwhile()
        return pending.pop() if pending else {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        received.append(message)

    await app(scope, receive, send)
    start = received[0]
    content = b"".join(message.get("body", b"") for message in received[1:])
    given: dict[str, str] = {}
    for name, value in start["headers"]:
        before = f"{given[name.decode()]}\n" if name.decode() in given else ""
        given[name.decode()] = before + value.decode()
    return HttpAnswer(start["status"], given, content)


@contextmanager
def open_station(url: str, files: Path) -> Iterator[Station]:
    """A station that is closed at the end."""
    station = Station(url, files)
    try:
        yield station
    finally:
        station.close()
