"""Subject access: what is held about the holder of a link, as a file for people and for programs.

The link is the proof of who asks. Nothing of another party is in it, and nothing that officers wrote for themselves.
"""

import io
import zipfile
from typing import Final

import msgspec

from app.districts.domain import Category
from sync.server.ground.documents import parse
from sync.server.ground.moments import moment
from sync.server.http.answers import Answer
from sync.server.http.calls import SMALL, Call, Entry, Handler, Route
from sync.server.http.languages import language_of
from sync.server.http.page_face import POLICY, page
from sync.server.http.rates import Rate
from sync.server.http.refusals import not_found
from sync.server.intake import repository
from sync.server.intake.repository import Followed
from sync.server.intake.seal import hash_of
from sync.server.intake.subject import Subject, subject
from sync.server.privacy.service import deadlines
from sync.server.residents import words
from sync.server.residents.following.pages import LINK
from sync.server.submissions.repository import Submitted, submitted

HELD: Final = LINK + "/udaje"
FILE: Final = LINK + "/udaje.zip"
SUBMISSIONS: Final = "submissions"
_SECRET_LETTERS: Final = 22


class HeldMessage(msgspec.Struct, frozen=True):
    """What the holder wrote, or was written to."""

    at: str
    by: str
    text: str


class HeldPhoto(msgspec.Struct, frozen=True):
    """A photo as the holder sent it; ``size`` in bytes."""

    sent: str
    size: int
    kept_until: str


class Held(msgspec.Struct, frozen=True):
    """The file for programs: moments are UTC, ``days_after_closing`` is how long contact and messages are kept."""

    made: str
    number: str
    sent: str
    closed: str
    category: str
    status: str
    joined: bool
    name: str
    phone: str
    email: str
    place: str
    text: str
    text_was_changed: bool
    satisfaction: str
    messages: tuple[HeldMessage, ...]
    photos: tuple[HeldPhoto, ...]
    days_after_closing: int
    kind: str = "tip"


def held(call: Call) -> Answer:
    """GET → what the file holds, and where it is fetched."""
    found = _held(call)
    return page(call, "residents/access.html", {"one": found, "secret": call.path["secret"]})


def file(call: Call) -> Answer:
    """GET → a zip with the same for people (HTML) and for programs (JSON)."""
    found = _held(call)
    moments = {at: words.day(moment(at)) for at in _moments(found) if at}
    readable = page(call, "residents/access_file.html", {"one": found, "day": moments})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("udaje.html", readable.body)
        packed.writestr("udaje.json", msgspec.json.format(msgspec.json.encode(found)))
    headers = {
        **POLICY,
        "content-disposition": f'attachment; filename="udaje-{found.number}.zip"',
        "content-security-policy": "default-src 'none'; sandbox",
    }
    return Answer(out.getvalue(), media_type="application/zip", headers=headers)


def _moments(found: Held) -> list[str]:
    said = (one.at for one in found.messages)
    photos = (at for one in found.photos for at in (one.sent, one.kept_until))
    return [found.made, found.sent, found.closed, *said, *photos]


def _held(call: Call) -> Held:
    secret = call.path["secret"]
    if len(secret) != _SECRET_LETTERS or not secret.isascii():
        raise not_found()
    link = hash_of(secret)
    with call.server.database.read() as connection:
        followed = repository.followed(connection, link)
        other = submitted(connection, link) if followed is None else None
        if other is not None:
            return _submission(other, subject(connection, link), call.server.now(), deadlines(connection)[SUBMISSIONS])
        if followed is None:
            raise not_found()
        known = subject(connection, link)
        spoken = repository.spoken(connection, link)
        category = dict(repository.categories(connection)).get(followed.category)
        days = deadlines(connection)["conversations"]
    language = language_of(call.query, call.headers, call.cookies)
    named = words.category_name(parse(category, Category), language) if category else followed.category
    messages = tuple(HeldMessage(one.at, "police" if one.purpose else "you", one.text) for one in spoken)
    return _file(followed, known, messages, now=call.server.now(), category=named, days=days)


def _submission(one: Submitted, known: Subject, now: str, days: int) -> Held:
    """The same of what is no tip."""
    followed = Followed(
        one.number, one.at, one.kind.value, one.state, one.where, None, one.closed_at, "", "", "", "", no_longer=False,
        left=False, judged=False, joined=not one.own,
    )  # fmt: skip
    messages = tuple(HeldMessage(each.at, "police", each.text) for each in one.answers)
    made = _file(followed, known, messages, now=now, category="", days=days)
    return msgspec.structs.replace(made, kind=one.kind.value)


def _file(
    followed: Followed, known: Subject, messages: tuple[HeldMessage, ...], *, now: str, category: str, days: int
) -> Held:
    place = followed.place
    where = "" if place is None else place.address or f"{place.lat:.5f}, {place.lon:.5f}"
    return Held(
        made=now,
        number=followed.number,
        sent=followed.at,
        closed=followed.closed_at,
        category=category,
        status=followed.status,
        joined=followed.joined,
        name=known.name,
        phone=known.phone,
        email=known.email,
        place=where or followed.where,
        text=known.text,
        text_was_changed=known.is_changed,
        satisfaction=known.satisfaction,
        messages=messages,
        photos=tuple(HeldPhoto(one.at, one.size, one.until) for one in known.originals),
        days_after_closing=days,
    )


def _get(path: str, handler: Handler) -> Route:
    return Route("GET", path, handler, Entry.ANYONE, limit=SMALL, rate=Rate.PAGE, page=True)


ROUTES: tuple[Route, ...] = (_get(HELD, held), _get(FILE, file))
