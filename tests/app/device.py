"""A device for tests: the real encrypted store and services, with a clock and a key store made by hand."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from app.accounts.domain import Officer, Role
from app.accounts.repository import Identity
from app.districts.domain import Category, District, ReplyTemplate
from app.exchange.pages import PageApplied
from app.identifiers import new_id
from app.outbox.domain import Code, Verdict, VerdictKind
from app.outbox.views import Recorded
from app.session import DeviceSession, open_session
from app.tips.domain import Status, Tip, TipNote
from app.values import Place
from tests.bench.corpus import FeedPage, FeedRow

KEY = bytes(range(32))
NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
ME = "00000000-0000-7000-8000-000000000001"
OTHER = "00000000-0000-7000-8000-000000000002"
HOME = "district-1"
AWAY = "district-2"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 700


class HandClock:
    """A clock that moves only when told to."""

    def __init__(self, now: datetime = NOW) -> None:
        self.time = now

    def now(self) -> datetime:
        return self.time

    def monotonic(self) -> float:
        return self.time.timestamp()

    def forward(self, **parts: float) -> None:
        self.time += timedelta(**parts)


class MemoryKeyStore:
    """A key store that remembers until the test is over."""

    def __init__(self) -> None:
        self.secrets: dict[str, bytes] = {}

    def get(self, name: str) -> bytes | None:
        return self.secrets.get(name)

    def set(self, name: str, secret: bytes) -> None:
        self.secrets[name] = secret

    def delete(self, name: str) -> None:
        self.secrets.pop(name, None)


def tip(title: str = "Rozbitá lampa", **fields: Any) -> Tip:
    """A tip of the home district."""
    defaults: dict[str, Any] = {
        "id": new_id(),
        "number": "2026/000001",
        "category": "lighting",
        "created_at": "2026-05-30T08:00:00Z",
        "district_id": HOME,
        "place": Place(50.46, 13.41, "Palackého 12, Chomutov"),
    }
    return Tip(**{"title": title, **defaults, **fields})


def closed(**fields: Any) -> Tip:
    """A closed tip as an import leaves it."""
    return tip(status=Status.CLOSED, **fields)


def row(kind: str, identifier: str, document: Any, scope: str = HOME) -> FeedRow:
    """One row of the feed; None is gone."""
    return FeedRow(kind, identifier, scope, msgspec.json.encode(document))


def tip_row(of: Tip, scope: str = HOME) -> FeedRow:
    return row("tip", of.id, of, scope)


def note_of(of: Tip, text: str, by: str = OTHER) -> TipNote:
    return TipNote(id=new_id(), tip_id=of.id, by=by, at="2026-05-31T08:00:00Z", text=text)


LOOKUPS = (
    row("district", HOME, District(HOME, "Střed", {"type": "Polygon", "coordinates": []}), "city"),
    row("district", AWAY, District(AWAY, "Březenecká", {"type": "Polygon", "coordinates": []}), "city"),
    row("category", "lighting", Category("lighting", "Veřejné osvětlení"), "city"),
    row("category", "litter", Category("litter", "Nepořádek"), "city"),
    row("officer", ME, Officer(ME, "Jana Nováková", Role.OFFICER, districts=(HOME,)), "city"),
    row("officer", OTHER, Officer(OTHER, "Petr Dvořák", Role.OFFICER, districts=(AWAY,)), "city"),
    row("template", "00000000-0000-7000-8000-0000000000aa",
        ReplyTemplate("00000000-0000-7000-8000-0000000000aa", "solved", "Opraveno", "Děkujeme."), "city"),
)  # fmt: skip


STATION = X25519PrivateKey.from_private_bytes(bytes(range(32)))
"""The key of the station that this device was enrolled at."""


def session(directory: Path, *, role: Role = Role.OFFICER, clock: HandClock | None = None) -> DeviceSession:
    """An enrolled device of ``ME`` with the city's look-ups, no tips yet."""
    opened = reopened(directory, clock)
    identity = Identity(
        device_id="00000000-0000-7000-8000-00000000000d",
        officer_id=ME,
        officer_name="Jana Nováková",
        role=role,
        server="https://example.invalid",
        private_key=bytes(range(32)),
        station_key=STATION.public_key().public_bytes_raw(),
    )
    assert opened.enrol(identity) is None
    lookups = [
        row("officer", ME, Officer(ME, "Jana Nováková", role, districts=(HOME,)), "city") if found.id == ME else found
        for found in LOOKUPS
    ]
    pull(opened, lookups, scopes=(HOME, AWAY, "city"))
    return opened


def reopened(directory: Path, clock: HandClock | None = None) -> DeviceSession:
    """The device in that folder, started again."""
    opened = open_session(directory, KEY, clock=clock or HandClock())
    assert isinstance(opened, DeviceSession), opened
    return opened


def pull(device: DeviceSession, rows: Iterable[FeedRow], **fields: Any) -> PageApplied:
    """One whole pull that brings these rows."""
    made = tuple(rows)
    cursors = device.exchange.cursors()
    moved = {found.scope: cursors.get(found.scope, 0) + 1 for found in made}
    applied = device.exchange.apply_page(FeedPage(**{"rows": made, "cursors": moved, **fields}))
    assert isinstance(applied, PageApplied), applied
    return applied


def answer(
    device: DeviceSession,
    recorded: object,
    verdict: VerdictKind = VerdictKind.APPLIED,
    code: Code | None = None,
    now: dict[str, str] | None = None,
) -> None:
    """Send the outbox and let the server answer this one change."""
    assert isinstance(recorded, Recorded), recorded
    device.exchange.next_batch()
    device.exchange.record_verdicts([Verdict(recorded.seq, recorded.operation_id, verdict, code, now or {})])
