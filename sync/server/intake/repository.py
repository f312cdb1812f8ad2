"""What is asked of the rows that residents sent.

The first part is all that the account of the residents' pages can do: on PostgreSQL it goes through functions that need
a key to answer, on SQLite the same words are asked directly. The second part is the server's.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.ratings.domain import Answer, Part
from app.values import Place
from sync.server.districts.tables import category
from sync.server.ground.database import for_update
from sync.server.ground.documents import parse
from sync.server.intake.domain import Kind, State, ToCheck
from sync.server.intake.keyed import DOCUMENTS, KEYED
from sync.server.intake.limits import Counts, Since
from sync.server.intake.tables import intake, intake_photo, tip_link

_row = intake.c
_SENT: Final = (Kind.TIP.value, Kind.RATING.value)
"""What is sent once by a form; all else is said by the link, or the code, of one of these."""
_COUNTS: Final = {Kind.RATING: "rating_counts", Kind.WRONG_CODE: "code_counts", Kind.NEWS: "news_counts"}
_TURN: Final = 0x0B5A_0001
"""The name of the lock under which residents' tips are counted and taken down; PostgreSQL knows locks by numbers."""
_WRITTEN: Final = ("number", "form", "link", "kind", "doc", "digest", "language", "at", "address", "network", "doubt")


@dataclass(frozen=True, slots=True)
class Fresh:
    """One row to take down. ``form``, ``link`` and ``digest`` are hashes; ``address`` and ``network`` tell nothing."""

    number: str
    form: str
    link: str
    kind: Kind
    doc: str
    digest: str
    language: str
    at: str
    address: str
    network: str
    doubt: str


@dataclass(frozen=True, slots=True)
class Stored:
    """A row as the job finds it."""

    number: str
    link: str
    kind: Kind
    doc: str
    language: str
    at: str
    address: str
    network: str
    doubt: str
    state: State
    code: str


@dataclass(frozen=True, slots=True)
class Followed:
    """What the holder of a link may know. ``status`` is empty while nobody has decided what was sent; ``waiting_on`` is
    ``another`` where not they were asked but another party."""

    number: str
    at: str
    category: str
    status: str
    where: str
    place: Place | None
    closed_at: str
    waiting_on: str
    body: str
    outcome: str
    reply: str
    no_longer: bool
    left: bool
    judged: bool
    joined: bool


@dataclass(frozen=True, slots=True)
class Linked:
    """Whose a link is: a party of a tip. The one who sent it has the tip's own id."""

    tip_id: str
    party_id: str

    @property
    def is_sender(self) -> bool:
        """Whether it is the link of who sent the tip."""
        return self.party_id == self.tip_id


@dataclass(frozen=True, slots=True)
class Spoken:
    """One message between the holder of a link and their officer. ``purpose`` is empty where the holder wrote it;
    ``on_way`` while the officer has not got it."""

    at: str
    text: str
    purpose: str
    door: str
    on_way: bool


@dataclass(frozen=True, slots=True)
class Rated:
    """What the holder of a code may know of a rating: never the point. ``cell`` (H3) is empty until it is decided;
    ``remarked``: it was, and what they wrote beside it is kept."""

    cell: str
    part: Part
    answer: Answer
    at: str
    state: State
    trouble: str
    remarked: bool


def take_down(connection: Connection, fresh: Fresh) -> bool:
    """Write the row; False where its form, or its number, is there already."""
    values = {name: str(getattr(fresh, name)) for name in _WRITTEN}
    return connection.execute(_INSERT, values).rowcount == 1


def alone(connection: Connection) -> None:
    """Until the commit nothing else is taken down, so what is counted stays so. SQLite's writer is alone anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": _TURN})


def counts(connection: Connection, address: str, network: str, since: Since, kind: Kind = Kind.TIP) -> Counts:
    """How many of that kind came of late from an address, from a network, and in all."""
    asked = _COUNTS.get(kind, "intake_counts")
    found = keyed(connection, asked, address=address, network=network, hour=since.hour, day=since.day)[0]
    return Counts(*(int(value) for value in found))


def digest_of(connection: Connection, form: str) -> str | None:
    """What was sent by this form, as its hash; None where nothing was."""
    rows = keyed(connection, "intake_digest", form=form)
    return str(rows[0].digest) if rows else None


def followed(connection: Connection, link: str) -> Followed | None:
    """What became of what was sent by the link of this hash."""
    rows = keyed(connection, "intake_followed", link=link)
    if not rows:
        return None
    one = rows[0]
    return Followed(
        number=one.number,
        at=one.at,
        category=one.category,
        status=one.status,
        where=one.words or "",
        place=parse(one.place, Place) if one.place else None,
        closed_at=one.closed_at or "",
        waiting_on=one.waiting_on or "",
        body=one.body or "",
        outcome=one.outcome or "",
        reply=one.reply or "",
        no_longer=bool(one.no_longer),
        left=bool(one.gone),
        judged=bool(one.judged),
        joined=bool(one.joined),
    )


def rated(connection: Connection, code: str) -> Rated | None:
    """The rating with this hash of its code."""
    rows = keyed(connection, "rating_seen", code=code)
    if not rows:
        return None
    one = rows[0]
    cell = f"{int(one.cell):x}" if one.cell else ""
    return Rated(cell, Part(one.part), Answer(one.answer), one.at, State(one.state), one.trouble, bool(one.remarked))


def spoken(connection: Connection, link: str) -> tuple[Spoken, ...]:
    """What the holder of a link and their officer said to one another, the oldest first; nothing that is held yet."""
    rows = sorted(keyed(connection, "intake_spoken", link=link), key=lambda row: (row.at, row.id))
    return tuple(Spoken(row.at, row.words, row.purpose or "", row.door, bool(row.on_way)) for row in rows)


def categories(connection: Connection) -> Sequence[tuple[str, str]]:
    """What a tip can be about, as documents by id."""
    rows = connection.execute(sa.select(category.c.id, category.c.doc).order_by(category.c.id))
    return [(row.id, row.doc) for row in rows]


def keyed(connection: Connection, name: str, **values: str) -> Sequence[Any]:
    """The answer to one of the questions of ``KEYED``."""
    body, names = KEYED[name]
    if connection.dialect.name == "postgresql":
        asked = sa.text(f"SELECT * FROM {name}({', '.join(f':{one}' for one in names)})")  # noqa: S608 - our own names
        return connection.execute(asked, values).all()
    for name_of, column in DOCUMENTS.items():
        body = body.replace(name_of, column)
    return connection.execute(sa.text(body), values).all()


def locked(connection: Connection, number: str) -> Stored | None:
    """The row of a number, held until the commit."""
    row = connection.execute(for_update(sa.select(intake).where(_row.number == number))).first()
    return None if row is None else _stored(row)


def found(connection: Connection, number: str) -> Stored | None:
    """The row of a number."""
    row = connection.execute(sa.select(intake).where(_row.number == number)).first()
    return None if row is None else _stored(row)


def settle(connection: Connection, number: str, values: Mapping[str, object]) -> None:
    """Write what became of a row."""
    connection.execute(sa.update(intake).where(_row.number == number).values(values))


@dataclass(frozen=True, slots=True)
class NewLink:
    """The hash of a link, the number that its page shows, and in what language its holder is written to."""

    link: str
    number: str
    language: str


def add_link(connection: Connection, new: NewLink | Stored, whose: Linked, now: str) -> None:
    """From now on the link shows this tip to this party."""
    values = {"hash": new.link, "tip_id": whose.tip_id, "number": new.number, "language": new.language}
    connection.execute(sa.insert(tip_link).values(**values, party_id=whose.party_id, made_at=now))


@dataclass(frozen=True, slots=True)
class Shown:
    """A link that shows a tip, and to which of its parties."""

    link: str
    number: str
    language: str
    made_at: str
    party_id: str


def shown_by(connection: Connection, tip_id: str) -> list[Shown]:
    """The links of all parties of a tip, the oldest first."""
    c = tip_link.c
    query = sa.select(c.hash, c.number, c.language, c.made_at, c.party_id).where(c.tip_id == tip_id)
    return [Shown(*row) for row in connection.execute(query.order_by(c.made_at, c.hash))]


def linked(connection: Connection, link: str) -> Linked | None:
    """Whose a link is."""
    query = sa.select(tip_link.c.tip_id, tip_link.c.party_id).where(tip_link.c.hash == link)
    row = connection.execute(query).first()
    return None if row is None else Linked(row.tip_id, row.party_id)


def asked_before(connection: Connection, link: str) -> frozenset[Kind]:
    """What the holder of a link asked, and was decided, before what they had sent was."""
    kinds = [Kind.NO_LONGER.value, Kind.LEAVE.value]
    said = (_row.link == link, _row.kind.in_(kinds), _row.state == State.DONE.value)
    return frozenset(Kind(one) for one in connection.execute(sa.select(_row.kind).where(*said)).scalars())


def hold_link(connection: Connection, link: str) -> None:
    """Wait until nobody else decides what was sent by this link; then nobody does until the commit."""
    connection.execute(for_update(sa.select(_row.number).where(_row.link == link, _row.kind.in_(_SENT)))).all()


def forget_link(connection: Connection, link: str, now: str) -> None:
    """Nothing is known of this link any more, nor of what was sent by it but that its form is used and one more came.

    A browser that sends the form once more is asked, and who erases is counted as who does not.
    """
    connection.execute(sa.delete(tip_link).where(tip_link.c.hash == link))
    sent = (_row.link == link, _row.kind.in_(_SENT))
    connection.execute(sa.update(intake).where(*sent).values(**_FORGOTTEN, decided_at=now))
    connection.execute(sa.delete(intake).where(_row.link == link))


def links_of(connection: Connection, party_id: str) -> list[str]:
    """The links of a party, sorted: as many as it was sent or joined by."""
    query = sa.select(tip_link.c.hash).where(tip_link.c.party_id == party_id)
    return sorted(connection.execute(query).scalars())


def links_of_tips(connection: Connection, tip_ids: Collection[str]) -> list[str]:
    """The links of all parties of these tips, sorted."""
    return sorted(connection.execute(sa.select(tip_link.c.hash).where(tip_link.c.tip_id.in_(tip_ids))).scalars())


def known_links(connection: Connection, links: Collection[str]) -> list[str]:
    """Those of these links of which something is known, sorted."""
    sent = sa.select(_row.link).where(_row.link.in_(links), sa.or_(_row.kind.not_in(_SENT), _row.doc != "{}"))
    shown = sa.select(tip_link.c.hash).where(tip_link.c.hash.in_(links))
    return sorted({*connection.execute(sent).scalars(), *connection.execute(shown).scalars()})


def forget_tips(connection: Connection, tip_ids: Collection[str]) -> None:
    """The same for tips that are erased."""
    connection.execute(sa.delete(intake_photo).where(intake_photo.c.tip_id.in_(tip_ids)))
    connection.execute(sa.delete(tip_link).where(tip_link.c.tip_id.in_(tip_ids)))
    sent = (_row.tip_id.in_(tip_ids), _row.kind == Kind.TIP.value)
    connection.execute(sa.update(intake).where(*sent).values(**_FORGOTTEN, tip_id=None))
    connection.execute(sa.delete(intake).where(_row.tip_id.in_(tip_ids)))


def undecided(connection: Connection, limit: int) -> Sequence[Stored]:
    """What a person has to look at, and what the job has not come to, the oldest first."""
    query = sa.select(intake).where(_row.state.in_([State.CHECK.value, State.WAITING.value]))
    return [_stored(row) for row in connection.execute(query.order_by(_row.at, _row.number).limit(limit))]


def amounts_to_check(connection: Connection) -> list[ToCheck]:
    """What a person has to look at, by its reason and kind."""
    query = sa.select(_row.code, _row.kind, sa.func.count().label("count"), sa.func.min(_row.at), sa.func.max(_row.at))
    query = query.where(_row.state == State.CHECK.value).group_by(_row.code, _row.kind).order_by(_row.code, _row.kind)
    return [ToCheck(*row) for row in connection.execute(query)]


def to_check(connection: Connection, code: str, kind: str, limit: int, until: str = "") -> Sequence[Stored]:
    """Those of a reason and kind that had come by a moment, the oldest first; all where no moment is said."""
    query = sa.select(intake).where(_row.state == State.CHECK.value, _row.code == code, _row.kind == kind)
    query = query.where(_row.at <= until) if until else query
    return [_stored(row) for row in connection.execute(query.order_by(_row.at, _row.number).limit(limit))]


def put_back(connection: Connection, decided_at: str) -> list[str]:
    """What was set aside at that moment waits for a person again; the numbers."""
    query = sa.select(_row.number).where(_row.decided_at == decided_at, *_set_aside()).order_by(_row.number)
    numbers = list(connection.execute(for_update(query)).scalars())
    again = sa.update(intake).where(_row.number.in_(numbers))
    connection.execute(again.values(state=State.CHECK.value, decided_at=None))
    return numbers


def forget_set_aside(connection: Connection, before: str) -> None:
    """Nothing is kept of what was set aside before a moment but that it came."""
    old = sa.update(intake).where(_row.decided_at < before, *_set_aside())
    connection.execute(old.values(doc="{}", code=""))


def _set_aside() -> tuple[sa.ColumnElement[bool], ...]:
    return (_row.state == State.DROPPED.value, _row.doc != "{}")


def forget_networks(connection: Connection, before: str) -> None:
    """Of what came before a moment it is not known any more from where."""
    old = sa.and_(_row.at < before, sa.or_(_row.address != "", _row.network != ""))
    connection.execute(sa.update(intake).where(old).values(address="", network=""))


def forget_decided(connection: Connection, before: str) -> None:
    """Rows that were decided before a moment; what was said by a link is kept as long as the link."""
    links = sa.select(tip_link.c.hash)
    done = (_row.decided_at < before, sa.or_(_row.kind == Kind.TIP.value, _row.link.not_in(links)))
    connection.execute(sa.delete(intake).where(*done))


def ratings_until(connection: Connection, before: str, after: tuple[str, str], limit: int) -> Sequence[Stored]:
    """Ratings that came before a moment and of which something is kept, the first ones after a moment and number."""
    kept = (_row.kind == Kind.RATING.value, _row.doc != "{}", _row.at < before)
    query = sa.select(intake).where(*kept, sa.tuple_(_row.at, _row.number) > sa.tuple_(*map(sa.literal, after)))
    rows = connection.execute(for_update(query.order_by(_row.at, _row.number).limit(limit)))
    return [_stored(row) for row in rows]


def forget_undecided(connection: Connection, before: str) -> None:
    """What came before a moment and still waits for a person is left out: nothing of it is kept but that it came."""
    waits = (_row.at < before, _row.state.in_([State.CHECK.value, State.WAITING.value]))
    connection.execute(sa.update(intake).where(*waits).values(**_FORGOTTEN, decided_at=before))


_FORGOTTEN: Final[Mapping[str, str]] = {
    "link": "", "doc": "{}", "digest": "", "language": "", "doubt": "", "code": "", "state": State.DROPPED.value,
}  # fmt: skip


def _stored(row: Any) -> Stored:
    return Stored(
        row.number, row.link, Kind(row.kind), row.doc, row.language, row.at, row.address, row.network, row.doubt,
        State(row.state), row.code,
    )  # fmt: skip


_INSERT = sa.text(
    f"INSERT INTO intake ({', '.join(_WRITTEN)}) "  # noqa: S608 - our own names
    f"VALUES ({', '.join(f':{name}' for name in _WRITTEN)}) ON CONFLICT DO NOTHING"
)
