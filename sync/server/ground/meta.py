"""Facts about the whole server: its incarnation, and versions of what processes keep in memory."""

import secrets

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.accounts.domain import Role, sees_contacts
from sync.server.ground.tables import meta

INCARNATION = "incarnation"


def read(connection: Connection, name: str) -> str:
    """The value of a fact, or an empty text."""
    value = connection.execute(sa.select(meta.c.value).where(meta.c.name == name)).scalar()
    return value or ""


def write(connection: Connection, name: str, value: str) -> None:
    """Set a fact."""
    connection.execute(
        sa.text("INSERT INTO meta (name, value) VALUES (:name, :value) "
                "ON CONFLICT (name) DO UPDATE SET value = excluded.value"),
        {"name": name, "value": value},
    )  # fmt: skip


def incarnation_for(connection: Connection, role: Role) -> str:
    """What a device of this role has to have synced from.

    It differs by whether the role sees contacts, so that a device whose owner's role changed starts anew: it then gets
    the contacts that its cursors had passed, or loses those it holds.
    """
    base = read(connection, INCARNATION)
    return base + ("-c" if sees_contacts(role) else "")


def bump_incarnation(connection: Connection) -> str:
    """To be called after a backup was restored: all devices start anew and send again what the backup lacks."""
    value = secrets.token_hex(6)
    write(connection, INCARNATION, value)
    return value
