"""Mailboxes and mails that came in, read and written."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.messages.domain import Delivery, Door, Message
from sync.server.ground.among import among
from sync.server.ground.database import for_update
from sync.server.ground.documents import parse, render
from sync.server.mail.incoming.domain import OPEN, Mailbox, State
from sync.server.mail.repository import address_of
from sync.server.mail.tables import incoming, mailbox, mailing, reply_address
from sync.server.messages.tables import message, party
from sync.server.tips.tables import tip

_row = incoming.c


@dataclass(frozen=True, slots=True)
class Kept:
    """A mail that is kept."""

    id: str
    key: str
    mailbox: str
    raw: str
    state: State
    reason: str
    at: str
    sender: str
    tip_id: str | None
    party_id: str | None
    submission_id: str | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody may see of mails that may belong to what is no tip: those of these ``submissions``; and nothing
    that came by the mailboxes of ``closed``, where all is of a kind that they do not read. Until its job has said whose
    it is, nobody sees a mail, unless no job came to it and it came before ``stuck``; nor one that was erased, of which
    it is known no more whose it was while its bytes may still be here."""

    stuck: str
    submissions: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()

    def may(self, kept: Kept) -> bool:
        """Whether they may see this one."""
        if kept.state is State.ERASED:
            return False
        if kept.submission_id is not None:
            return kept.submission_id in self.submissions
        is_told = kept.state is not State.WAITING or kept.at < self.stuck
        return is_told and kept.mailbox not in self.closed


@dataclass(frozen=True, slots=True)
class Whose:
    """A party of a tip. ``address`` is who sent it, ``confirmed`` the hash of the address that is theirs for sure."""

    tip_id: str
    party_id: str
    address: str = ""
    confirmed: str = ""


def boxes(connection: Connection) -> list[Mailbox]:
    """Every mailbox, by its name."""
    docs = connection.execute(sa.select(mailbox.c.doc).order_by(mailbox.c.name)).scalars()
    return [parse(doc, Mailbox) for doc in docs]


def box_of(connection: Connection, name: str) -> Mailbox | None:
    """The mailbox of that name."""
    doc = connection.execute(sa.select(mailbox.c.doc).where(mailbox.c.name == name)).scalar()
    return None if doc is None else parse(doc, Mailbox)


def put_box(connection: Connection, box: Mailbox) -> None:
    """Write a mailbox, over the one of its name."""
    connection.execute(_PUT_BOX, {"name": box.name, "doc": render(box)})


def drop_box(connection: Connection, name: str) -> bool:
    """Forget a mailbox; whether there was one."""
    return connection.execute(sa.delete(mailbox).where(mailbox.c.name == name)).rowcount > 0


def add(connection: Connection, one: Kept) -> bool:
    """Write down that a mail is kept; False where the same one came before."""
    values = {name: getattr(one, name) for name in ("id", "key", "mailbox", "raw", "reason", "at", "sender")}
    return connection.execute(_ADD, values | {"state": one.state.value}).rowcount == 1


def locked(connection: Connection, mail_id: str) -> Kept | None:
    """The mail of an id, held until the commit."""
    row = connection.execute(for_update(sa.select(incoming).where(_row.id == mail_id))).first()
    return None if row is None else _kept(row)


def get(connection: Connection, mail_id: str) -> Kept | None:
    """The mail of an id."""
    row = connection.execute(sa.select(incoming).where(_row.id == mail_id)).first()
    return None if row is None else _kept(row)


def settle(connection: Connection, mail_id: str, state: State, now: str | None, **values: str | None) -> None:
    """Write what became of a mail; ``now`` where that is decided."""
    fresh: dict[str, Any] = {"state": state.value, "decided_at": now, **values}
    connection.execute(sa.update(incoming).where(_row.id == mail_id).values(fresh))


def open_ones(connection: Connection, limit: int, seen: Seen) -> Sequence[Kept]:
    """What a person has to look at, and what its job has not come to, the oldest first; of what they may see."""
    query = sa.select(incoming).where(_row.state.in_([one.value for one in OPEN]), _visible(seen))
    return [_kept(row) for row in connection.execute(query.order_by(_row.at, _row.id).limit(limit))]


def amount_waiting(connection: Connection, seen: Seen) -> tuple[int, str]:
    """How many a person has to look at, and when the oldest came; empty where there is none. As ``open_ones``."""
    query = sa.select(sa.func.count(), sa.func.min(_row.at)).where(_row.state == State.CHECK.value, _visible(seen))
    count, oldest = connection.execute(query).one()
    return int(count), oldest or ""


def submissions_named(connection: Connection) -> list[str]:
    """The submissions of which mails are known, sorted."""
    query = sa.select(_row.submission_id).where(_row.submission_id.is_not(None)).distinct()
    return sorted(str(one) for one in connection.execute(query).scalars())


def keys_of_submissions(connection: Connection) -> list[tuple[str, str]]:
    """The submissions that are made of mails, each with what is the same of the same mail."""
    made = sa.select(_row.submission_id, _row.key).where(_row.submission_id.is_not(None))
    rows = connection.execute(made.where(_row.state == State.SUBMITTED.value).order_by(_row.submission_id))
    return [(str(row.submission_id), row.key) for row in rows]


def filed_since(connection: Connection, sender: str, since: str) -> tuple[int, int]:
    """How many mails became tips since a moment: of this sender, and in all."""
    filed = sa.select(sa.func.count()).select_from(incoming).where(_row.state == State.FILED.value, _row.at >= since)
    one = int(connection.execute(filed.where(_row.sender == sender)).scalar_one())
    return one, int(connection.execute(filed).scalar_one())


def parties_at(connection: Connection, hashes: Collection[str]) -> list[Whose]:
    """Whose reply addresses these are."""
    column = reply_address.c
    query = sa.select(column.tip_id, column.party_id).where(among(column.hash, sorted(hashes))).distinct()
    rows = connection.execute(query.order_by(column.tip_id, column.party_id)) if hashes else ()
    return [Whose(row.tip_id, row.party_id) for row in rows]


def confirm(connection: Connection, party_id: str, address: str) -> None:
    """From this address, given as its hash, somebody answered to the secret one: it is that party's."""
    connection.execute(sa.update(reply_address).where(reply_address.c.party_id == party_id).values(confirmed=address))


def hinted(connection: Connection, numbers: Collection[str], mail_ids: Collection[str], sender: str) -> Whose | None:
    """Of which party a mail of ``sender`` may be that names these numbers of tips, or answers mails of these ids."""
    answered = sa.select(message.c.tip_id, message.c.party_id).join(mailing, mailing.c.message_id == message.c.id)
    found = (
        connection.execute(answered.where(among(mailing.c.mail_id, sorted(mail_ids))).limit(1)).first()
        if mail_ids
        else None
    )
    if found is None and numbers:
        named = sa.select(tip.c.id).where(among(tip.c.number, sorted(numbers))).order_by(tip.c.number).limit(1)
        of_number = connection.execute(named).scalar()
        party_id = None if of_number is None else party_writing(connection, of_number, sender)
    else:
        of_number, party_id = (None, None) if found is None else (found.tip_id, found.party_id)
    if of_number is None:
        return None
    confirmed = sa.select(reply_address.c.confirmed).where(reply_address.c.party_id == (party_id or ""))
    return Whose(
        of_number, party_id or "", address_of(connection, party_id or ""), connection.execute(confirmed).scalar() or ""
    )


def party_writing(connection: Connection, tip_id: str, sender: str) -> str | None:
    """The party of a tip whose address the sender's is, else the resident who sent it; None where nobody did."""
    query = sa.select(party.c.id).where(party.c.tip_id == tip_id).order_by(party.c.id)
    parties = list(connection.execute(query).scalars())
    writes = (one for one in parties if sender and address_of(connection, one).lower() == sender.lower())
    return next(writes, tip_id if tip_id in parties else None)


def body_party(connection: Connection, tip_id: str, body_id: str) -> str | None:
    """The party of a tip that this body is."""
    query = sa.select(party.c.id).where(party.c.tip_id == tip_id, party.c.body_id == body_id)
    return connection.execute(query).scalar()


def number_of(connection: Connection, tip_id: str) -> str:
    """The number of a tip."""
    return str(connection.execute(sa.select(tip.c.number).where(tip.c.id == tip_id)).scalar() or "")


def returned(connection: Connection, mail_id: str, whose: Whose | None) -> Message | None:
    """The message that came back: the one of that Message-ID, else the last that went to the party."""
    query = sa.select(message.c.doc).join(mailing, mailing.c.message_id == message.c.id)
    doc = connection.execute(query.where(mailing.c.mail_id == mail_id)).scalar() if mail_id else None
    if doc is None and whose is not None:
        sent = (message.c.party_id == whose.party_id, message.c.delivery == Delivery.SENT.value)
        doc = connection.execute(
            query.where(*sent).order_by(message.c.at.desc(), message.c.id.desc()).limit(1)
        ).scalar()
    found = None if doc is None else parse(doc, Message)
    return found if found is not None and found.door is Door.MAIL else None


def forget_of(connection: Connection, tip_ids: Collection[str]) -> None:
    """Nothing is known any more of mails of these tips but that they came, and for a moment which files are to go."""
    if tip_ids:
        _erase(connection, among(_row.tip_id, sorted(tip_ids)))


def forget_of_party(connection: Connection, tip_id: str, party_id: str) -> None:
    """The same of mails of one party. What others wrote may quote the one who sent the tip, so it goes with theirs once
    it was decided; what waits for a person does not."""
    theirs = _row.party_id == party_id
    if party_id == tip_id:
        decided = _row.state.not_in([one.value for one in OPEN])
        theirs = sa.or_(theirs, _row.party_id.is_(None), decided)
    _erase(connection, _row.tip_id == tip_id, theirs)


def forget(connection: Connection, mail_ids: Collection[str]) -> None:
    """The same of these mails."""
    if mail_ids:
        _erase(connection, among(_row.id, sorted(mail_ids)))


def forget_of_submissions(connection: Connection, submission_ids: Collection[str]) -> None:
    """The same of mails of these, decided or not."""
    if submission_ids:
        _erase(connection, among(_row.submission_id, sorted(submission_ids)))


def leave(connection: Connection, tip_id: str, submission_id: str) -> list[str]:
    """There is no such tip any more, but the submission that is made of it: the ids of mails of who sent it. What waits
    for a person waits on for who may read that; of others nothing is known any more, as ``forget_of``."""
    of_tip = (_row.tip_id == tip_id, _row.state != State.ERASED.value)
    decided = _row.state.not_in([one.value for one in OPEN])
    query = sa.select(_row.id).where(*of_tip, decided, _row.party_id == tip_id).order_by(_row.id)
    found = list(connection.execute(query).scalars())
    _erase(connection, *of_tip, decided, _row.id.not_in(found))
    values = {"tip_id": None, "party_id": None, "submission_id": submission_id}
    connection.execute(sa.update(incoming).where(*of_tip).values(values))
    return found


def belong(connection: Connection, mail_ids: Collection[str], tip_id: str, submission_id: str) -> None:
    """These mails are of who sent this tip; those that waited for the readers of what it was may be its."""
    waits = (_row.submission_id == submission_id, _row.state.in_([one.value for one in OPEN]))
    connection.execute(sa.update(incoming).where(*waits).values(tip_id=tip_id))
    connection.execute(sa.update(incoming).where(_row.submission_id == submission_id).values(submission_id=None))
    if mail_ids:
        values = {"tip_id": tip_id, "party_id": tip_id}
        connection.execute(sa.update(incoming).where(among(_row.id, sorted(mail_ids))).values(values))


def erased(connection: Connection) -> list[str]:
    """The files of mails that were erased and of no other."""
    named = sa.select(_row.raw).where(_row.state != State.ERASED.value)
    gone = sa.select(_row.raw).where(_row.state == State.ERASED.value, _row.raw != "", _row.raw.not_in(named))
    return list(connection.execute(gone.distinct()).scalars())


def forget_names(connection: Connection, names: Collection[str]) -> None:
    """These files are gone."""
    connection.execute(sa.update(incoming).where(among(_row.raw, sorted(names))).values(raw=""))


def forget_decided(connection: Connection, before: str) -> None:
    """Of mails that were decided before a moment only what they are known by is kept."""
    connection.execute(sa.update(incoming).where(_row.decided_at < before).values(raw="", sender=""))


def forget_undecided(connection: Connection, before: str) -> None:
    """Of mails that came before a moment and still wait for a person, nothing is known any more but that they came."""
    _erase(connection, _row.at < before, _row.state.in_([one.value for one in OPEN]))


def names(connection: Connection) -> set[str]:
    """The files that are named."""
    return set(connection.execute(sa.select(_row.raw).where(_row.raw != "")).scalars())


def _erase(connection: Connection, *which: sa.ColumnElement[bool]) -> None:
    values = {"state": State.ERASED.value, "sender": "", "tip_id": None, "party_id": None, "submission_id": None}
    connection.execute(sa.update(incoming).where(*which).values(values))


def _visible(seen: Seen) -> sa.ColumnElement[bool]:
    is_told = sa.or_(_row.state != State.WAITING.value, _row.at < seen.stuck)
    others = sa.and_(_row.submission_id.is_(None), _row.mailbox.not_in(sorted(seen.closed)), is_told)
    return sa.or_(others, among(_row.submission_id, sorted(seen.submissions))) if seen.submissions else others


def _kept(row: Any) -> Kept:
    return Kept(
        row.id,
        row.key,
        row.mailbox,
        row.raw,
        State(row.state),
        row.reason,
        row.at,
        row.sender,
        row.tip_id,
        row.party_id,
        row.submission_id,
    )


_PUT_BOX = sa.text(
    "INSERT INTO mailbox (name, doc) VALUES (:name, :doc) ON CONFLICT (name) DO UPDATE SET doc = excluded.doc"
)
_ADD = sa.text(
    "INSERT INTO incoming_mail (id, key, mailbox, raw, state, reason, at, sender) "
    "VALUES (:id, :key, :mailbox, :raw, :state, :reason, :at, :sender) ON CONFLICT (key) DO NOTHING"
)
