"""Erases tips for good: rows, words, photos, half files, and what the database's own files keep of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import partial

import msgspec
from sqlalchemy.engine import Connection

from app.messages.domain import PartyKind, Way
from app.tips.domain import Contact
from sync.server.audit import service as audit
from sync.server.erasure import repository
from sync.server.erasure.conversations import UNSCRUBBED, forget_again
from sync.server.erasure.journal import Erasure
from sync.server.erasure.ratings import forget_ratings_again
from sync.server.feed.publish import Erase, Put, Step, publish
from sync.server.ground import meta
from sync.server.ground.documents import render
from sync.server.intake import repository as intake
from sync.server.intake.photos import repository as originals
from sync.server.mail.incoming import repository as mails
from sync.server.mail.incoming.erasing import drop_erased
from sync.server.news import repository as news
from sync.server.photos.repository import hashes_of
from sync.server.photos.service import drop_unreferenced
from sync.server.service import Server
from sync.server.showing import repository as shown
from sync.server.submissions import repository as submissions
from sync.server.tips import repository as tips

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Erased:
    """What one erasure took away. ``scrubbed``: nothing of it is left in the database's own files either."""

    tips: int
    photos: int
    scrubbed: bool


@dataclass(frozen=True, slots=True)
class Missing:
    """There are no tips of these numbers; nothing was erased."""

    numbers: tuple[str, ...]


def erase(server: Server, numbers: Collection[str], actor: str) -> Erased | Missing:
    """Erase the tips of these numbers, all or none, with all their traces here. Raises OSError."""

    def work(connection: Connection) -> int | Missing:
        found = repository.by_number(connection, numbers)
        missing = tuple(sorted(set(numbers).difference(found)))
        return Missing(missing) if missing else erase_tips(connection, server, sorted(found.values()), actor)

    count = server.database.durably(work)
    if isinstance(count, Missing):
        return count
    drop_erased(server)
    return Erased(count, drop_unreferenced(server), scrub(server))


def erase_tips(
    connection: Connection, server: Server, tip_ids: Sequence[str], actor: str = "", *, more: Collection[str] = ()
) -> int:
    """Erase tips with all that hangs on them, here and on every device; a tombstone keeps them from coming back.

    ``more`` are ids that get a tombstone though no row of them is here; operations on them may have been refused before
    they were. The journal has it before the commit. Uploads of their photos are refused from the commit on; the bytes,
    and what the database's files keep, go by ``drop_unreferenced`` and ``scrub`` after it. Raises OSError.
    """
    now = server.now()
    found = repository.existing(connection, tip_ids)
    if not found and not more:
        return 0
    row_ids = [*found, *repository.hanging_on(connection, found)]
    if found:
        links = tuple(intake.links_of_tips(connection, found))
        server.erasures.append(Erasure(now, tuple(row_ids), hashes_of(connection, found), links=links))
    repository.forget_operations(connection, row_ids, sorted({*found, *more}))
    mails.forget_of(connection, found)
    repository.delete(connection, found)
    for tip_id in found:
        audit.append(connection, now, actor, "tip.erase", tip_id)
    meta.write(connection, UNSCRUBBED, "yes")
    publish(connection, [Erase((*row_ids, *sorted(set(more).difference(row_ids))))], now)
    return len(found)


def scrub(server: Server) -> bool:
    """Take what was erased out of the database's own files; whether that is done. Harmless to repeat."""
    with server.database.read() as connection:
        if not meta.read(connection, UNSCRUBBED):
            return True
    if not repository.scrub(server.database):
        return False
    server.database.durably(lambda c: meta.write(c, UNSCRUBBED, ""))
    return True


@dataclass(frozen=True, slots=True)
class ErasedAgain:
    """What the journal knew and the database did not: tips that were there again, ids without a tombstone, parties of
    whom it was known again who they are, links that showed something again, tips of which it was known again what was
    said or shown, readers of news who wanted no more, and ratings that were to be forgotten, or their words."""

    tips: int = 0
    ids: int = 0
    senders: int = 0
    links: int = 0
    readers: int = 0
    conversations: int = 0
    ratings: int = 0
    unreadable_lines: int = 0


def erase_again(server: Server) -> ErasedAgain:
    """Erase what the journal says was erased: a restored backup may have it again. Before anything is served.

    It also ends an erasure that a crash kept from its commit, and lets the journal know of tombstones that it lacks.
    Harmless to repeat. Raises OSError.
    """
    journalled = server.erasures.read()
    named = sorted({row_id for erasure in journalled.erasures for row_id in erasure.rows})
    tips = ids = 0
    for start in range(0, len(named), _BATCH):
        some = named[start : start + _BATCH]
        erased, fresh = server.database.durably(partial(_erase_missing, server=server, named=some))
        tips, ids = tips + erased, ids + fresh
    forgotten = sorted({tip_id for erasure in journalled.erasures for tip_id in erasure.senders})
    senders = sum(server.database.durably(partial(_forget_again, server=server, party_id=one)) for one in forgotten)
    links, sent = sorted({link for erasure in journalled.erasures for link in erasure.links}), 0
    for start in range(0, len(links), _BATCH):
        again = partial(_forget_sent_again, server=server, links=links[start : start + _BATCH])
        sent += server.database.durably(again)
    readers = sorted({one for erasure in journalled.erasures for one in erasure.news})
    ended = sum(server.database.durably(partial(_end_news_again, server=server, reader_id=one)) for one in readers)
    said = [erasure for erasure in journalled.erasures if erasure.said or erasure.pictured]
    conversations = sum(server.database.durably(partial(forget_again, server=server, erasure=one)) for one in said)
    rated = {rating_id for erasure in journalled.erasures for rating_id in erasure.ratings}
    remarked = {rating_id for erasure in journalled.erasures for rating_id in erasure.remarks}
    ratings = forget_ratings_again(server, rated, remarked)
    drop_erased(server)
    photos = {sha256 for erasure in journalled.erasures for sha256 in erasure.photos}
    if named or photos:
        drop_unreferenced(server, photos)
    scrub(server)
    with server.database.read() as connection:
        stones = repository.tombstones(connection)
    lacking = sorted(stones.difference(named, *(erasure.moved for erasure in journalled.erasures)))
    for start in range(0, len(lacking), _BATCH):
        server.erasures.append(Erasure(server.now(), tuple(lacking[start : start + _BATCH])))
    return ErasedAgain(tips, ids, senders, sent, ended, conversations, ratings, journalled.unreadable)


def _erase_missing(connection: Connection, server: Server, named: Sequence[str]) -> tuple[int, int]:
    known = repository.tombstones(connection, named)
    back = repository.existing(connection, named)
    lacking = [row_id for row_id in named if row_id not in known]
    return erase_tips(connection, server, back, "journal", more=lacking), len(lacking)


def _forget_again(connection: Connection, server: Server, party_id: str) -> bool:
    steps = _forgotten(connection, server, party_id)
    if steps is None:
        return False
    audit.append(connection, server.now(), "journal", "sender.erase", repository.tip_of(connection, party_id))
    publish(connection, steps, server.now())
    return True


def _end_news_again(connection: Connection, server: Server, reader_id: str) -> bool:
    if not news.forget(connection, reader_id):
        return False
    meta.write(connection, UNSCRUBBED, "yes")
    audit.append(connection, server.now(), "journal", "news.end", reader_id)
    return True


def _forget_sent_again(connection: Connection, server: Server, links: Sequence[str]) -> int:
    back = sorted({*intake.known_links(connection, links), *submissions.known_links(connection, links)})
    for link in back:
        _forget_link(connection, server, link)
    return len(back)


def forget_sent(connection: Connection, server: Server, link: str) -> str:
    """Forget what was sent by the link of this hash, filed or not: from now on it shows nothing, and is no draft. The
    id of the submission that it showed, if it was no tip.

    The journal has it before the commit. Raises OSError: then nothing may be forgotten.
    """
    server.erasures.append(Erasure(server.now(), links=(link,)))
    return _forget_link(connection, server, link)


def _forget_link(connection: Connection, server: Server, link: str) -> str:
    meta.write(connection, UNSCRUBBED, "yes")
    originals.forget_sent(connection, link)
    intake.forget_link(connection, link, server.now())
    return submissions.forget_sender(connection, link, server.now())


def forget_party(connection: Connection, server: Server, party_id: str) -> list[Step]:
    """Forget who a party of a tip is, here and on every device; what was sent stays, without its originals. Every link
    of theirs shows nothing any more. What is to be published of it.

    The one who sent the tip has its id. From now on nobody can write to them, and every device says so. The journal has
    it before the commit. Raises OSError: then nothing may be forgotten.
    """
    steps = _forgotten(connection, server, party_id)
    if steps is None:
        return []
    server.erasures.append(Erasure(server.now(), senders=(party_id,)))
    return steps


def _forgotten(connection: Connection, server: Server, party_id: str) -> list[Step] | None:
    """None where nothing was known of who they are."""
    tip_id = repository.tip_of(connection, party_id)
    for link in intake.links_of(connection, party_id):
        _forget_link(connection, server, link)
    originals.forget_of(connection, intake.Linked(tip_id, party_id))
    shown.forget_of_residents(connection, tip_id)
    mails.forget_of_party(connection, tip_id, party_id)
    is_sender, known = tip_id == party_id, False
    if is_sender:
        known = bool(repository.forget_contacts(connection, [tip_id]))
        repository.forget_filing(connection, tip_id)
    record = tips.locked(connection, [tip_id]).get(tip_id)
    if record is None:
        return None
    parties = tuple(
        msgspec.structs.replace(one, way=Way.NONE)
        if one.id == party_id or (is_sender and one.kind is PartyKind.SENDER)
        else one
        for one in record.tip.parties
    )
    if not known and parties == record.tip.parties:
        return None
    meta.write(connection, UNSCRUBBED, "yes")
    senders = {one.id for one in parties if one.kind is PartyKind.SENDER} if is_sender else {party_id}
    calls = tuple(one for one in record.tip.calls if one.party_id not in senders)
    tip = msgspec.structs.replace(record.tip, parties=parties, calls=calls, version=record.tip.version + 1)
    tips.write(connection, {tip_id: replace(record, tip=tip)}, ())
    if record.archived:
        return []
    steps: list[Step] = [Put("tip", tip_id, tip_id, record.scope, render(tip))]
    if known:
        steps.append(Put("contact", tip_id, tip_id, record.scope, render(Contact(tip_id))))
    return steps
