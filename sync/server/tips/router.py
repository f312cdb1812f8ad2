"""HTTP of tips: filing by a dispatcher or a program, and a tip's story."""

from typing import Annotated

import msgspec
import sqlalchemy as sa
from msgspec import Meta
from sqlalchemy.engine import Connection

from app.accounts.domain import sees_contacts
from app.identifiers import new_id
from app.tips.domain import Channel, Contact, Latitude, Longitude, LongText, Place, ShortText, Tip
from sync.server import audit, schema
from sync.server.accounts.duties import scopes_of
from sync.server.documents import parse
from sync.server.http.answers import Answer, json_answer
from sync.server.http.bodies import is_storable
from sync.server.http.calls import Call
from sync.server.http.refusals import Refusal, invalid, not_found
from sync.server.publish import publish
from sync.server.tips.service import IncomingTip, TipService

_CHANNELS = (Channel.WEB, Channel.PHONE, Channel.EMAIL, Channel.API)


class IncomingContact(msgspec.Struct, frozen=True):
    """Who reports."""

    name: ShortText = ""
    phone: ShortText = ""
    email: ShortText = ""


class FileTipRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A tip by the plain API. ``lat`` and ``lon`` come together or not at all. ``id`` makes a repeat harmless."""

    title: Annotated[str, Meta(min_length=1, max_length=200, pattern=r"\S")]
    category: Annotated[str, Meta(min_length=1, max_length=200)]
    text: LongText = ""
    lat: Latitude | None = None
    lon: Longitude | None = None
    address: ShortText = ""
    contact: IncomingContact | None = None
    channel: Channel = Channel.API
    id: Annotated[str, Meta(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")] | None = None


class FileTipResponse(msgspec.Struct, frozen=True):
    """What became of it; ``district`` and ``holder`` are empty where there is none."""

    id: str
    number: str
    district: str
    holder: str
    deadline: str


def file_tip(call: Call) -> Answer:
    """POST FileTipRequest → 201 FileTipResponse; 200 with the same answer where the id was filed already."""
    request = call.read(FileTipRequest)
    if (request.lat is None) != (request.lon is None):
        raise invalid("Send both lat and lon, or neither.")
    if request.channel not in _CHANNELS:
        raise invalid(f"The channel is one of {', '.join(channel.value for channel in _CHANNELS)}.")
    if not is_storable(msgspec.to_builtins(request)):
        raise invalid("The text holds a character that can not be stored.")
    server = call.server

    def work(connection: Connection) -> tuple[Tip, bool]:
        known = _known(connection, call, request)
        if known is not None:
            return known, False
        now = server.now()
        filed = TipService(server).file_many(connection, [_incoming(request, call, now)])
        tip = filed.tips[0]
        audit.append(connection, now, call.caller.officer_id, "tip.file", tip.id)
        publish(connection, filed.steps, now)
        return tip, True

    try:
        tip, fresh = server.database.durably(work)
    except sa.exc.IntegrityError:
        tip, fresh = server.database.durably(work)
    answer = FileTipResponse(tip.id, tip.number, tip.district_id, tip.holder_id or "", tip.deadline or "")
    return json_answer(answer, 201 if fresh else 200)


def story(call: Call) -> Answer:
    """GET → the tip, its story line by line and, for roles with the right, who sent it. Another district's: 404."""
    server, caller, tip_id = call.server, call.caller, call.path["tip_id"]
    now = server.now()
    tip, line = schema.tip.c, schema.story.c
    with server.database.read() as connection:
        scopes = scopes_of(connection, caller.officer_id, caller.role, now)
        query = sa.select(tip.doc).where(tip.id == tip_id, tip.scope.in_(sorted(scopes)))
        doc = connection.execute(query).scalar()
        lines = sa.select(line.doc).where(line.tip_id == tip_id).order_by(line.position)
        stored = connection.execute(lines).scalars().all()
        who = connection.execute(sa.select(schema.contact.c.doc).where(schema.contact.c.tip_id == tip_id)).scalar()
    action = "tip.read" if doc is not None else "tip.denied"
    server.database.durably(lambda c: audit.append(c, now, caller.officer_id, action, tip_id[:36]))
    if doc is None:
        raise not_found()
    contact = who if who is not None and sees_contacts(caller.role) else "null"
    body = f'{{"tip":{doc},"contact":{contact},"story":[{",".join(stored)}]}}'
    return Answer(body.encode())


def _known(connection: Connection, call: Call, request: FileTipRequest) -> Tip | None:
    if request.id is None:
        return None
    line = schema.story.c
    doc = connection.execute(sa.select(schema.tip.c.doc).where(schema.tip.c.id == request.id)).scalar()
    if doc is None:
        erased = schema.erased.c.row_id
        if connection.execute(sa.select(erased).where(erased == request.id)).first() is not None:
            raise Refusal(409, "already_exists", "This id is taken.")
        return None
    first = connection.execute(sa.select(line.doc).where(line.tip_id == request.id, line.position == 1)).scalar()
    if f'"by":"{call.caller.officer_id}"' not in (first or ""):
        raise Refusal(409, "already_exists", "This id is taken.")
    return parse(doc, Tip)


def _text(request: FileTipRequest) -> str:
    """An address without a position has no other place to be kept."""
    if request.address and request.lat is None:
        return "\n".join(part for part in (request.text[:9_700], request.address) if part)
    return request.text


def _incoming(request: FileTipRequest, call: Call, now: str) -> IncomingTip:
    place = None
    if request.lat is not None and request.lon is not None:
        place = Place(request.lat, request.lon, request.address)
    tip = Tip(
        id=request.id or new_id(),
        number="",
        title=request.title.strip(),
        category=request.category,
        created_at=now,
        text=_text(request),
        place=place,
        channel=request.channel,
        changed_at=now,
    )
    contact = request.contact
    who = Contact(tip.id, contact.name, contact.phone, contact.email) if contact is not None else None
    return IncomingTip(tip, who, by=call.caller.officer_id)
