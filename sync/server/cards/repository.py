"""What is asked and written of cards, priorities and the pledge: first what the residents' pages can ask."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from app.accounts.domain import Role
from app.czech_order import czech_order
from app.districts.domain import District
from sync.server.accounts.tables import account
from sync.server.cards.domain import Card, Kept, Officer, Pledge, Priority, Service, Standing
from sync.server.cards.tables import district_priority, officer_card, pledge
from sync.server.districts.tables import district
from sync.server.ground.documents import parse, render
from sync.server.intake.repository import keyed
from sync.server.messages.tables import message, party
from sync.server.tips.tables import tip

_ONLY = "pledge"
_SAID = ("held", "queued", "sent")
"""Deliveries of what an officer said."""


def districts(connection: Connection) -> tuple[str, ...]:
    """All districts by their ids, as documents."""
    return tuple(connection.execute(sa.select(district.c.doc).order_by(district.c.id)).scalars())


def district_of(connection: Connection, district_id: str) -> District | None:
    """One district."""
    doc = connection.execute(sa.select(district.c.doc).where(district.c.id == district_id)).scalar()
    return parse(doc, District) if doc is not None else None


def standing(connection: Connection, district_id: str, now: str) -> list[Standing]:
    """Who serves a district at a moment, in no order."""
    return [
        Standing(
            Service(row.kind), row.from_at, row.to_at or "", row.badge, row.name, row.portrait,
            parse(row.card, Card) if row.card else Card(), bool(row.away),
        )
        for row in keyed(connection, "officers_of_district", district=district_id, now=now)
    ]  # fmt: skip


def portrait(connection: Connection, portrait_id: str) -> bytes | None:
    """The picture of this id."""
    rows = keyed(connection, "officer_portrait", portrait=portrait_id) if portrait_id else ()
    return bytes(rows[0].picture) if rows else None


def priorities(connection: Connection, district_id: str, since: str, limit: int) -> list[Priority]:
    """The newest priorities of a district that were set after a moment."""
    row = district_priority.c
    query = sa.select(row.doc).where(row.district_id == district_id, row.at > since)
    found = connection.execute(query.order_by(row.at.desc(), row.id).limit(limit)).scalars()
    return [parse(doc, Priority) for doc in found]


def the_pledge(connection: Connection) -> tuple[Pledge, Kept | None] | None:
    """What the city pledges, and how often it was kept."""
    row = connection.execute(sa.select(pledge.c.doc, pledge.c.figure).where(pledge.c.id == _ONLY)).first()
    return None if row is None else (parse(row.doc, Pledge), parse(row.figure, Kept) if row.figure else None)


def card(connection: Connection, officer_id: str) -> tuple[Card, bool] | None:
    """An officer's card, and whether it shows the name."""
    row = officer_card.c
    found = connection.execute(sa.select(row.doc, row.shows_name).where(row.officer_id == officer_id)).first()
    return None if found is None else (parse(found.doc, Card), bool(found.shows_name))


def put_card(connection: Connection, officer_id: str, one: Card, *, shows_name: bool) -> None:
    """Write an officer's card; the portrait stays."""
    values = {"shows_name": shows_name, "doc": render(one)}
    row = officer_card.c
    if connection.execute(sa.update(officer_card).where(row.officer_id == officer_id).values(values)).rowcount == 0:
        fresh = {"officer_id": officer_id, "portrait": "", "picture": None}
        connection.execute(sa.insert(officer_card).values(fresh | values))


def put_portrait(connection: Connection, officer_id: str, portrait_id: str, picture: bytes | None) -> None:
    """Give a card that there is another portrait, or none."""
    values = {"portrait": portrait_id if picture is not None else "", "picture": picture, "hidden_at": None}
    connection.execute(sa.update(officer_card).where(officer_card.c.officer_id == officer_id).values(values))


def hide_portrait(connection: Connection, officer_id: str, now: str) -> bool:
    """From now on nobody sees a card's portrait; whether there was one to be seen."""
    row = officer_card.c
    shown = sa.update(officer_card).where(row.officer_id == officer_id, row.portrait != "")
    return connection.execute(shown.values(portrait="", hidden_at=now)).rowcount == 1


def show_portrait(connection: Connection, officer_id: str, portrait_id: str) -> bool:
    """The portrait that was hidden is to be seen again, by another id; whether it was still there."""
    row = officer_card.c
    hidden = sa.update(officer_card).where(row.officer_id == officer_id, row.hidden_at.is_not(None))
    return connection.execute(hidden.values(portrait=portrait_id, hidden_at=None)).rowcount == 1


def forget_portraits(connection: Connection, before: str) -> None:
    """Portraits that were hidden before a moment are gone."""
    connection.execute(
        sa.update(officer_card).where(officer_card.c.hidden_at < before).values(picture=None, hidden_at=None)
    )


def picture_of(connection: Connection, officer_id: str) -> tuple[bytes, bool] | None:
    """An officer's portrait, and whether residents see it."""
    row = officer_card.c
    found = connection.execute(sa.select(row.picture, row.portrait).where(row.officer_id == officer_id)).first()
    return None if found is None or found.picture is None else (bytes(found.picture), bool(found.portrait))


def officers(connection: Connection) -> list[Officer]:
    """Everybody in service with whom a resident may be told to speak, with what their card says."""
    row, known = account.c, officer_card.c
    query = (
        sa.select(
            row.id,
            row.name,
            row.badge,
            known.doc,
            known.shows_name,
            known.portrait,
            known.picture.is_not(None).label("kept"),
        )
        .outerjoin(officer_card, known.officer_id == row.id)
        .where(row.active, row.role == Role.OFFICER.value)
    )
    found = [
        Officer(
            one.id, one.name, one.badge, parse(one.doc, Card) if one.doc else Card(), bool(one.shows_name),
            bool(one.portrait), bool(one.kept), one.doc is not None,
        )
        for one in connection.execute(query)
    ]  # fmt: skip
    return sorted(found, key=lambda one: czech_order(one.name))


def put_priority(connection: Connection, one: Priority) -> None:
    """Add or replace a priority."""
    drop_priority(connection, one.id)
    values = {"id": one.id, "district_id": one.district_id, "at": one.at, "doc": render(one)}
    connection.execute(sa.insert(district_priority).values(values))


def find_priority(connection: Connection, priority_id: str) -> Priority | None:
    """The priority of this id."""
    query = sa.select(district_priority.c.doc).where(district_priority.c.id == priority_id)
    doc = connection.execute(query).scalar()
    return parse(doc, Priority) if doc is not None else None


def drop_priority(connection: Connection, priority_id: str) -> bool:
    """Take a priority away; whether there was one."""
    row = district_priority.c
    return connection.execute(sa.delete(district_priority).where(row.id == priority_id)).rowcount == 1


def put_pledge(connection: Connection, one: Pledge) -> None:
    """What the city pledges from now on; how often it was kept is to be counted anew."""
    connection.execute(sa.delete(pledge))
    connection.execute(sa.insert(pledge).values(id=_ONLY, doc=render(one), figure=""))


def drop_pledge(connection: Connection) -> None:
    """The city pledges nothing."""
    connection.execute(sa.delete(pledge))


def put_figure(connection: Connection, one: Kept) -> None:
    """How often the pledge was kept."""
    connection.execute(sa.update(pledge).values(figure=render(one)))


def answered(connection: Connection, since: str) -> Sequence[Row[str, str | None, str | None]]:
    """When each tip since a moment, whose sender can be answered, came, was closed, and was first written about."""
    said = sa.and_(message.c.tip_id == tip.c.id, message.c.party_id == party.c.id, message.c.delivery.in_(_SAID))
    query = (
        sa.select(tip.c.created_at, tip.c.closed_at, sa.func.min(message.c.at).label("written_at"))
        .join(party, sa.and_(party.c.id == tip.c.id, party.c.tip_id == tip.c.id))
        .outerjoin(message, said)
        .where(tip.c.created_at > since)
        .group_by(tip.c.id, tip.c.created_at, tip.c.closed_at)
    )
    return connection.execute(query).all()
