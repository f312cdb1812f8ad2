"""Addresses of calendars, read and written."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sync.server.accounts.tables import account
from sync.server.calendars.domain import Address
from sync.server.calendars.tables import duty_calendar
from sync.server.districts.tables import district

_c = duty_calendar.c


def insert(connection: Connection, one: Address, hashed: str) -> None:
    """A new address; ``hashed`` is all that is kept of its secret."""
    values = {
        "id": one.id, "hash": hashed, "officer_id": one.officer_id, "district_id": one.district_id,
        "language": one.language, "made_by": one.made_by, "made_at": one.made_at,
    }  # fmt: skip
    connection.execute(sa.insert(duty_calendar).values(values))


def by_hash(connection: Connection, hashed: str) -> Address | None:
    """The address with this hash, unless it was revoked or whose it is serves no more."""
    row = connection.execute(_standing().where(_c.hash == hashed)).first()
    return None if row is None else _address(row)


def standing(connection: Connection) -> list[Address]:
    """The addresses that answer, the newest first."""
    return [_address(row) for row in connection.execute(_standing().order_by(_c.made_at.desc(), _c.id))]


def revoke(connection: Connection, address_id: str, at: str) -> bool:
    """Let an address answer no more; False where none of this id does."""
    ended = sa.update(duty_calendar).where(_c.id == address_id, _c.revoked_at.is_(None))
    return connection.execute(ended.values(revoked_at=at)).rowcount == 1


def is_known(connection: Connection, address_id: str) -> bool:
    """Whether there is, or was, an address of this id."""
    return connection.execute(sa.select(_c.id).where(_c.id == address_id)).first() is not None


def _standing() -> "sa.Select[tuple[object, ...]]":
    serves = sa.exists().where(account.c.id == _c.officer_id, account.c.active)
    there = sa.exists().where(district.c.id == _c.district_id)
    return sa.select(duty_calendar).where(_c.revoked_at.is_(None), sa.or_(serves, there))


def _address(row: "sa.Row[tuple[object, ...]]") -> Address:
    return Address(row.id, row.officer_id, row.district_id, row.language, row.made_by, row.made_at)
