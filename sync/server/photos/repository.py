"""What is asked and written about photos in the database.

A hash is *shown* where a photo row names it whose author has sent all bytes of it; everything else is a claim.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.identifiers import new_id
from app.photos.domain import Photo
from sync.server.ground.database import for_update
from sync.server.ground.documents import render
from sync.server.patrols.tables import patrol_note
from sync.server.photos.tables import original, photo, possession, upload
from sync.server.tips.tables import tip


@dataclass(frozen=True, slots=True)
class Upload:
    """A running upload of one device."""

    id: str
    received: int
    size: int


@dataclass(frozen=True, slots=True)
class Dropped:
    """What was forgotten in one transaction: running uploads by id, originals by hash."""

    uploads: tuple[str, ...]
    originals: tuple[str, ...]


def row_of(one: Photo) -> dict[str, object]:
    """The columns of a photo's row."""
    return {"id": one.id, "root_id": one.tip_id or one.patrol_note_id, "by": one.by, "sha256": one.sha256,
            "size": one.size, "doc": render(one)}  # fmt: skip


def announced_sizes(connection: Connection, officer_id: str, sha256: str, *, lock: bool = False) -> frozenset[int]:
    """The sizes under which this person announced the hash; none: not at all. ``lock`` keeps the rows to the commit."""
    query = sa.select(photo.c.size).where(photo.c.sha256 == sha256, photo.c.by == officer_id).order_by(photo.c.id)
    return frozenset(connection.execute(for_update(query) if lock else query).scalars())


def possessed_size(connection: Connection, officer_id: str, sha256: str) -> int | None:
    """The number of bytes where this person has sent all of them, and has a photo with them."""
    column = possession.c
    query = sa.select(column.size).where(column.officer_id == officer_id, column.sha256 == sha256, _announced())
    return connection.execute(query).scalar()


def running(connection: Connection, device_id: str | None, sha256: str, *, lock: bool = False) -> Upload | None:
    """The upload of this device that goes on."""
    query = sa.select(upload.c.id, upload.c.received, upload.c.size).where(
        upload.c.sha256 == sha256, upload.c.device_id == device_id
    )
    row = connection.execute(for_update(query) if lock else query).first()
    return None if row is None else Upload(row.id, row.received, row.size)


def begin(connection: Connection, device_id: str | None, sha256: str, size: int, expires_at: str) -> Upload:
    """Note a new upload."""
    fresh = Upload(new_id(), 0, size)
    values = {"id": fresh.id, "sha256": sha256, "size": size, "received": 0, "device_id": device_id}
    connection.execute(sa.insert(upload).values(values | {"expires_at": expires_at}))
    return fresh


def advance(connection: Connection, upload_id: str, received: int, expires_at: str) -> None:
    """So many bytes have arrived."""
    mark = sa.update(upload).where(upload.c.id == upload_id)
    connection.execute(mark.values(received=received, expires_at=expires_at))


def end(connection: Connection, upload_id: str) -> None:
    """Forget an upload."""
    connection.execute(sa.delete(upload).where(upload.c.id == upload_id))


def stored_bytes(connection: Connection, device_id: str | None) -> int:
    """How many bytes this device has sent and begun to send."""
    totals = (
        sa.select(sa.func.coalesce(sa.func.sum(table.c.size), 0)).where(table.c.device_id == device_id)
        for table in (possession, upload)
    )
    return sum(int(connection.execute(total).scalar_one()) for total in totals)


def keep(connection: Connection, sha256: str, size: int, media_type: str, at: str) -> None:
    """Note an original; its row stays locked until the commit, known before or not."""
    connection.execute(_KEEP, {"sha256": sha256, "size": size, "media_type": media_type, "at": at})


def prove(connection: Connection, officer_id: str, sha256: str, *, device_id: str | None, size: int, at: str) -> None:
    """Note that this person has sent all bytes."""
    values = {"officer": officer_id, "sha256": sha256, "device": device_id, "size": size, "at": at}
    connection.execute(_PROVE, values)


def readable_type(connection: Connection, sha256: str, scopes: Collection[str]) -> str | None:
    """The media type of an original that a photo in one of the scopes shows."""
    rooted = [
        sa.exists().where(root.c.id == photo.c.root_id, root.c.scope.in_(sorted(scopes))) for root in (tip, patrol_note)
    ]
    query = (
        sa.select(original.c.media_type)
        .join(photo, photo.c.sha256 == original.c.sha256)
        .join(possession, sa.and_(possession.c.sha256 == photo.c.sha256, possession.c.officer_id == photo.c.by))
        .where(original.c.sha256 == sha256, sa.or_(*rooted))
    )
    return connection.execute(query.limit(1)).scalar()


def existing(connection: Connection, photo_ids: Collection[str]) -> set[str]:
    """Which of these photos there are."""
    return set(connection.execute(sa.select(photo.c.id).where(photo.c.id.in_(photo_ids))).scalars())


def add(connection: Connection, photos: Sequence[Photo]) -> None:
    """Write photo rows."""
    if photos:
        connection.execute(sa.insert(photo), [row_of(one) for one in photos])


def hashes_of(connection: Connection, root_ids: Collection[str]) -> tuple[str, ...]:
    """The hashes that photos of these tips or patrol notes name, sorted."""
    query = sa.select(photo.c.sha256).where(photo.c.root_id.in_(root_ids)).distinct().order_by(photo.c.sha256)
    return tuple(connection.execute(query).scalars())


def forget_expired(connection: Connection, now: str) -> tuple[str, ...]:
    """Forget uploads that nobody went on with; their ids."""
    expired = sa.delete(upload).where(upload.c.expires_at < now).returning(upload.c.id)
    return tuple(connection.execute(expired).scalars())


def forget_unannounced(connection: Connection) -> tuple[str, ...]:
    """Forget uploads and proofs whose photo rows are gone; the ids of the uploads."""
    from sync.server.accounts.tables import device

    named = sa.exists().where(photo.c.sha256 == upload.c.sha256, photo.c.by == device.c.officer_id,
                              device.c.id == upload.c.device_id)  # fmt: skip
    dropped = connection.execute(sa.delete(upload).where(~named).returning(upload.c.id)).scalars().all()
    connection.execute(sa.delete(possession).where(~_announced()))
    return tuple(dropped)


def unshown(connection: Connection, named: Collection[str] = ()) -> tuple[str, ...]:
    """The hashes of originals that no photo shows any more, and those of ``named`` that none shows, sorted."""
    shown = _shown(original.c.sha256)
    found = set(connection.execute(sa.select(original.c.sha256).where(~shown)).scalars())
    for start in range(0, len(names := sorted(named)), _AT_ONCE):
        some = names[start : start + _AT_ONCE]
        query = sa.select(photo.c.sha256).where(photo.c.sha256.in_(some), _shown(photo.c.sha256))
        found.update(set(some).difference(connection.execute(query).scalars()))
    return tuple(sorted(found))


def forget_original(connection: Connection, sha256: str, at: str) -> bool:
    """Forget an original unless a photo shows it by now; whether its bytes may go. Its row is locked until the commit.

    Who seals the same bytes at this moment waits for the lock, or is waited for.
    """
    keep(connection, sha256, 0, "", at)
    if connection.execute(sa.select(sa.literal(1)).where(_shown(sa.literal(sha256)))).first() is not None:
        return False
    connection.execute(sa.delete(original).where(original.c.sha256 == sha256))
    return True


def unknown_uploads(connection: Connection, upload_ids: Collection[str]) -> set[str]:
    """Which of these names of half files belong to no running upload."""
    known = connection.execute(sa.select(upload.c.id)).scalars()
    return set(upload_ids).difference(known)


def _announced() -> sa.Exists:
    """Whether the holder of a proof has a photo with that hash."""
    return sa.exists().where(photo.c.sha256 == possession.c.sha256, photo.c.by == possession.c.officer_id)


def _shown(sha256: sa.ColumnElement[str]) -> sa.Exists:
    row, proof = photo.alias("shown"), possession.alias("proof")
    return (
        sa.select(sa.literal(1))
        .select_from(row.join(proof, sa.and_(proof.c.sha256 == row.c.sha256, proof.c.officer_id == row.c.by)))
        .where(row.c.sha256 == sha256)
        .exists()
    )


_AT_ONCE = 500
_KEEP = sa.text(
    "INSERT INTO original (sha256, size, media_type, sealed_at) VALUES (:sha256, :size, :media_type, :at) "
    "ON CONFLICT (sha256) DO UPDATE SET sealed_at = original.sealed_at"
)
_PROVE = sa.text(
    "INSERT INTO possession (officer_id, sha256, device_id, size, at) VALUES (:officer, :sha256, :device, :size, :at) "
    "ON CONFLICT (officer_id, sha256) DO NOTHING"
)
