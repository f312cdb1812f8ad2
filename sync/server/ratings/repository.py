"""Ratings, bursts and releases, read and written at the server."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.ratings.domain import SURFACE_ID, RatingChannel
from sync.server.feed.tables import feed
from sync.server.ground import meta
from sync.server.ground.among import among
from sync.server.ground.database import for_update
from sync.server.paper.tables import paper_wave
from sync.server.ratings.tables import burst_decision, rater, rating, rating_burst, rating_release

KIND, SURFACE = "cell", "surface"
_r = rating.c
_b = rating_burst.c
_d = burst_decision.c
_IN_A_STATEMENT = 500
_BETWEEN, _NONE = "\x1f", "\x1e"
VOUCHED = "vouched"
_COUNTED = (
    _r.id, _r.respondent, _r.cell, _r.lat, _r.lon, _r.part, _r.answer, _r.tags, _r.at,
    sa.case((sa.and_(_r.channel == RatingChannel.PAPER.value, _r.source != ""), VOUCHED), else_=_r.burst_id),
)  # fmt: skip


def lock_raters(connection: Connection, respondents: Iterable[int]) -> None:
    """Count a rating of each and hold their rows until the commit, in one order."""
    for one in sorted(set(respondents)):
        connection.execute(_COUNT_RATER, {"respondent": one})


def all_of(connection: Connection, respondents: Sequence[int]) -> list[Any]:
    """Rows of ``id``, ``respondent``, ``cell``, ``part``, ``at`` and ``replaced_by`` of all their ratings."""
    found: list[Any] = []
    for start in range(0, len(respondents), _IN_A_STATEMENT):
        some = respondents[start : start + _IN_A_STATEMENT]
        query = sa.select(_r.id, _r.respondent, _r.cell, _r.part, _r.at, _r.replaced_by)
        found += connection.execute(query.where(_r.respondent.in_(some))).all()
    return found


def known(connection: Connection, ids: Sequence[str]) -> dict[str, int]:
    """The cells of those of these ratings that are here."""
    query = sa.select(_r.id, _r.cell).where(among(_r.id, ids))
    return {row.id: row.cell for row in connection.execute(query)} if ids else {}


def add(connection: Connection, rows: Sequence[dict[str, object]]) -> None:
    """Write new ratings, every column of each."""
    if rows:
        connection.execute(sa.insert(rating), rows)


def replace(connection: Connection, by: Sequence[tuple[str, str]]) -> None:
    """Ratings (the first of each pair) that no longer count, as the second of the pair does."""
    if by:
        connection.execute(_REPLACE, [{"id": old, "by": new} for old, new in by])


def by_code(connection: Connection, digest: str) -> Any:
    """The row of the rating with that hash of its code: ``id``, ``cell``, ``part``, ``answer``, ``at``; or None."""
    return connection.execute(_SEEN.where(_r.code == digest)).first()


def by_respondents(connection: Connection, respondents: Collection[int], limit: int) -> Sequence[Any]:
    """The same rows of the newest ratings of a browser that nothing replaced."""
    query = _SEEN.where(_r.respondent.in_(respondents), _r.replaced_by.is_(None))
    return connection.execute(query.order_by(_r.at.desc(), _r.id).limit(limit)).all()


def id_of_code(connection: Connection, digest: str) -> str | None:
    """The rating with that hash of its code, which is held until the commit."""
    return connection.execute(for_update(sa.select(_r.id).where(_r.code == digest))).scalar()


def with_replaced(connection: Connection, rating_id: str) -> list[str]:
    """A rating and, one after the other, those in whose place it stands."""
    ids, fresh = [rating_id], [rating_id]
    while fresh:
        fresh = sorted(connection.execute(sa.select(_r.id).where(among(_r.replaced_by, fresh))).scalars())
        ids += fresh
    return ids


def codes_of(connection: Connection, ids: Sequence[str]) -> list[str]:
    """The hashes of the codes of these ratings."""
    query = sa.select(_r.code).where(among(_r.id, ids), _r.code.is_not(None))
    return [str(one) for one in connection.execute(query).scalars()] if ids else []


def forget(connection: Connection, ids: Sequence[str]) -> None:
    """Nothing is kept of these ratings, nor of a browser that has no other."""
    if not ids:
        return
    whose = sa.select(_r.respondent).where(among(_r.id, ids))
    held = sa.select(rater.c.respondent).where(rater.c.respondent.in_(whose)).order_by(rater.c.respondent)
    respondents = list(connection.execute(for_update(held)).scalars())
    connection.execute(sa.delete(rating).where(among(_r.id, ids)))
    others = sa.exists().where(_r.respondent == rater.c.respondent)
    connection.execute(sa.delete(rater).where(rater.c.respondent.in_(respondents), ~others))


def exact_before(connection: Connection, before: str, limit: int) -> Sequence[Any]:
    """Rows of ``id``, ``lat`` and ``lon`` of old ratings that still have their point, locked until the commit."""
    query = sa.select(_r.id, _r.lat, _r.lon).where(sa.not_(_r.is_snapped), _r.at < before)
    return connection.execute(for_update(query.order_by(_r.at, _r.id).limit(limit))).all()


def snap(connection: Connection, places: Sequence[tuple[str, float, float]]) -> None:
    """Let these stand where they are snapped to (id, latitude, longitude)."""
    if places:
        rows = [{"id": row_id, "lat": lat, "lon": lon, "yes": True} for row_id, lat, lon in places]
        connection.execute(_SNAP, rows)


# the surface


def one_at_a_time(connection: Connection, what: str) -> None:
    """Wait for whoever does the same now, until their commit."""
    name = f"doing {what}"
    meta.write(connection, name, "")


def counted_since(connection: Connection, since: str) -> tuple[list[Any], ...]:
    """The ratings from a moment on that nothing replaced, in columns of equal length.

    ``id``, ``respondent``, ``cell``, ``lat``, ``lon``, ``part``, ``answer``, ``tags``, ``at`` and the burst they are
    in: None for none, ``VOUCHED`` for those of a batch of paper sheets, for which its enterer stands.
    """
    which = sa.and_(_r.at >= since, _r.replaced_by.is_(None))
    if connection.dialect.name == "postgresql":
        packed = connection.execute(sa.select(*map(_packed, _COUNTED)).where(which)).one()
        return tuple(map(_unpacked, _COUNTED, packed))
    found = connection.execute(sa.select(*_COUNTED).where(which)).all()
    return tuple(map(list, zip(*found, strict=True))) if found else tuple([] for _ in _COUNTED)


def vouched_of_classes(connection: Connection, since: str) -> frozenset[str]:
    """The ratings of school classes for which their teacher stands: of each class, hexagon and part of the day as many
    as it has pupils, those that came first."""
    place = sa.func.row_number().over(partition_by=(_r.source, _r.cell, _r.part), order_by=(_r.received_at, _r.id))
    ranked = (
        sa.select(_r.id, place.label("place"), paper_wave.c.pupils)
        .join(paper_wave, paper_wave.c.code == _r.source)
        .where(_r.channel == RatingChannel.SCHOOL_CLASS.value, _r.at >= since, _r.replaced_by.is_(None))
        .subquery()
    )
    query = sa.select(ranked.c.id).where(ranked.c.place <= ranked.c.pupils)
    return frozenset(connection.execute(query).scalars())


def _packed(column: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    """All values of a column as one: to take them one by one is the driver's, and the longest, part of the job."""
    match column.type:
        case sa.BigInteger():
            return sa.func.string_agg(sa.func.int8send(column), sa.cast(b"", sa.LargeBinary))
        case sa.Float():
            return sa.func.string_agg(sa.func.float8send(column), sa.cast(b"", sa.LargeBinary))
        case _:
            return sa.func.string_agg(sa.func.coalesce(column, _NONE), _BETWEEN)


def _unpacked(column: sa.ColumnElement[Any], packed: Any) -> list[Any]:
    if packed is None:
        return []
    match column.type:
        case sa.BigInteger():
            return list(np.frombuffer(packed, dtype=">i8").tolist())
        case sa.Float():
            return list(np.frombuffer(packed, dtype=">f8").tolist())
        case _:
            return [None if text == _NONE else text for text in packed.split(_BETWEEN)]


def aside_by_burst(connection: Connection) -> dict[str, bool]:
    """Whether each burst is set aside, by its id."""
    return {row.id: row.is_aside for row in connection.execute(sa.select(_b.id, _b.is_aside))}


def published_cells(connection: Connection) -> dict[str, dict[str, str]]:
    """The documents of the cells that are in the feed, by id and scope."""
    query = sa.select(feed.c.row_id, feed.c.scope, feed.c.doc).where(feed.c.kind == KIND, sa.not_(feed.c.gone))
    found: dict[str, dict[str, str]] = {}
    for row in connection.execute(query):
        found.setdefault(row.row_id, {})[row.scope] = row.doc
    return found


def published_surface(connection: Connection) -> str | None:
    """What the feed says of what the cells were made of, if it says it."""
    query = sa.select(feed.c.doc).where(feed.c.kind == SURFACE, feed.c.row_id == SURFACE_ID, sa.not_(feed.c.gone))
    return connection.execute(query).scalar()


# bursts


def put_burst(connection: Connection, values: dict[str, object], *, is_new: bool) -> None:
    """Write a burst, or what became of one that goes on."""
    if is_new:
        connection.execute(sa.insert(rating_burst).values(values))
    else:
        connection.execute(sa.update(rating_burst).where(_b.id == values["id"]).values(values))


def into_burst(connection: Connection, burst_id: str, rating_ids: Iterable[str]) -> None:
    """These ratings are part of it."""
    connection.execute(sa.update(rating).where(among(_r.id, rating_ids)).values(burst_id=burst_id))


def bursts(connection: Connection) -> Sequence[Any]:
    """All bursts, those set aside first, then the newest first, with how many ``ratings`` each has."""
    counted = sa.select(_r.burst_id, sa.func.count().label("ratings")).group_by(_r.burst_id).subquery()
    query = sa.select(rating_burst, counted.c.ratings).join(counted, counted.c.burst_id == _b.id)
    return connection.execute(query.order_by(_b.is_aside.desc(), _b.first.desc(), _b.id)).all()


def waiting_bursts(connection: Connection) -> tuple[int, str]:
    """How many bursts wait for a decision, and since when the oldest does; empty for none."""
    is_there = sa.exists().where(_r.burst_id == _b.id)
    query = sa.select(sa.func.count(), sa.func.min(_b.found_at)).where(_b.decided_at.is_(None), is_there)
    count, oldest = connection.execute(query).one()
    return count, oldest or ""


def burst(connection: Connection, burst_id: str, *, lock: bool = False) -> Any:
    """The row of a burst, or None; with ``lock``, held until the commit."""
    query = sa.select(rating_burst).where(_b.id == burst_id)
    return connection.execute(for_update(query) if lock else query).first()


def in_burst(connection: Connection, burst_id: str) -> Sequence[Any]:
    """Rows of ``channel``, ``part``, ``answer`` and how many ``ratings`` of a burst have them."""
    columns = (_r.channel, _r.part, _r.answer)
    query = sa.select(*columns, sa.func.count().label("ratings")).where(_r.burst_id == burst_id)
    return connection.execute(query.group_by(*columns)).all()


def browsers_in_burst(connection: Connection, burst_id: str) -> tuple[int, int]:
    """From how many browsers a burst came, and how many of them rated nothing else, ever."""
    whose = sa.select(_r.respondent).where(_r.burst_id == burst_id).intersect(sa.select(rater.c.respondent))
    is_elsewhere = sa.func.coalesce(_r.burst_id, "") != burst_id
    others = sa.select(sa.func.count().filter(is_elsewhere).label("others")).where(_r.respondent.in_(whose))
    each = others.group_by(_r.respondent).subquery()
    query = sa.select(sa.func.count(), sa.func.count().filter(each.c.others == 0)).select_from(each)
    browsers, strangers = connection.execute(query).one()
    return browsers, strangers


def decide_burst(connection: Connection, burst_id: str, *, is_aside: bool, by: str | None, at: str | None) -> None:
    """Set a burst aside or let it count; without ``by`` and ``at`` it waits for somebody to decide."""
    values = {"is_aside": is_aside, "decided_by": by, "decided_at": at}
    connection.execute(sa.update(rating_burst).where(_b.id == burst_id).values(values))


def add_burst_decision(connection: Connection, **values: str) -> None:
    """Keep a decision on a burst."""
    connection.execute(sa.insert(burst_decision).values(**values))


def burst_decisions(connection: Connection, burst_ids: Collection[str]) -> Sequence[Any]:
    """The decisions on these bursts, the newest first."""
    query = sa.select(burst_decision).where(among(_d.burst_id, burst_ids))
    return connection.execute(query.order_by(_d.at.desc(), _d.id.desc())).all() if burst_ids else ()


# releases


def newest_release(connection: Connection) -> Any:
    """The row of the newest month that was published, or None."""
    return connection.execute(sa.select(rating_release).order_by(rating_release.c.month.desc()).limit(1)).first()


def release_of(connection: Connection, month: str) -> Any:
    """The row of a month such as 2026-03, or None."""
    return connection.execute(sa.select(rating_release).where(rating_release.c.month == month)).first()


def add_release(connection: Connection, values: Mapping[str, object]) -> bool:
    """Write a month that has none yet. False, and nothing is written, where it has: a release never changes."""
    return connection.execute(_ADD_RELEASE, values).rowcount == 1


def forget_basis(connection: Connection, before: str) -> None:
    """Keep of the months before one what was published and nothing that stood behind it."""
    earlier = sa.update(rating_release).where(rating_release.c.month < before, rating_release.c.basis != "")
    connection.execute(earlier.values(basis=""))


_SEEN = sa.select(_r.id, _r.cell, _r.part, _r.answer, _r.at)
_COUNT_RATER = sa.text(
    "INSERT INTO rater (respondent, ratings) VALUES (:respondent, 1) "
    "ON CONFLICT (respondent) DO UPDATE SET ratings = rater.ratings + 1"
)
_REPLACE = sa.text("UPDATE rating SET replaced_by = :by WHERE id = :id")
_SNAP = sa.text("UPDATE rating SET lat = :lat, lon = :lon, is_snapped = :yes WHERE id = :id")
_ADD_RELEASE = sa.text(
    "INSERT INTO rating_release (month, made_at, lines, basis) VALUES (:month, :made_at, :lines, :basis) "
    "ON CONFLICT (month) DO NOTHING"
)
