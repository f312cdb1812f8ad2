"""What is asked and written of absences, swaps and covers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.briefs.domain import Brief
from app.duty.domain import FURTHER_NOTICE, Absence, AbsenceKind, Calendar, Cover, Duty, DutyKind, Span, Swap
from app.identifiers import new_id
from app.tips.domain import StoryLine, Tip
from sync.server.accounts.tables import account, duty
from sync.server.duty.tables import absence, duty_swap, planned_cover
from sync.server.feed.tables import feed
from sync.server.ground import meta
from sync.server.ground.documents import parse
from sync.server.tips.tables import story, tip

_duty, _away, _swap, _planned = duty.c, absence.c, duty_swap.c, planned_cover.c


@dataclass(frozen=True, slots=True)
class Listed:
    """An absence as people read of it; ``ended_at`` is when it was taken back, empty if it was not."""

    absence: Absence
    kind: AbsenceKind
    made_at: str
    ended_at: str


@dataclass(frozen=True, slots=True)
class Made:
    """A duty that was made of an absence or of a swap."""

    duty_id: str
    cover: Cover


@dataclass(frozen=True, slots=True)
class Told:
    """A tip's district and holder now, when it came, and its story until a moment."""

    number: str
    district_id: str
    created_at: str
    lines: tuple[StoryLine, ...]


def alone(connection: Connection) -> None:
    """Wait for whoever changes the calendar now, until their commit."""
    meta.write(connection, "doing duty", "")


def calendar(connection: Connection, since: str, *, planned: bool, past_people: bool = False) -> Calendar:
    """All that ends after a moment, of people in use unless ``past_people``: nobody else stands in or changes.

    ``planned``: with the duties that were made of absences and swaps.
    """
    query = sa.select(duty).where(_ends_after(since))
    known = sa.select(account.c.id) if past_people else sa.select(account.c.id).where(account.c.active)
    people = frozenset(connection.execute(known).scalars())
    query = query.where(_duty.officer_id.in_(known))
    if not planned:
        query = query.where(_duty.id.not_in(sa.select(_planned.duty_id)))
    duties = tuple(
        Duty(row.officer_id, row.district_id, DutyKind(row.kind), Span(row.from_at, row.to_at or FURTHER_NOTICE))
        for row in connection.execute(query.order_by(_duty.id))
    )
    there = sa.select(duty_swap).where(_swap.to_at > since, _swap.to_at > _swap.from_at)
    swaps = [row for row in connection.execute(there.order_by(_swap.id)) if {row.first_id, row.second_id} <= people]
    away = [one.absence for one in absences(connection, since)]
    return Calendar(
        duties,
        tuple(one if one.cover_id in people else replace(one, cover_id="") for one in away),
        tuple(Swap(row.id, row.first_id, row.second_id, Span(row.from_at, row.to_at)) for row in swaps),
    )


def absences(connection: Connection, since: str) -> list[Listed]:
    """The absences that end after a moment, the first ones first."""
    query = sa.select(absence).where(_away.to_at > since, _away.to_at > _away.from_at)
    query = query.order_by(_away.from_at, _away.id)
    return [_listed(row) for row in connection.execute(query)]


def find_absence(connection: Connection, absence_id: str) -> Listed | None:
    """The absence of this id."""
    row = connection.execute(sa.select(absence).where(_away.id == absence_id)).first()
    return _listed(row) if row is not None else None


def find_swap(connection: Connection, swap_id: str) -> Swap | None:
    """The swap of this id."""
    row = connection.execute(sa.select(duty_swap).where(_swap.id == swap_id)).first()
    return None if row is None else Swap(row.id, row.first_id, row.second_id, Span(row.from_at, row.to_at))


def insert_absence(connection: Connection, one: Absence, kind: AbsenceKind, by: str, at: str) -> None:
    """A new absence."""
    span = _span(one.span, by, at)
    values = {"id": one.id, "officer_id": one.officer_id, "kind": kind.value, "cover_id": one.cover_id}
    connection.execute(sa.insert(absence).values(values | span))


def insert_swap(connection: Connection, one: Swap, by: str, at: str) -> None:
    """A new swap."""
    values = {"id": one.id, "first_id": one.first_id, "second_id": one.second_id}
    connection.execute(sa.insert(duty_swap).values(values | _span(one.span, by, at)))


def end(connection: Connection, entry_id: str, at: str) -> bool:
    """End the absence or the swap of this id, or have it never begin; False where it is over or is none."""
    for table in (absence, duty_swap):
        c = table.c
        over = sa.case((c.from_at > at, c.from_at), else_=at)
        ended = sa.update(table).where(c.id == entry_id, c.to_at > at, c.ended_at.is_(None))
        if connection.execute(ended.values(to_at=over, ended_at=at)).rowcount == 1:
            return True
    return False


def is_entered(connection: Connection, entry_id: str) -> bool:
    """Whether an absence or a swap of this id is, or was, entered."""
    rows = (connection.execute(sa.select(one.c.id).where(one.c.id == entry_id)).first() for one in (absence, duty_swap))
    return any(row is not None for row in rows)


def made(connection: Connection, since: str) -> list[Made]:
    """The duties made of absences and swaps that end after a moment."""
    query = sa.select(duty, _planned.absence_id, _planned.swap_id).join(planned_cover, _planned.duty_id == _duty.id)
    return [
        Made(row.id, Cover(row.officer_id, row.district_id, Span(row.from_at, row.to_at), row.absence_id, row.swap_id))
        for row in connection.execute(query.where(_ends_after(since)).order_by(_duty.from_at, _duty.id))
    ]


def insert_cover(connection: Connection, one: Cover) -> None:
    """A duty made of an absence or of a swap."""
    duty_id = new_id()
    values = {
        "id": duty_id, "officer_id": one.officer_id, "district_id": one.district_id, "kind": DutyKind.COVER.value,
        "from_at": one.span.from_at, "to_at": one.span.to_at,
    }  # fmt: skip
    connection.execute(sa.insert(duty).values(values))
    why = {"duty_id": duty_id, "absence_id": one.absence_id, "swap_id": one.swap_id}
    connection.execute(sa.insert(planned_cover).values(why))


def move_end(connection: Connection, duty_id: str, to_at: str) -> None:
    """Have a duty end at another moment."""
    connection.execute(sa.update(duty).where(_duty.id == duty_id).values(to_at=to_at))


def drop_cover(connection: Connection, duty_id: str) -> None:
    """Forget a duty that never began."""
    connection.execute(sa.delete(planned_cover).where(_planned.duty_id == duty_id))
    connection.execute(sa.delete(duty).where(_duty.id == duty_id))


def insert_backup(connection: Connection, officer_id: str, district_id: str, from_at: str) -> None:
    """A standing backup, until further notice."""
    values = {"id": new_id(), "officer_id": officer_id, "district_id": district_id, "from_at": from_at, "to_at": None}
    connection.execute(sa.insert(duty).values(values | {"kind": DutyKind.BACKUP.value}))


def end_backups(connection: Connection, district_id: str, at: str) -> None:
    """End the standing backups of a district."""
    ended = sa.update(duty).where(_duty.district_id == district_id, _duty.kind == DutyKind.BACKUP.value)
    connection.execute(ended.where(_ends_after(at)).values(to_at=at))


def left_behind(connection: Connection, at: str) -> list[tuple[str, str, int]]:
    """Open tips in a district whose holder's cover of it ended at a moment and who serves it no more.

    Each with its district and version. What somebody was given outside their districts is not among them.
    """
    over = sa.exists().where(
        _duty.officer_id == tip.c.holder_id, _duty.district_id == tip.c.district_id,
        _duty.kind == DutyKind.COVER.value, _duty.to_at == at, _duty.from_at < at,
    )  # fmt: skip
    serves = sa.exists().where(
        _duty.officer_id == tip.c.holder_id, _duty.district_id == tip.c.district_id, _duty.from_at <= at,
        sa.or_(_duty.to_at.is_(None), _duty.to_at > at),
    )  # fmt: skip
    query = sa.select(tip.c.id, tip.c.district_id, tip.c.version).where(
        tip.c.closed_at.is_(None), tip.c.archived.is_(sa.false()), tip.c.scope == tip.c.district_id, over, ~serves
    )
    return [(row.id, row.district_id, row.version) for row in connection.execute(query.order_by(tip.c.id))]


def current_tips(connection: Connection, district_id: str) -> list[Tip]:
    """The tips in a district's scope that wait for something: open ones, and closed ones with calls or promises."""
    c = tip.c
    owed = sa.or_(c.doc.contains('"calls"'), c.doc.contains('"promises"'), c.doc.contains('"heard_at"'))
    query = sa.select(c.doc).where(
        c.scope == district_id, c.archived.is_(sa.false()), sa.or_(c.closed_at.is_(None), owed)
    )
    return [parse(doc, Tip) for doc in connection.execute(query.order_by(c.id)).scalars()]


def done_in(connection: Connection, district_id: str, span: Span) -> list[StoryLine]:
    """What was recorded of the tips in a district's scope in a span."""
    query = sa.select(story.c.doc).join(tip, tip.c.id == story.c.tip_id)
    query = query.where(tip.c.scope == district_id, tip.c.archived.is_(sa.false()))
    query = query.where(story.c.at >= span.from_at, story.c.at < span.to_at).order_by(story.c.tip_id, story.c.position)
    return [parse(doc, StoryLine) for doc in connection.execute(query).scalars()]


def published_briefs(connection: Connection) -> dict[str, tuple[str, Brief]]:
    """The briefs that are in the feed, by their ids, each with its scope."""
    query = sa.select(feed.c.row_id, feed.c.scope, feed.c.doc).where(
        feed.c.kind == "brief", feed.c.gone.is_(sa.false())
    )
    return {row.row_id: (row.scope, parse(row.doc, Brief)) for row in connection.execute(query)}


def told(connection: Connection, number: str, until: str) -> Told | None:
    """The tip of this number with its story until a moment."""
    row = connection.execute(sa.select(tip).where(tip.c.number == number)).first()
    if row is None:
        return None
    query = sa.select(story.c.doc).where(story.c.tip_id == row.id, story.c.at <= until).order_by(story.c.position)
    lines = tuple(parse(doc, StoryLine) for doc in connection.execute(query).scalars())
    return Told(row.number, row.district_id, row.created_at, lines)


def names(connection: Connection) -> Mapping[str, str]:
    """The names of all people by their ids."""
    return {row.id: row.name for row in connection.execute(sa.select(account.c.id, account.c.name))}


def officers(connection: Connection) -> Sequence[tuple[str, str]]:
    """Ids and names of the officers in use, by their names."""
    query = sa.select(account.c.id, account.c.name).where(account.c.active, account.c.role == "officer")
    return [(row.id, row.name) for row in connection.execute(query.order_by(account.c.name, account.c.id))]


def _ends_after(at: str) -> sa.ColumnElement[bool]:
    return sa.or_(_duty.to_at.is_(None), sa.and_(_duty.to_at > at, _duty.to_at > _duty.from_at))


def _span(span: Span, by: str, at: str) -> dict[str, str]:
    ends = {"to_at": span.to_at, "planned_to": span.to_at}
    return {"from_at": span.from_at, **ends, "made_by": by, "made_at": at}


def _listed(row: sa.Row[tuple[object, ...]]) -> Listed:
    one = Absence(row.id, row.officer_id, Span(row.from_at, row.to_at), row.cover_id)
    return Listed(one, AbsenceKind(row.kind), row.made_at, row.ended_at or "")
