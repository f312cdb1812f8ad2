"""HTTP of tips: filing by a dispatcher or a program, the search over all of them, and one tip with its story."""

from typing import Annotated

import msgspec
from msgspec import Meta
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from app.identifiers import new_id
from app.tips.domain import Channel, Tip
from app.tips.operations import FILERS, TipFile
from app.tips.titles import one_line
from app.tips.words import snippet, wanted_words
from app.values import Latitude, Longitude, LongText, Place, ShortText
from sync.protocol.messages import SPOKEN, FoundTip, SearchRequest, SearchResponse, TipStory
from sync.protocol.paths import SEARCH, TIPS
from sync.server.accounts import keys
from sync.server.accounts.callers import KeyScope
from sync.server.accounts.duties import actor, scopes_of
from sync.server.accounts.keys import Sight
from sync.server.audit import service as audit
from sync.server.changes.doors import Change, Door
from sync.server.changes.effects import Decision
from sync.server.changes.service import carry_out, steps_of
from sync.server.feed.publish import publish
from sync.server.http.answers import Answer, json_answer
from sync.server.http.calls import FORM, SMALL, Call, Entry, Route
from sync.server.http.refusals import Refusal, invalid, not_found, refusal_of_verdict
from sync.server.service import Server
from sync.server.tips import repository
from sync.server.tips.repository import Hanging
from sync.server.tips.search.repository import Question, find

_CHANNELS = (Channel.WEB, Channel.PHONE, Channel.EMAIL, Channel.API)


class IncomingContact(msgspec.Struct, frozen=True):
    """Who reports."""

    name: ShortText = ""
    phone: ShortText = ""
    email: ShortText = ""


class FileTipRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A tip by the plain API. ``lat`` and ``lon`` come together or not at all. ``id`` makes a repeat harmless."""

    title: Annotated[str, Meta(max_length=200)]
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
    if not one_line(request.title):
        raise invalid("The title shows nothing: write in one line what it is about.")
    server = call.server

    def work(connection: Connection) -> tuple[Tip, bool]:
        known = _known(connection, call, request)
        if known is not None:
            return known, False
        _refuse_strange_category(connection, server, request.category)
        now = server.now()
        who = actor(connection, call.caller.officer_id, call.caller.role, now)
        change = Change(Door(who, request.channel), request.id or new_id(), _operation(request))
        decisions = carry_out(connection, server, [change])
        tip = _taken(decisions[0])
        keys.note_filed(connection, call.caller, tip.id)
        audit.record(connection, now, call.caller, "tip.file", tip.id)
        publish(connection, steps_of(decisions), now)
        return tip, True

    try:
        tip, fresh = server.database.durably(work)
    except IntegrityError:
        tip, fresh = server.database.durably(work)
    answer = FileTipResponse(tip.id, tip.number, tip.district_id, tip.holder_id or "", tip.deadline or "")
    return json_answer(answer, 201 if fresh else 200)


def _refuse_strange_category(connection: Connection, server: Server, category: str) -> None:
    known = server.lookups.get(connection).working_days.keys()
    if known and category not in known:
        raise invalid(f"There is no such category. Take one of: {', '.join(sorted(known))}.")


def search(call: Call) -> Answer:
    """POST SearchRequest → SearchResponse: the newest tips of the caller's scopes with all the words."""
    request = call.read(SearchRequest)
    if request.protocol not in SPOKEN:
        raise Refusal(426, "too_old", "This version of the app is too old to search here. Update it; nothing is lost.")
    if (request.before_at is None) != (request.before_id is None):
        raise invalid("Send both before_at and before_id, or neither.")
    server, caller, now = call.server, call.caller, call.server.now()
    wanted = wanted_words(request.text)
    before = (request.before_at, request.before_id) if request.before_at and request.before_id else None
    question = Question(wanted, older=request.older, before=before, limit=request.limit + 1)
    with server.database.read() as connection:
        tips = find(connection, question, scopes_of(connection, caller.officer_id, caller.role, now))
    found = tuple(_found(tip, wanted) for tip in tips[: request.limit])
    count = str(len(found))
    server.database.durably(lambda c: audit.record(c, now, caller, "tip.search", found=count))
    return json_answer(SearchResponse(found, more=len(tips) > request.limit))


def story(call: Call) -> Answer:
    """GET → TipStory: the tip with all that hangs on it, for roles with the right who sent it. Another district's: 404.

    A key that only files gets the tips that it filed, and of them nothing that officers wrote. The stored
    texts are joined, never read.
    """
    server, caller, tip_id = call.server, call.caller, call.path["tip_id"]
    now = server.now()
    with server.database.read() as connection:
        scopes = scopes_of(connection, caller.officer_id, caller.role, now)
        sight = keys.sight(connection, caller, tip_id)
        doc = repository.document(connection, tip_id, scopes) if sight is not Sight.NOTHING else None
        hangs = repository.hanging_on(connection, tip_id) if sight is Sight.ALL else Hanging()
    action = "tip.read" if doc is not None else "tip.denied"
    server.database.durably(lambda c: audit.record(c, now, caller, action, tip_id[:36]))
    if doc is None:
        raise not_found()
    contact = hangs.contact if hangs.contact and caller.sees_contacts else "null"
    named = (("notes", hangs.notes), ("messages", hangs.messages), ("photos", hangs.photos), ("story", hangs.story))
    lists = "".join(f',"{name}":[{",".join(docs)}]' for name, docs in named)
    return Answer(f'{{"tip":{doc},"contact":{contact}{lists}}}'.encode())


def _found(tip: Tip, wanted: tuple[str, ...]) -> FoundTip:
    return FoundTip(
        id=tip.id,
        number=tip.number,
        title=tip.title,
        category=tip.category,
        status=tip.status,
        created_at=tip.created_at,
        district_id=tip.district_id,
        address=tip.place.address if tip.place else "",
        closed_at=tip.closing.at if tip.closing else None,
        photos=tip.photos,
        joined=tip.joined,
        snippet=snippet(tip, wanted),
    )


def _known(connection: Connection, call: Call, request: FileTipRequest) -> Tip | None:
    if request.id is None:
        return None
    tip = repository.stored(connection, request.id)
    if tip is None:
        if repository.is_erased(connection, request.id):
            raise Refusal(409, "already_exists", "This id is taken.")
        return None
    first = repository.first_line(connection, request.id)
    mine = first is not None and first.by == call.caller.officer_id
    if not mine or not keys.filed_here(connection, call.caller, request.id):
        raise Refusal(409, "already_exists", "This id is taken.")
    return tip


def _text(request: FileTipRequest) -> str:
    """An address without a position has no other place to be kept."""
    if request.address and request.lat is None:
        return "\n".join(part for part in (request.text[:9_700], request.address) if part)
    return request.text


def _operation(request: FileTipRequest) -> TipFile:
    place = None
    if request.lat is not None and request.lon is not None:
        place = Place(request.lat, request.lon, request.address)
    contact = request.contact or IncomingContact()
    return TipFile(
        title=one_line(request.title),
        category=request.category,
        text=_text(request),
        place=place,
        contact_name=contact.name,
        contact_phone=contact.phone,
        contact_email=contact.email,
    )


def _taken(decision: Decision) -> Tip:
    """The tip that was filed, or the answer of the rules as a refusal."""
    if not decision.effects.is_new or decision.effects.tip is None:
        raise refusal_of_verdict(decision.verdict)
    return decision.effects.tip.tip


_FILED = (200, 201)
_SEARCHES = frozenset({KeyScope.SEARCH})
_FILES = frozenset({KeyScope.FILE_TIPS})
_READS = frozenset({KeyScope.FILE_TIPS, KeyScope.READ_TIPS})
ROUTES = (
    Route(
        "POST", SEARCH, search, Entry.TOKEN, FILERS, SMALL, takes=SearchRequest, gives=SearchResponse, scopes=_SEARCHES
    ),
    Route(
        "POST",
        TIPS,
        file_tip,
        Entry.TOKEN,
        FILERS,
        FORM,
        takes=FileTipRequest,
        gives=FileTipResponse,
        statuses=_FILED,
        scopes=_FILES,
    ),
    Route("GET", TIPS + "/{tip_id}/story", story, Entry.TOKEN, FILERS, SMALL, gives=TipStory, scopes=_READS),
)
