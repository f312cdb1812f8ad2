"""What an erasure deletes from the database, and how its bytes leave the files of the database."""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Final

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.photos.domain import Photo
from app.tips.domain import StoryLine, Tip
from sync.server.feed.tables import erased
from sync.server.ground.among import among
from sync.server.ground.database import Database, for_update
from sync.server.ground.documents import ERASED_OPERATION, ids_in, parse, render, verdict_without_state
from sync.server.intake.repository import forget_tips
from sync.server.intake.tables import intake_photo, tip_link
from sync.server.mail.tables import mailing, reply_address
from sync.server.messages.tables import message, party
from sync.server.photos.tables import photo
from sync.server.push.tables import quarantine, receipt
from sync.server.showing import repository as shown
from sync.server.tips.search import repository as search
from sync.server.tips.tables import contact, note, story, tip

TOUCHED = (
    "tip", "tip_words", "note", "message", "mailing", "reply_address", "party", "contact", "story", "photo", "upload",
    "possession", "original", "feed", "receipt", "quarantine", "intake", "intake_photo", "tip_link", "incoming_mail",
    "news_reader", "news_topic", "shown_photo", "submission", "submission_link", "submission_photo",
)  # fmt: skip
"""The tables from which an erasure takes what a person wrote, or rows that name it."""

_PIECE = 200
_SAID: Final = frozenset({"question", "answer", "forward", "said", "reply"})
"""What a line of a story quotes of a message."""
_NOTED: Final = frozenset({"note", "reason", "promise"})
"""What it quotes of a note, of why a tip was opened again, and of a promise."""
OWN_WORDS: Final = frozenset({"title", "text"})
"""The fields of a tip that hold words."""
_TOLD_BY: Final = (contact.c.tip_id, message.c.tip_id, tip_link.c.tip_id, intake_photo.c.tip_id)
"""Where it stands of a tip who sent it, or what was said; the camera's own words in an original tell it too."""


def existing(connection: Connection, tip_ids: Collection[str]) -> list[str]:
    """Which of these tips are here, sorted; their rows stay locked until the commit."""
    query = sa.select(tip.c.id).where(tip.c.id.in_(tip_ids)).order_by(tip.c.id).with_for_update()
    return list(connection.execute(query).scalars())


def by_number(connection: Connection, numbers: Collection[str]) -> dict[str, str]:
    """The ids of tips by their numbers."""
    query = sa.select(tip.c.number, tip.c.id).where(tip.c.number.in_(numbers))
    return {row.number: row.id for row in connection.execute(query)}


def hanging_on(connection: Connection, tip_ids: Collection[str]) -> list[str]:
    """The ids of all rows that hang on these tips."""
    found: list[str] = []
    for row_id, owner in (
        (note.c.id, note.c.tip_id), (message.c.id, message.c.tip_id), (party.c.id, party.c.tip_id),
        (photo.c.id, photo.c.root_id), (story.c.id, story.c.tip_id),
    ):  # fmt: skip
        found += connection.execute(sa.select(row_id).where(owner.in_(tip_ids))).scalars()
    return found


def delete(connection: Connection, tip_ids: Collection[str]) -> None:
    """The tips and all that hangs on them."""
    search.forget(connection, tip_ids)
    shown.forget_of(connection, tip_ids)
    for owner in (
        note.c.tip_id, mailing.c.tip_id, reply_address.c.tip_id, message.c.tip_id, party.c.tip_id, contact.c.tip_id,
        story.c.tip_id, photo.c.root_id,
    ):  # fmt: skip
        connection.execute(sa.delete(owner.table).where(owner.in_(tip_ids)))
    forget_tips(connection, tip_ids)
    connection.execute(sa.delete(tip).where(tip.c.id.in_(tip_ids)))


def tip_of(connection: Connection, party_id: str) -> str:
    """The tip of a party; whose id nobody knows is the sender of the tip of that id."""
    found: str | None = connection.execute(sa.select(party.c.tip_id).where(party.c.id == party_id)).scalar()
    return found or party_id


def forget_contacts(connection: Connection, tip_ids: Collection[str]) -> frozenset[str]:
    """Delete who sent these tips; of which anything was known."""
    gone = sa.delete(contact).where(among(contact.c.tip_id, sorted(tip_ids))).returning(contact.c.tip_id)
    return frozenset(connection.execute(gone).scalars())


def forget_filing(connection: Connection, tip_id: str) -> None:
    """Of what a device sent to file a tip nothing is kept, as it says who sent it."""
    column = receipt.c
    filed = (column.operation.contains(f'"target":"{tip_id}"'), column.operation.contains('"kind":"tip.file"'))
    connection.execute(sa.update(receipt).where(*filed).values(operation=ERASED_OPERATION))


def with_conversation(connection: Connection, closed_before: str, limit: int) -> list[str]:
    """Tips closed before a moment of which it is known who sent or joined them, or what was said; locked."""
    held = sa.or_(*(sa.exists().where(column == tip.c.id) for column in _TOLD_BY), tip.c.doc.contains('"reply":"'))
    query = sa.select(tip.c.id).where(tip.c.closed_at < closed_before, held).order_by(tip.c.id).limit(limit)
    return list(connection.execute(for_update(query)).scalars())


def conversations_among(connection: Connection, tip_ids: Collection[str], until: str) -> list[str]:
    """Of which of these tips that is known once more as it was up to a moment; locked."""
    reply = sa.and_(tip.c.closed_at <= until, tip.c.doc.contains('"reply":"'))
    held = sa.or_(
        sa.exists().where(contact.c.tip_id == tip.c.id),
        sa.exists().where(message.c.tip_id == tip.c.id, message.c.at <= until),
        sa.exists().where(tip_link.c.tip_id == tip.c.id, tip_link.c.made_at <= until),
        sa.exists().where(intake_photo.c.tip_id == tip.c.id, intake_photo.c.at <= until),
        reply,
    )
    return _among_tips(connection, tip_ids, held)


def with_photos(connection: Connection, closed_before: str, limit: int) -> list[str]:
    """Tips closed before a moment that have photos; locked."""
    held = sa.exists().where(photo.c.root_id == tip.c.id)
    query = sa.select(tip.c.id).where(tip.c.closed_at < closed_before, held).order_by(tip.c.id).limit(limit)
    return list(connection.execute(for_update(query)).scalars())


def photos_among(connection: Connection, tip_ids: Collection[str], until: str) -> list[str]:
    """Which of these tips have photos of before a moment once more; locked."""
    have = _among_tips(connection, tip_ids, sa.exists().where(photo.c.root_id == tip.c.id))
    return [tip_id for tip_id in have if _taken_until(connection, [tip_id], until)]


def with_words(connection: Connection, closed_before: str, limit: int) -> list[str]:
    """Tips closed before a moment of which words are kept; locked."""
    query = sa.select(tip.c.id).where(tip.c.closed_at < closed_before, _has_words()).order_by(tip.c.id).limit(limit)
    return list(connection.execute(for_update(query)).scalars())


def words_among(connection: Connection, tip_ids: Collection[str], until: str) -> list[str]:
    """Of which of these tips words of up to a moment are kept once more; locked."""
    noted = sa.exists().where(note.c.tip_id == tip.c.id, note.c.at <= until)
    found = _among_tips(connection, tip_ids, sa.or_(_has_words(), noted))
    docs = sa.select(tip.c.id, tip.c.doc).where(among(tip.c.id, found))
    last = {row.id: parse(row.doc, Tip).changed_at or "" for row in connection.execute(docs)} if found else {}
    with_notes = set(_among_tips(connection, found, noted)) if found else set()
    return [one for one in found if one in with_notes or last[one] <= until]


def _has_words() -> sa.ColumnElement[bool]:
    noted = sa.exists().where(note.c.tip_id == tip.c.id)
    return sa.or_(tip.c.title != tip.c.number, tip.c.doc.contains('"text":"'), noted)


def forget_notes(connection: Connection, tip_ids: Collection[str], until: str) -> dict[str, list[str]]:
    """Delete the notes on these tips up to a moment; their ids by tip, sorted."""
    which = (among(note.c.tip_id, sorted(tip_ids)), note.c.at <= until)
    gone = connection.execute(sa.delete(note).where(*which).returning(note.c.id, note.c.tip_id)).all()
    found: dict[str, list[str]] = {}
    for row in sorted(gone, key=lambda one: one.id):
        found.setdefault(row.tip_id, []).append(row.id)
    return found


def untell(connection: Connection, tip_ids: Collection[str], until: str) -> dict[str, dict[str, str]]:
    """Take out of these stories the words of the tip itself up to a moment, as ``unsay``."""
    return _reworded(connection, tip_ids, until, _without_words)


def _among_tips(connection: Connection, tip_ids: Collection[str], held: sa.ColumnElement[bool]) -> list[str]:
    query = sa.select(tip.c.id).where(among(tip.c.id, sorted(tip_ids)), held).order_by(tip.c.id)
    return list(connection.execute(for_update(query)).scalars())


def forget_said(connection: Connection, tip_ids: Collection[str], until: str) -> dict[str, list[str]]:
    """Delete the messages of these tips up to a moment, by which addresses they went, and originals of photos that
    residents sent; the ids of the messages by tip."""
    query = sa.select(message.c.id, message.c.tip_id).where(among(message.c.tip_id, sorted(tip_ids)))
    found: dict[str, list[str]] = {}
    for row in connection.execute(query.where(message.c.at <= until).order_by(message.c.id)):
        found.setdefault(row.tip_id, []).append(row.id)
    gone = [one for of_tip in found.values() for one in of_tip]
    for start in range(0, len(gone), _PIECE):
        some = gone[start : start + _PIECE]
        connection.execute(sa.delete(mailing).where(mailing.c.message_id.in_(some)))
        connection.execute(sa.delete(message).where(message.c.id.in_(some)))
    connection.execute(sa.delete(reply_address).where(among(reply_address.c.tip_id, sorted(tip_ids))))
    forget_originals(connection, tip_ids, until)
    return found


def forget_links(connection: Connection, tip_ids: Collection[str], until: str) -> dict[str, frozenset[str]]:
    """Delete the links of these tips that were made up to a moment; the parties that have one still, by tip."""
    of_tips = among(tip_link.c.tip_id, sorted(tip_ids))
    connection.execute(sa.delete(tip_link).where(of_tips, tip_link.c.made_at <= until))
    left: dict[str, set[str]] = {}
    for row in connection.execute(sa.select(tip_link.c.tip_id, tip_link.c.party_id).where(of_tips)):
        left.setdefault(row.tip_id, set()).add(row.party_id)
    return {tip_id: frozenset(parties) for tip_id, parties in left.items()}


def unsay(connection: Connection, tip_ids: Collection[str], until: str) -> dict[str, dict[str, str]]:
    """Take out of these stories what was said up to a moment, not that it was; the changed lines by tip and id."""
    return _reworded(connection, tip_ids, until, _without_said)


def _without_said(line: StoryLine) -> dict[str, str]:
    return {name: text for name, text in line.detail.items() if name not in _SAID}


def _without_words(line: StoryLine) -> dict[str, str]:
    of_words = {"from", "to", "now"} if line.detail.get("field") in OWN_WORDS else set()
    gone = _NOTED | of_words | OWN_WORDS
    return {name: text for name, text in line.detail.items() if name not in gone}


def _reworded(
    connection: Connection, tip_ids: Collection[str], until: str, reword: Callable[[StoryLine], dict[str, str]]
) -> dict[str, dict[str, str]]:
    query = sa.select(story.c.id, story.c.tip_id, story.c.doc).where(
        among(story.c.tip_id, sorted(tip_ids)), story.c.at <= until
    )
    changed: dict[str, dict[str, str]] = {}
    for row in connection.execute(query).all():
        line = parse(row.doc, StoryLine)
        left = reword(line)
        if left != line.detail:
            doc = render(msgspec.structs.replace(line, detail=left))
            connection.execute(sa.update(story).where(story.c.id == row.id).values(doc=doc))
            changed.setdefault(row.tip_id, {})[row.id] = doc
    return changed


def forget_photos(connection: Connection, tip_ids: Collection[str], until: str) -> dict[str, list[str]]:
    """Delete the photos of these tips up to a moment, what is shown of them, and the originals that residents sent;
    their ids by tip."""
    found = _taken_until(connection, tip_ids, until)
    gone = [one for of_tip in found.values() for one in of_tip]
    shown.forget(connection, gone)
    for start in range(0, len(gone), _PIECE):
        connection.execute(sa.delete(photo).where(photo.c.id.in_(gone[start : start + _PIECE])))
    forget_originals(connection, tip_ids, until)
    return found


def forget_originals(connection: Connection, tip_ids: Collection[str], until: str) -> None:
    """Delete the originals of photos that residents sent with these tips up to a moment."""
    of_tips = (among(intake_photo.c.tip_id, sorted(tip_ids)), intake_photo.c.at <= until)
    connection.execute(sa.delete(intake_photo).where(*of_tips))


def _taken_until(connection: Connection, tip_ids: Collection[str], until: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in connection.execute(sa.select(photo).where(among(photo.c.root_id, sorted(tip_ids))).order_by(photo.c.id)):
        if parse(row.doc, Photo).at <= until:
            found.setdefault(row.root_id, []).append(row.id)
    return found


def forget_operations(connection: Connection, row_ids: Sequence[str], targets: Sequence[str]) -> None:
    """What was sent about these tips is not kept, accepted or not; that it was sent and answered is.

    Of what nobody can read, nothing is kept that names one of these rows anywhere.
    """
    gone = {*row_ids, *targets}
    about = _naming(connection, receipt, gone, receipt.c.odd)
    keys = sa.select(receipt.c.device_id, receipt.c.op_id)
    for named in _conditions(row_ids, targets):
        about |= {(row.device_id, row.op_id) for row in connection.execute(keys.where(named))}
    column = receipt.c
    for device_id, op_id in sorted(about):
        its = (column.device_id == device_id, column.op_id == op_id)
        for seq, verdict in connection.execute(sa.select(column.seq, column.verdict).where(*its)).all():
            values = {"operation": ERASED_OPERATION, "verdict": verdict_without_state(verdict)}
            connection.execute(sa.update(receipt).where(its[0], column.seq == seq).values(values))
    aside = quarantine.c
    for device_id, op_id in sorted(_naming(connection, quarantine, gone, sa.true())):
        connection.execute(sa.delete(quarantine).where(aside.device_id == device_id, aside.op_id == op_id))


def _conditions(row_ids: Sequence[str], targets: Sequence[str]) -> Iterator[sa.ColumnElement[bool]]:
    """Pieces of "a receipt under the id of one of these rows, or aimed at one of these targets"."""
    for start in range(0, len(row_ids), _PIECE):
        yield receipt.c.op_id.in_(row_ids[start : start + _PIECE])
    for start in range(0, len(targets), _PIECE):
        yield sa.or_(
            *(receipt.c.operation.contains(f'"target":"{target}"') for target in targets[start : start + _PIECE])
        )


def _naming(
    connection: Connection, table: sa.Table, gone: Collection[str], among: sa.ColumnElement[bool]
) -> set[tuple[str, str]]:
    """Device and id of the operations in which one of these ids stands; read one by one, and not all at once."""
    query = sa.select(table.c.device_id, table.c.op_id, table.c.operation).where(among)
    rows = connection.execute(query, execution_options={"yield_per": _PIECE})
    return {(row.device_id, row.op_id) for row in rows if not ids_in(row.operation).isdisjoint(gone)}


def tombstones(connection: Connection, row_ids: Collection[str] | None = None) -> set[str]:
    """Which of these ids, or which at all, are known as erased."""
    query = sa.select(erased.c.row_id)
    if row_ids is not None:
        query = query.where(erased.c.row_id.in_(row_ids))
    return set(connection.execute(query).scalars())


def scrub(database: Database) -> bool:
    """Take what was deleted out of the database's own files as far as it can be; whether nothing held that up.

    SQLite overwrites what is deleted (``secure_delete``); the index of words is merged, since it keeps deleted words
    until then, and the write-ahead log is written back and cut to nothing, for which no reader may be at work.
    PostgreSQL frees the rows and builds the index of words anew; what its own log and pages keep, the guide says.
    """
    return _scrub_sqlite(database) if database.is_sqlite else _scrub_postgres(database)


def _scrub_sqlite(database: Database) -> bool:
    pooled = database.engine.raw_connection()  # outside of any transaction
    try:
        cursor = pooled.cursor()
        cursor.execute("INSERT INTO tip_match (tip_match) VALUES ('optimize')")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        answer = cursor.fetchone()
        cursor.close()
    finally:
        pooled.close()
    return answer is not None and answer[0] == 0


def _scrub_postgres(database: Database) -> bool:
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f"VACUUM {', '.join(TOUCHED)}")
        connection.exec_driver_sql("REINDEX INDEX CONCURRENTLY tip_match")
    return True
