"""What is asked and written of shown photos: first what the residents' pages can ask, then what the server can."""

from collections.abc import Collection, Iterable
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.accounts.domain import RESIDENT
from app.photos.domain import Photo
from app.tips.domain import Status, Tip
from sync.server.districts.tables import category
from sync.server.ground.among import among
from sync.server.ground.database import for_update
from sync.server.ground.documents import parse
from sync.server.intake.repository import keyed
from sync.server.photos.tables import photo, possession
from sync.server.showing.domain import UNDECIDED, Decision, Pictured, Seen, Side
from sync.server.showing.tables import shown_photo
from sync.server.tips.tables import tip

_row = shown_photo.c
_PRIVATE: Final = category.c.doc.contains('"private":true')


def of_link(connection: Connection, link: str) -> list[Seen]:
    """What the party of a link is shown of its tip, what was before first."""
    rows = keyed(connection, "photos_shown_to_party", link=link)
    return [Seen(row.name, Side(row.side), row.words, row.words_en) for row in rows]


def of_cells(connection: Connection, cells: Iterable[str], since: str) -> list[Seen]:
    """What everybody is shown of tips in these hexagons that were closed since a moment, the newest tips first."""
    rows = keyed(connection, "photos_shown_to_all", cells=f",{','.join(cells)},", since=since)
    return [
        Seen(row.name, Side(row.side), row.words, row.words_en, row.pair, row.cell, row.category, row.month)
        for row in rows
    ]


def seen(connection: Connection, name: str) -> bytes | None:
    """The picture of this name, as long as somebody may see it."""
    rows = keyed(connection, "shown_picture", picture=name) if name else ()
    return bytes(rows[0].picture) if rows else None


def waiting(connection: Connection, scopes: Collection[str], limit: int) -> list[Pictured]:
    """Photos of closed tips of no private category of which nobody decided yet, the newest closings first."""
    undecided = sa.or_(_row.decided_at.is_(None), _row.decided_at == "")
    query = _photos(scopes).where(undecided, tip.c.status == Status.CLOSED.value, ~_is_private())
    rows = connection.execute(query.order_by(tip.c.closed_at.desc(), tip.c.id, photo.c.id).limit(limit))
    return [_pictured(row) for row in rows]


def decided(connection: Connection, scopes: Collection[str], limit: int) -> list[Pictured]:
    """Photos of which somebody decided, the latest first."""
    query = _photos(scopes).where(_row.decided_at > "").order_by(_row.decided_at.desc(), photo.c.id).limit(limit)
    return [_pictured(row) for row in connection.execute(query)]


def amount(connection: Connection, scopes: Collection[str]) -> tuple[int, str]:
    """How many wait, and when the oldest of their tips was closed."""
    undecided = sa.or_(_row.decided_at.is_(None), _row.decided_at == "")
    held = _photos(scopes).where(undecided, tip.c.status == Status.CLOSED.value, ~_is_private()).subquery()
    row = connection.execute(sa.select(sa.func.count(), sa.func.min(held.c.closed_at)).select_from(held)).one()
    return int(row[0]), row[1] or ""


def found(connection: Connection, photo_id: str, scopes: Collection[str], *, lock: bool = False) -> Pictured | None:
    """A photo of a tip in these scopes whose bytes are here. ``lock`` keeps its row to the commit."""
    if lock:
        connection.execute(for_update(sa.select(photo.c.id).where(photo.c.id == photo_id)))
    row = connection.execute(_photos(scopes).where(photo.c.id == photo_id)).first()
    return None if row is None else _pictured(row)


def picture(connection: Connection, photo_id: str, mark: str) -> bytes | None:
    """What was made of a photo, as long as nobody made another of it."""
    held: bytes | None = connection.execute(
        sa.select(_row.picture).where(_row.photo_id == photo_id, _row.mark == mark, _row.mark != "")
    ).scalar()
    return None if held is None else bytes(held)


def put(connection: Connection, one: Pictured, decision: Decision, made: bytes | None) -> None:
    """From now on this picture is the photo's, and this stands of it; nobody sees what was made before."""
    forget(connection, [one.photo_id])
    values = _values(decision) | {"photo_id": one.photo_id, "tip_id": one.tip_id, "cell": "", "picture": made}
    connection.execute(sa.insert(shown_photo).values(values))


def decide(connection: Connection, photo_id: str, decision: Decision, cell: str) -> None:
    """This stands of a photo, of which the picture stays."""
    connection.execute(
        sa.update(shown_photo).where(_row.photo_id == photo_id).values(_values(decision) | {"cell": cell})
    )


def forget(connection: Connection, photo_ids: Collection[str]) -> None:
    """Nothing is shown or known of these photos any more."""
    connection.execute(sa.delete(shown_photo).where(among(_row.photo_id, sorted(photo_ids))))


def forget_of(connection: Connection, tip_ids: Collection[str]) -> None:
    """The same of all photos of these tips."""
    connection.execute(sa.delete(shown_photo).where(among(_row.tip_id, sorted(tip_ids))))


def forget_of_residents(connection: Connection, tip_id: str) -> bool:
    """The same of what residents sent with a tip, whichever of them; whether there was any."""
    theirs = sa.select(photo.c.id).where(photo.c.root_id == tip_id, photo.c.by == RESIDENT.id)
    return connection.execute(sa.delete(shown_photo).where(_row.photo_id.in_(theirs))).rowcount > 0


def _photos(scopes: Collection[str]) -> sa.Select[Any]:
    told = (
        photo.c.doc, tip.c.doc.label("tip"), tip.c.status, tip.c.closed_at, _is_private().label("private"),
        *(column for column in _row if column.name not in ("picture", "cell", "tip_id")),
    )  # fmt: skip
    return (
        sa.select(*told)
        .join(tip, tip.c.id == photo.c.root_id)
        .join(possession, sa.and_(possession.c.sha256 == photo.c.sha256, possession.c.officer_id == photo.c.by))
        .outerjoin(shown_photo, _row.photo_id == photo.c.id)
        .where(tip.c.scope.in_(sorted(scopes)))
    )


def _is_private() -> sa.ColumnElement[bool]:
    return sa.exists().where(category.c.id == tip.c.category, _PRIVATE)


def _pictured(row: Any) -> Pictured:
    taken, of = parse(row.doc, Photo), parse(row.tip, Tip)
    return Pictured(
        taken.id, taken.sha256, taken.at, taken.by == RESIDENT.id, of.id, of.number, of.title, of.category,
        row.closed_at or "", row.status == Status.CLOSED.value and not row.private,
        UNDECIDED if row.photo_id is None else _decision(row),
    )  # fmt: skip


def _decision(row: Any) -> Decision:
    return Decision(
        row.covers, row.mark, Side(row.side) if row.side else None, row.words, row.words_en, bool(row.to_parties),
        bool(row.to_all), row.name, row.by, row.decided_at,
    )  # fmt: skip


def _values(decision: Decision) -> dict[str, object]:
    return {
        "covers": decision.covers, "mark": decision.mark, "side": decision.side.value if decision.side else "",
        "words": decision.words, "words_en": decision.words_en, "to_parties": decision.to_parties,
        "to_all": decision.to_all, "name": decision.name, "by": decision.by, "decided_at": decision.decided_at,
    }  # fmt: skip
