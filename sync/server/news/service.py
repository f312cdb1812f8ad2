"""Takes down who wants news by mail, when they said so twice; forgets who does not; has each edition sent.

Who asks learns nothing of who has news: whatever becomes of what they sent, they are told the same.
"""

from datetime import date, datetime
from typing import Final

from sqlalchemy.engine import Connection

from app.calendar import prague, prague_day
from app.identifiers import new_id
from sync.server.audit import service as audit
from sync.server.basemap.repository import offered
from sync.server.cards.repository import district_of
from sync.server.erasure.conversations import UNSCRUBBED
from sync.server.erasure.journal import Erasure
from sync.server.ground import meta
from sync.server.ground.moments import instant, moment
from sync.server.intake.domain import SentNews
from sync.server.intake.seal import hash_of
from sync.server.jobs import repository as jobs
from sync.server.jobs.domain import Kind, Nothing
from sync.server.mail.letters import addressable
from sync.server.mail.relay import MailKey
from sync.server.news import repository
from sync.server.news.domain import APART, CONFIRM, CONFIRMED_WITHIN, DIGEST, MOST_TOPICS, Ask, Digest, Reader, Topic
from sync.server.published.work import monday_of
from sync.server.service import Server

_HOUR: Final = 3_600
_DAY: Final = 86_400
_BY_DAY: Final = range(9, 18)
"""Hours of Prague's clocks in which an edition is sent, from Tuesday on: what was told on Monday is in it."""
_TUESDAY: Final = 1


def subscribe(connection: Connection, server: Server, sent: SentNews, language: str) -> None:
    """Somebody wants news of a topic for an address: ask whoever reads its mail, once a day at most."""
    email = _address(sent.email)
    if not email or district_of(connection, sent.district) is None or not _is_street(connection, server, sent.street):
        return
    now = server.settings.clock()
    reader = _reader(connection, server, email, language, prague_day(now))
    known = repository.topics(connection, reader.id)
    same = next((one for one in known if (one.district_id, one.street) == (sent.district, sent.street)), None)
    if same is not None and (same.confirmed_at or moment(same.asked_at) + APART > now):
        return
    if same is None and len(known) >= MOST_TOPICS:
        return
    due = now if not reader.asked_at else max(now, moment(reader.asked_at) + APART)
    at = instant(due)
    topic_id = same.id if same is not None else new_id()
    if same is not None:
        repository.ask_anew(connection, topic_id, at)
    else:
        secret = MailKey(server.settings.files).secret("confirm", topic_id)
        topic = Topic(topic_id, reader.id, sent.district, sent.street, at, "")
        repository.add_topic(connection, topic, hash_of(secret))
    repository.asked(connection, reader.id, at)
    jobs.put(connection, CONFIRM, Ask(topic_id, at), key=f"ask {topic_id} {at}", due=at)


def confirm(connection: Connection, server: Server, link: str) -> None:
    """Whoever reads the mail of the address wants it."""
    topic = repository.topic_by(connection, link)
    if topic is not None and not topic.confirmed_at and not is_over(topic, server.settings.clock()):
        repository.confirm(connection, topic.id, server.now())


def leave(connection: Connection, server: Server, link: str) -> None:
    """The holder of the link wants no more news. Raises OSError: then nothing is forgotten."""
    reader_id = repository.who_leaves(connection, link)
    if reader_id is not None:
        forget(connection, server, reader_id)


def leave_topic(connection: Connection, server: Server, link: str, district_id: str, street: str) -> None:
    """The holder of the link wants no more news of this topic; with the last one their address is forgotten as well.
    Raises OSError as ``leave``."""
    reader_id = repository.who_leaves(connection, link)
    if reader_id is None or repository.reader(connection, reader_id) is None:
        return
    for one in repository.topics(connection, reader_id):
        if (one.district_id, one.street) == (district_id, street):
            server.erasures.append(Erasure(server.now(), topics=(one.id,)))
            repository.forget_topic(connection, one.id)
            audit.append(connection, server.now(), "", "news.leave", one.id)
            meta.write(connection, UNSCRUBBED, "yes")
    if not repository.topics(connection, reader_id):
        forget(connection, server, reader_id)


def forget(connection: Connection, server: Server, reader_id: str) -> None:
    """Nothing is known of a reader any more, also after a backup is restored. Raises OSError as ``leave``."""
    server.erasures.append(Erasure(server.now(), news=(reader_id,)))
    if repository.forget(connection, reader_id):
        meta.write(connection, UNSCRUBBED, "yes")
        audit.append(connection, server.now(), "", "news.end", reader_id)


def is_over(topic: Topic, now: datetime) -> bool:
    """Whether it is too late to confirm a topic."""
    return not topic.confirmed_at and moment(topic.asked_at) + CONFIRMED_WITHIN <= now


def edition_of(day: date) -> str:
    """The edition that is told on a day: the Monday of its week, such as 2026-03-02."""
    return f"{monday_of(day):%Y-%m-%d}"


def plan(connection: Connection, server: Server, _payload: Nothing) -> bool:
    """The job: have the edition of this week sent, by day, to everybody who was not told it yet."""
    here = prague(server.settings.clock())
    if here.hour in _BY_DAY and here.weekday() >= _TUESDAY:
        edition = edition_of(here.date())
        for reader_id in repository.behind(connection, edition):
            payload = Digest(reader_id, edition)
            jobs.put(connection, DIGEST, payload, key=f"digest {reader_id} {edition}", due=server.now())
    return False


def drop_unconfirmed(connection: Connection, server: Server, _payload: Nothing) -> bool:
    """The job: forget addresses that nobody confirmed in time."""
    before = instant(server.settings.clock() - CONFIRMED_WITHIN)
    if repository.drop_unconfirmed(connection, before):
        meta.write(connection, UNSCRUBBED, "yes")
    return False


def _reader(connection: Connection, server: Server, email: str, language: str, today: date) -> Reader:
    key = MailKey(server.settings.files)
    who = key.address(email)
    fresh = new_id()
    one = Reader(fresh, email, language, "", edition_of(today))
    if repository.reader_of(connection, who) is None:
        repository.add_reader(connection, one, who=who, leave=hash_of(key.secret("leave", fresh)))
    found = repository.reader_of(connection, who)
    assert found is not None  # noqa: S101 - it was written above, by this transaction or another
    return found


def _address(text: str) -> str:
    try:
        return addressable(text).lower()
    except ValueError:
        return ""


def _is_street(connection: Connection, server: Server, name: str) -> bool:
    """Whether the map has a street of that name; no name means the whole district."""
    if not name:
        return True
    basemap = offered(connection)
    return basemap is not None and any(one.name == name for one in server.addresses.streets(basemap.sha256))


KINDS: Final = (
    Kind("plan_news", plan, every=_HOUR),
    Kind("drop_unconfirmed_news", drop_unconfirmed, every=_DAY),
)
