"""What is asked of the photos that residents sent: first what the account of their pages can, then what the server
can."""

from collections.abc import Collection, Sequence
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.values import Place
from sync.server.ground.documents import parse, render
from sync.server.ground.moments import instant, moment
from sync.server.intake.domain import Kind, SentTip, State
from sync.server.intake.photos.domain import Amounts, Clean, Fresh, Held
from sync.server.intake.repository import Linked, keyed
from sync.server.intake.tables import intake, intake_photo

_row = intake_photo.c


def keep(connection: Connection, fresh: Fresh) -> None:
    """Write a photo into its bag."""
    _insert(connection, fresh, drops="")


def take_out(connection: Connection, photo_id: str, fresh: Fresh) -> None:
    """Note that a photo of the same bag is not to go along."""
    _insert(connection, fresh, drops=photo_id)


def held(connection: Connection, bag: str) -> tuple[Held, ...]:
    """The photos of a bag, in the order in which they came."""
    rows = keyed(connection, "intake_photos", bag=bag)
    return tuple(Held(row.id, int(row.size), parse(row.place, Place) if row.place else None) for row in rows)


def shown(connection: Connection, bag: str, photo_id: str) -> bytes | None:
    """A photo of a bag, encoded anew."""
    rows = keyed(connection, "intake_photo_shown", bag=bag, photo=photo_id)
    return bytes(rows[0].shown) if rows else None


def amounts(connection: Connection, address: str, since: str) -> Amounts:
    """How much came of late from an address, and how much is here."""
    row = keyed(connection, "intake_photo_amounts", address=address, since=since)[0]
    return Amounts(int(row.of_address), int(row.in_all))


def unclean(connection: Connection, photo_ids: Collection[str]) -> tuple[str, ...]:
    """Which of these photos are not encoded anew yet."""
    query = sa.select(_row.id).where(_row.id.in_(photo_ids), _row.clean.is_(None), _row.drops == "")
    return tuple(connection.execute(query.order_by(_row.at, _row.id)).scalars())


def data(connection: Connection, photo_id: str) -> bytes | None:
    """The bytes as they were sent."""
    found = connection.execute(sa.select(_row.data).where(_row.id == photo_id)).scalar()
    return bytes(found) if found is not None else None


def put_clean(connection: Connection, photo_id: str, jpeg: bytes) -> None:
    """Keep what was encoded anew as long as the original: another tip may be sent with the same photos."""
    connection.execute(sa.update(intake_photo).where(_row.id == photo_id).values(clean=jpeg))


def clean(connection: Connection, photo_ids: Collection[str]) -> Sequence[Clean]:
    """Those of these photos that are encoded anew, in the order in which they came."""
    query = sa.select(_row.id, _row.clean).where(_row.id.in_(photo_ids), _row.clean.is_not(None))
    return [Clean(row.id, bytes(row.clean)) for row in connection.execute(query.order_by(_row.at, _row.id))]


def seal(connection: Connection, photo_ids: Collection[str], whose: Linked, until: str) -> None:
    """From now on they are a party's originals, kept until a moment, and their bag shows them no more after that."""
    values = {"tip_id": whose.tip_id, "party_id": whose.party_id, "until": until}
    connection.execute(sa.update(intake_photo).where(_row.id.in_(photo_ids)).values(values))


def forget(connection: Connection, photo_ids: Collection[str]) -> None:
    """These are kept no more as they were sent."""
    connection.execute(sa.delete(intake_photo).where(_row.id.in_(photo_ids), _row.tip_id.is_(None)))


def forget_of(connection: Connection, whose: Linked) -> None:
    """The originals of a party are kept no more."""
    theirs = (_row.tip_id == whose.tip_id, _row.party_id == whose.party_id)
    connection.execute(sa.delete(intake_photo).where(*theirs))


def put_off(connection: Connection, by: timedelta) -> None:
    """The originals that are here now are kept for so much longer, or shorter where it is below nothing."""
    kept = connection.execute(sa.select(_row.id, _row.until).where(_row.until.is_not(None))).all()
    for photo_id, until in kept:
        later = instant(moment(until) + by)
        connection.execute(sa.update(intake_photo).where(_row.id == photo_id).values(until=later))


def forget_sent(connection: Connection, link: str) -> None:
    """What was sent by the link of this hash and is not filed yet is not kept as it was sent."""
    docs = sa.select(intake.c.doc).where(intake.c.link == link, intake.c.kind == Kind.TIP.value, intake.c.doc != "{}")
    named = [one for doc in connection.execute(docs).scalars() for one in parse(doc, SentTip).photos]
    connection.execute(sa.delete(intake_photo).where(_row.id.in_(named)))


def forget_old(connection: Connection, *, now: str, before: str) -> None:
    """Originals over their deadline, and what came before a moment and goes with no tip that waits."""
    waits = sa.select(intake.c.doc).where(
        intake.c.kind == Kind.TIP.value, intake.c.state.in_([State.WAITING.value, State.CHECK.value])
    )
    needed = {one for doc in connection.execute(waits).scalars() for one in parse(doc, SentTip).photos}
    old = sa.select(_row.id).where(_row.tip_id.is_(None), _row.at < before)
    gone = set(connection.execute(old).scalars()) - needed
    connection.execute(sa.delete(intake_photo).where(_row.until < now))
    for photo_id in sorted(gone):
        connection.execute(sa.delete(intake_photo).where(_row.id == photo_id))


def _insert(connection: Connection, fresh: Fresh, *, drops: str) -> None:
    values = {
        "id": fresh.id, "bag": fresh.bag, "drops": drops, "data": fresh.data, "shown": fresh.shown,
        "size": len(fresh.data), "media_type": fresh.media_type,
        "place": render(fresh.place) if fresh.place is not None else "", "at": fresh.at, "address": fresh.address,
    }  # fmt: skip
    connection.execute(sa.insert(intake_photo).values(values))
