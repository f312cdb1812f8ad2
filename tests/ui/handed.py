"""Briefs on a device, brought in as a pull would bring them: one runs, one comes tomorrow, one is handed back."""

from datetime import timedelta

import msgspec

from app.accounts.domain import CITY, personal_scope
from app.briefs.domain import Brief, BriefKind, BriefLine, Topic
from app.clock import instant
from app.identifiers import id_of
from app.ratings.domain import Slice
from app.session import DeviceSession
from sync.protocol.messages import PullResponse, Row
from tests.ui.city import COLLEAGUE, NOW, OFFICER, uuid
from tests.ui.rated import HERE, rate, worse

ANSWER, CLOSED, NOTED, ABSENT = uuid(1, 1), uuid(1, 5), uuid(1, 8), uuid(1, 999)


def at(hours: float) -> str:
    return instant(NOW + timedelta(hours=hours))


def brief(kind: BriefKind, district: str, start: float, end: float, *lines: BriefLine) -> Brief:
    begun = (start if kind is BriefKind.COVER else end) <= 0
    key = id_of(f"{kind} {district}")
    return Brief(key, kind, OFFICER, district, at(start), at(end), (COLLEAGUE,), begun, at(0), lines)


RUNNING = brief(
    BriefKind.COVER, "d1", -5, 43,
    BriefLine(Topic.ANSWER, ANSWER, due=at(8)), BriefLine(Topic.ANSWER, CLOSED), BriefLine(Topic.PRESSING, ABSENT),
)  # fmt: skip
COMING = brief(BriefKind.COVER, "d2", 17, 41)
BACK = brief(
    BriefKind.BACK, "d0", -100, -4,
    BriefLine(Topic.ANSWER, uuid(1, 0)), BriefLine(Topic.DONE, NOTED, at=at(-30), by=COLLEAGUE, what="tip.note"),
    BriefLine(Topic.DONE, uuid(1, 6), at=at(-31), by=COLLEAGUE, what="tip.close"),
)  # fmt: skip


def hand_over(session: DeviceSession, *briefs: Brief) -> None:
    """Bring these in, with a place of the covered district where people feel unsafe at night."""
    rate(session, [(worse(HERE, Slice.NIGHT), "d1")])
    scope = personal_scope(OFFICER)
    rows = tuple(Row("brief", one.id, scope, msgspec.Raw(msgspec.json.encode(one))) for one in briefs)
    scopes = (CITY, scope, *(f"d{n}" for n in range(9)))
    page = PullResponse(rows=rows, cursors=dict.fromkeys(scopes, 3), scopes=scopes, incarnation="i")
    session.exchange.apply_page(page)
