"""News by mail: what asks for a confirmation, and an edition. At least once, and always under one Message-ID."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Final

import msgspec
from sqlalchemy.engine import Connection

from app.districts.domain import Category
from sync.server.cards.repository import district_of
from sync.server.districts.words import category_name
from sync.server.ground.documents import parse
from sync.server.intake.repository import categories
from sync.server.jobs.domain import Again, Kind
from sync.server.mail import smtp
from sync.server.mail.handing import Ready, hand_over
from sync.server.mail.hours import seconds_of_quiet
from sync.server.mail.letters import Envelope
from sync.server.mail.news_letters import Links, Part, asking, edition
from sync.server.mail.relay import MailKey, Relay, relay
from sync.server.news import repository
from sync.server.news import service as news
from sync.server.news.domain import CONFIRM, DIGEST, Ask, Digest, Reader, Topic
from sync.server.published import repository as published
from sync.server.published import words
from sync.server.published.domain import NEWS, News
from sync.server.published.service import cells_of_street
from sync.server.service import Server

TRIES: Final = 6
_FIRST_WAIT: Final = 300
_LONGEST_WAIT: Final = 4 * 3_600
_NIGHT: Final = "21-7"
"""Where the city named no hours: news can wait."""
_CONFIRM_PAGE: Final = "/novinky/potvrdit/"
_LEAVE_PAGE: Final = "/novinky/odhlasit/"
_MOST_LINES: Final = 30
"""Of a topic in one mail; the page of the district says the rest."""


@dataclass(frozen=True, slots=True)
class _Sender:
    """By whom and to whom a mail goes; a mail that can not be delivered comes back to who ends the news."""

    relay: Relay
    key: MailKey
    reader: Reader

    @property
    def leave(self) -> str:
        return self.key.secret("leave", self.reader.id)

    def envelope(self, name: str) -> Envelope:
        mail_id = f"{self.key.name(f'news {name}')}@{self.relay.domain}"
        one = self.relay
        return Envelope(one.sender, one.name, self.reader.email, one.sender, mail_id, self.reader.language)

    def ready(self, envelope: Envelope, mail: EmailMessage) -> Ready:
        return Ready(self.relay, mail, f"n-{self.leave}@{self.relay.domain}", envelope.to)


def ask(server: Server, payload: Ask) -> Again | None:
    """One try to ask whoever reads an address whether they want news."""
    ready = server.database.durably(lambda c: _asking(c, server, payload))
    if ready is None or isinstance(ready, Again):
        return ready
    return _after(hand_over(server, ready), payload, payload.tries)


def send(server: Server, payload: Digest) -> Again | None:
    """One try to send an edition; nothing where nothing in it is of the reader's topics."""
    ready = server.database.durably(lambda c: _edition(c, server, payload))
    if ready is None or isinstance(ready, Again):
        return ready
    outcome = hand_over(server, ready)
    match outcome:
        case smtp.Sent():
            server.database.durably(lambda c: repository.told(c, payload.reader_id, payload.edition))
        case smtp.Never(of_address=True):
            server.database.durably(lambda c: news.forget(c, server, payload.reader_id))
        case smtp.Never() | smtp.Later():
            pass
    return _after(outcome, payload, payload.tries)


def _after(outcome: smtp.Outcome, payload: Ask | Digest, tries: int) -> Again | None:
    if not isinstance(outcome, smtp.Later) or tries + 1 >= TRIES:
        return None
    return Again(min(_FIRST_WAIT * 2**tries, _LONGEST_WAIT), msgspec.structs.replace(payload, tries=tries + 1))


def _asking(connection: Connection, server: Server, payload: Ask) -> Ready | Again | None:
    topic = repository.topic(connection, payload.topic_id)
    if (
        topic is None
        or topic.confirmed_at
        or topic.asked_at != payload.at
        or news.is_over(topic, server.settings.clock())
    ):
        return None
    found = _sender(connection, server, repository.reader(connection, topic.reader_id), payload)
    if not isinstance(found, _Sender):
        return found
    secret = MailKey(server.settings.files).secret("confirm", topic.id)
    named = _named(connection, topic, found.reader.language)
    envelope, link = found.envelope(f"ask {topic.id} {payload.at}"), f"{server.settings.address}{_CONFIRM_PAGE}{secret}"
    return found.ready(envelope, asking(envelope, named, link))


def _edition(connection: Connection, server: Server, payload: Digest) -> Ready | Again | None:
    reader = repository.reader(connection, payload.reader_id)
    if reader is None or reader.edition >= payload.edition:
        return None
    topics = [one for one in repository.topics(connection, reader.id) if one.confirmed_at]
    parts = [part for one in topics if (part := _part(connection, server, reader, one, payload.edition)).lines]
    if not parts:
        repository.told(connection, reader.id, payload.edition)
        return None
    found = _sender(connection, server, reader, payload)
    if not isinstance(found, _Sender):
        return found
    envelope, pages = found.envelope(f"digest {reader.id} {payload.edition}"), server.settings.address
    return found.ready(envelope, edition(envelope, parts, Links(pages, f"{pages}{_LEAVE_PAGE}{found.leave}")))


def _sender(
    connection: Connection, server: Server, reader: Reader | None, payload: Ask | Digest
) -> _Sender | Again | None:
    named = relay(connection)
    if reader is None:
        return None
    if named is None or not server.settings.address:
        return Again(_LONGEST_WAIT, payload) if isinstance(payload, Ask) else None
    quiet = seconds_of_quiet(named.quiet or _NIGHT, server.settings.clock())
    return (
        Again(min(quiet, _LONGEST_WAIT), payload) if quiet else _Sender(named, MailKey(server.settings.files), reader)
    )


def _named(connection: Connection, topic: Topic, language: str) -> str:
    one = district_of(connection, topic.district_id)
    district = one.name if one is not None else ""
    return words.place(topic.street, language) if topic.street else district


def _part(connection: Connection, server: Server, reader: Reader, topic: Topic, until: str) -> Part:
    """What was told of a topic after the last edition, up to this one."""
    known = [parse(doc, Category) for _, doc in categories(connection)]
    names = {one.id: category_name(one, reader.language) for one in known}
    cells = cells_of_street(connection, server, topic.street) if topic.street else None
    among = published.names(connection, NEWS) if topic.street else [NEWS + topic.district_id]
    documents = [doc for name in among if (doc := published.document(connection, name)) is not None]
    lines: list[str] = []
    for doc in documents:
        lines += _lines(parse(doc, News), cells, names, reader, until)
    return Part(_named(connection, topic, reader.language), topic.district_id, tuple(lines[:_MOST_LINES]))


def _lines(
    told: News, cells: frozenset[str] | None, names: Mapping[str, str], reader: Reader, until: str
) -> Iterator[str]:
    for one in told.closed:
        if reader.edition < one.told <= until and (cells is None or one.cell in cells):
            yield words.tips_title(one, names, reader.language)
    for week in told.seen:
        places = tuple(each for each in week.places if cells is None or each.cell in cells)
        if reader.edition < week.told <= until and places:
            within = msgspec.structs.replace(week, places=places)
            yield f"{words.week_title(within, reader.language)}: {words.week_text(within, reader.language)}"


KINDS: Final = (
    Kind(CONFIRM, before=ask, payload=Ask, within=2 * 86_400),
    Kind(DIGEST, before=send, payload=Digest, within=_LONGEST_WAIT),
)
