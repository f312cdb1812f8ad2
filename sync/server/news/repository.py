"""Readers of news and their topics, read and written."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from sync.server.ground.database import for_update
from sync.server.news.domain import Reader, Topic
from sync.server.news.tables import news_reader, news_topic

_reader, _topic = news_reader.c, news_topic.c
Values = tuple[str, ...]


def add_reader(connection: Connection, reader: Reader, *, who: str, leave: str) -> None:
    """Write down a reader, unless there is one of this address."""
    values = {"id": reader.id, "who": who, "email": reader.email, "language": reader.language, "leave": leave,
              "asked_at": reader.asked_at, "edition": reader.edition}  # fmt: skip
    connection.execute(_ADD, values)


def reader_of(connection: Connection, who: str) -> Reader | None:
    """The reader with this address, held until the commit."""
    row = connection.execute(for_update(sa.select(news_reader).where(_reader.who == who))).first()
    return None if row is None else _read(row)


def reader(connection: Connection, reader_id: str) -> Reader | None:
    """The reader of this id, held until the commit."""
    row = connection.execute(for_update(sa.select(news_reader).where(_reader.id == reader_id))).first()
    return None if row is None else _read(row)


def who_leaves(connection: Connection, leave: str) -> str | None:
    """Whose the link is by which news end."""
    found: str | None = connection.execute(sa.select(_reader.id).where(_reader.leave == leave)).scalar()
    return found


def asked(connection: Connection, reader_id: str, at: str) -> None:
    """A mail that asks for a confirmation is due at this moment."""
    connection.execute(sa.update(news_reader).where(_reader.id == reader_id).values(asked_at=at))


def told(connection: Connection, reader_id: str, edition: str) -> None:
    """This edition is with the reader."""
    connection.execute(sa.update(news_reader).where(_reader.id == reader_id).values(edition=edition))


def topics(connection: Connection, reader_id: str) -> list[Topic]:
    """What a reader asked for, the oldest first."""
    query = sa.select(news_topic).where(_topic.reader_id == reader_id).order_by(_topic.asked_at, _topic.id)
    return [_topic_of(row) for row in connection.execute(query)]


def topic(connection: Connection, topic_id: str) -> Topic | None:
    """The topic of this id."""
    row = connection.execute(sa.select(news_topic).where(_topic.id == topic_id)).first()
    return None if row is None else _topic_of(row)


def topic_by(connection: Connection, confirm: str) -> Topic | None:
    """The topic that a link confirms, held until the commit."""
    row = connection.execute(for_update(sa.select(news_topic).where(_topic.confirm == confirm))).first()
    return None if row is None else _topic_of(row)


def add_topic(connection: Connection, one: Topic, confirm: str) -> None:
    """Write down a topic that nobody has confirmed."""
    values = {"id": one.id, "reader_id": one.reader_id, "district_id": one.district_id, "street": one.street,
              "confirm": confirm, "asked_at": one.asked_at, "confirmed_at": None}  # fmt: skip
    connection.execute(sa.insert(news_topic).values(values))


def ask_anew(connection: Connection, topic_id: str, at: str) -> None:
    """The time in which a topic can be confirmed begins anew."""
    connection.execute(sa.update(news_topic).where(_topic.id == topic_id).values(asked_at=at))


def confirm(connection: Connection, topic_id: str, at: str) -> None:
    """The topic is wanted."""
    connection.execute(sa.update(news_topic).where(_topic.id == topic_id).values(confirmed_at=at))


def behind(connection: Connection, edition: str) -> list[str]:
    """The readers of confirmed topics who were not told this edition yet."""
    query = sa.select(_reader.id).join(news_topic, _topic.reader_id == _reader.id)
    query = query.where(_topic.confirmed_at.is_not(None), _reader.edition < edition)
    return list(connection.execute(query.distinct().order_by(_reader.id)).scalars())


def drop_unconfirmed(connection: Connection, before: str) -> int:
    """Forget topics that were not confirmed in time, and readers with no other; how many readers."""
    connection.execute(sa.delete(news_topic).where(_topic.confirmed_at.is_(None), _topic.asked_at < before))
    left = sa.select(_topic.reader_id)
    return connection.execute(sa.delete(news_reader).where(_reader.id.not_in(left))).rowcount


def forget(connection: Connection, reader_id: str) -> bool:
    """Nothing is known of this reader any more; whether anything was."""
    connection.execute(sa.delete(news_topic).where(_topic.reader_id == reader_id))
    return connection.execute(sa.delete(news_reader).where(_reader.id == reader_id)).rowcount == 1


def forget_topic(connection: Connection, topic_id: str) -> str | None:
    """Nothing is known of this topic any more; whose it was."""
    whose: str | None = connection.execute(sa.select(_topic.reader_id).where(_topic.id == topic_id)).scalar()
    connection.execute(sa.delete(news_topic).where(_topic.id == topic_id))
    return whose


def _read(row: Row[Values]) -> Reader:
    return Reader(row.id, row.email, row.language, row.asked_at, row.edition)


def _topic_of(row: Row[Values]) -> Topic:
    return Topic(row.id, row.reader_id, row.district_id, row.street, row.asked_at, row.confirmed_at or "")


_ADD = sa.text(
    "INSERT INTO news_reader (id, who, email, language, leave, asked_at, edition) "
    "VALUES (:id, :who, :email, :language, :leave, :asked_at, :edition) ON CONFLICT (who) DO NOTHING"
)
