"""News to read in a feed reader: of the town, a district, a category, or a category in a district."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Final
from urllib.parse import urlencode

from sqlalchemy.engine import Connection

from app.czech_order import czech_order
from app.districts.domain import Category
from app.identifiers import id_of
from sync.server.ground.documents import parse
from sync.server.ground.moments import moment
from sync.server.http.answers import Answer
from sync.server.http.calls import SMALL, Call, Entry, Route
from sync.server.http.languages import LANGUAGES, language_of
from sync.server.http.page_face import page
from sync.server.http.rates import Rate
from sync.server.http.refusals import not_found
from sync.server.intake.repository import categories
from sync.server.published import words as said
from sync.server.published.domain import News, TownDistrict
from sync.server.residents import town, words
from sync.server.residents.feeds import writing
from sync.server.residents.finding import NEWS, way_to

START: Final = "/novinky"
FEED: Final = "/novinky.{kind}"
_MOST: Final = 60
_KEEP_SECONDS: Final = 1_800
_NO_DAY: Final = "2000-01-01"


@dataclass(frozen=True, slots=True)
class Feeds:
    """What a feed is of, and its addresses by their forms."""

    name: str
    ways: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a feed is asked for: of which district and category, where they are named, in which language."""

    kind: str
    district: str
    category: str
    language: str


def start(call: Call) -> Answer:
    """GET → the addresses of all feeds."""
    language = language_of(call.query, call.headers, call.cookies)
    with call.server.database.read() as connection:
        districts, names = town.town(connection).districts, _names(connection, language)
    of_districts = sorted(districts, key=lambda one: czech_order(one.name))
    of_categories = sorted(names.items(), key=lambda one: czech_order(one[1]))
    values = {
        "districts": [Feeds(one.name, ways(one.id, "", language)) for one in of_districts],
        "categories": [Feeds(name, ways("", one, language)) for one, name in of_categories],
        "town": Feeds("", ways("", "", language)),
    }
    return page(call, "residents/feeds/start.html", values)


def ways(district: str, category: str, language: str) -> tuple[tuple[str, str], ...]:
    """The names and addresses of a feed, in each form."""
    asked = {"lokalita": district, "kategorie": category, "lang": language if language != LANGUAGES[0] else ""}
    query = urlencode({name: value for name, value in asked.items() if value})
    ends = f"?{query}" if query else ""
    return tuple((name, f"{FEED.format(kind=kind)}{ends}") for kind, (_, name) in writing.KINDS.items())


def feed(call: Call) -> Answer:
    """GET lokalita, kategorie, lang → the feed; 304 where the reader has it already."""
    language = call.query.get("lang", "")
    asked = _Asked(
        call.path["kind"],
        call.query.get("lokalita", ""),
        call.query.get("kategorie", ""),
        language if language in LANGUAGES else LANGUAGES[0],
    )
    with call.server.database.read() as connection:
        districts, names = town.town(connection).districts, _names(connection, asked.language)
        shown = [one for one in districts if asked.district in ("", one.id)]
        told = {one.id: found for one in shown if (found := town.news(connection, one.id)) is not None}
    if asked.kind not in writing.KINDS or (asked.district and not shown) or (asked.category not in {"", *names}):
        raise not_found()
    made = max((at for _, at in told.values()), default="")
    body = writing.written(asked.kind, _feed(call, asked, shown, {one: news for one, (news, _) in told.items()}, names))
    return _answer(call, body, writing.KINDS[asked.kind][0], made)


def _answer(call: Call, body: bytes, media_type: str, made: str) -> Answer:
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"etag": tag, "cache-control": f"max-age={_KEEP_SECONDS}"}
    changed = moment(made).replace(microsecond=0) if made else None
    if changed is not None:
        headers["last-modified"] = format_datetime(changed.astimezone(UTC), usegmt=True)
    known = call.headers.get("if-none-match")
    if known is not None:
        is_known = known.strip() == "*" or tag in (one.strip().removeprefix("W/") for one in known.split(","))
    else:
        is_known = _is_since(call.headers.get("if-modified-since", ""), changed)
    return Answer(b"" if is_known else body, 304 if is_known else 200, media_type, headers)


def _is_since(text: str, changed: datetime | None) -> bool:
    """Whether what a reader has is as new as what there is."""
    try:
        return changed is not None and changed <= parsedate_to_datetime(text).astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return False


def _feed(
    call: Call, asked: _Asked, shown: list[TownDistrict], told: Mapping[str, News], names: Mapping[str, str]
) -> writing.Feed:
    address = call.server.settings.address
    entries = [each for one in shown if one.id in told for each in _entries(address, asked, one, told[one.id], names)]
    place = shown[0].name if asked.district else words.TOWN_NEWS[asked.language]["town"]
    title = f"{place}: {names[asked.category]}" if asked.category else place
    own = dict(ways(asked.district, asked.category, asked.language))[writing.KINDS[asked.kind][1]]
    return writing.Feed(
        id=id_of(f"feed {asked.district} {asked.category} {asked.language}"),
        day=max((one.edition for one in told.values()), default=_NO_DAY),
        title=f"{words.TOWN_NEWS[asked.language]['title']} – {title}",
        about=words.TOWN_NEWS[asked.language]["about"],
        language=asked.language,
        link=address + (way_to(NEWS, asked.district) if asked.district else START),
        own=address + own,
        entries=writing.newest_first(entries, _MOST),
    )


def _entries(
    address: str, asked: _Asked, one: TownDistrict, news: News, names: Mapping[str, str]
) -> Iterator[writing.Entry]:
    link = address + way_to(NEWS, one.id)
    for each in news.closed:
        if asked.category in ("", each.category):
            key = f"{one.id} {each.told} {each.cell} {each.month} {each.category} {each.outcome}"
            yield writing.Entry(
                id_of(f"closed {key}"), each.told, said.tips_title(each, names, asked.language),
                said.tips_text(each, one.name, asked.language), link,
                (names[each.category],) if each.category in names else (),
            )  # fmt: skip
    for week in news.seen if not asked.category else ():
        title = f"{one.name}: {said.week_title(week, asked.language)}"
        yield writing.Entry(
            id_of(f"seen {one.id} {week.week}"), week.told, title, said.week_text(week, asked.language), link
        )


def _names(connection: Connection, language: str) -> dict[str, str]:
    found = [parse(doc, Category) for _, doc in categories(connection)]
    return {one.id: words.category_name(one, language) for one in found}


ROUTES: Final[tuple[Route, ...]] = (
    Route("GET", START, start, Entry.ANYONE, limit=SMALL, rate=Rate.PAGE, page=True),
    Route("GET", FEED, feed, Entry.ANYONE, limit=SMALL, rate=Rate.PAGE),
)
