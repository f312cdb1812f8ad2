"""Accounts and their duties, and the rows by which every device knows people and districts."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.accounts.domain import CITY, Officer, Role
from app.identifiers import new_id
from sync.server import schema
from sync.server.accounts.duties import DutyKind, roster
from sync.server.districts.service import district_steps
from sync.server.feed.publish import Put, Step
from sync.server.ground.documents import render


class AccountRefused(Exception):
    """The account or the duty can not be made; the text says why."""


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What is needed to make an account."""

    login: str
    name: str
    role: Role
    badge: str = ""
    phone: str = ""
    password: str | None = None


def add_account(connection: Connection, new: NewAccount, now: str) -> str:
    """Make an account; its id. ``new.password`` is the finished Argon2id hash. The caller publishes ``row_steps``."""
    if not new.login.strip() or not new.name.strip():
        raise AccountRefused("an account needs a login and a name")
    if not all(text.isprintable() for text in (new.login, new.name, new.badge, new.phone)):
        raise AccountRefused("login, name, badge and telephone are one line of printable characters each")
    account = schema.account.c
    if connection.execute(sa.select(account.id).where(account.login == new.login)).first() is not None:
        raise AccountRefused(f"there is an account {new.login!r} already")
    officer_id = new_id()
    connection.execute(
        sa.insert(schema.account).values(
            id=officer_id,
            login=new.login,
            name=new.name,
            role=new.role.value,
            badge=new.badge,
            phone=new.phone,
            active=True,
            password=new.password,
            created_at=now,
        )
    )
    return officer_id


def grant(
    connection: Connection,
    officer_id: str,
    district_id: str,
    kind: DutyKind,
    *,
    from_at: str,
    to_at: str | None = None,
) -> str:
    """Let an officer hold or cover a district; the duty's id. The caller publishes ``row_steps``."""
    if connection.execute(sa.select(schema.district.c.id).where(schema.district.c.id == district_id)).first() is None:
        raise AccountRefused(f"there is no district {district_id!r}")
    if to_at is not None and to_at <= from_at:
        raise AccountRefused("a duty ends after it begins")
    duty_id = new_id()
    connection.execute(
        sa.insert(schema.duty).values(
            id=duty_id, officer_id=officer_id, district_id=district_id, kind=kind.value, from_at=from_at, to_at=to_at
        )
    )
    return duty_id


def withdraw(connection: Connection, officer_id: str, district_id: str, at: str) -> int:
    """End the officer's running duties in a district; how many. The caller publishes ``row_steps``."""
    duty = schema.duty.c
    return connection.execute(
        sa.update(schema.duty)
        .where(duty.officer_id == officer_id, duty.district_id == district_id, duty.from_at <= at,
               sa.or_(duty.to_at.is_(None), duty.to_at > at))
        .values(to_at=at)
    ).rowcount  # fmt: skip


def row_steps(connection: Connection, at: str, officer_id: str | None = None) -> list[Step]:
    """What to publish for one person or for all: the officer rows of scope ``city``, and the districts they hold."""
    duties = roster(connection, at)
    query = sa.select(schema.account)
    if officer_id is not None:
        query = query.where(schema.account.c.id == officer_id)
    steps: list[Step] = district_steps(connection, at)
    for row in connection.execute(query.order_by(schema.account.c.id)):
        officer = Officer(
            id=row.id,
            name=row.name,
            role=Role(row.role),
            badge=row.badge,
            phone=row.phone,
            districts=duties.districts_of(row.id),
            active=row.active,
        )
        steps.append(Put("officer", row.id, row.id, CITY, render(officer)))
    return steps


def find(connection: Connection, login: str) -> str:
    """The id of an account in use. Raises AccountRefused where there is none."""
    account = schema.account.c
    query = sa.select(account.id).where(account.login == login, account.active)
    officer_id: str | None = connection.execute(query).scalar()
    if officer_id is None:
        raise AccountRefused(f"there is no account {login!r} in use")
    return officer_id


def deactivate(connection: Connection, officer_id: str, now: str) -> int:
    """Take an account out of use with its duties and devices; how many devices. The caller publishes ``row_steps``."""
    duty, device = schema.duty.c, schema.device.c
    connection.execute(sa.update(schema.account).where(schema.account.c.id == officer_id).values(active=False))
    running = sa.or_(duty.to_at.is_(None), duty.to_at > now)
    connection.execute(sa.update(schema.duty).where(duty.officer_id == officer_id, running).values(to_at=now))
    in_service = sa.update(schema.device).where(device.officer_id == officer_id, device.revoked_at.is_(None))
    return connection.execute(in_service.values(revoked_at=now)).rowcount
