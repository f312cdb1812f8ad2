"""Who this device belongs to: its enrolment, kept in the encrypted file, and its officer as last pulled."""

import msgspec
from sqlalchemy.engine import Connection

from app.accounts.domain import NOBODY, Officer, Role
from app.reading import only


class Identity(msgspec.Struct, frozen=True):
    """An enrolment. ``private_key`` is the raw Ed25519 key, 32 bytes; ``ca_pem`` the only authorities trusted;
    ``station_key`` the raw X25519 key to which exports are sealed.
    """

    device_id: str
    officer_id: str
    officer_name: str
    role: Role
    server: str
    private_key: bytes
    ca_pem: str = ""
    device_name: str = ""
    station_key: bytes = b""

    def __repr__(self) -> str:
        return f"Identity(device_id={self.device_id!r}, officer_id={self.officer_id!r})"


def identity(connection: Connection) -> Identity | None:
    """The enrolment, None before it."""
    doc = connection.exec_driver_sql("SELECT doc FROM identity").scalar()
    return None if doc is None else msgspec.msgpack.decode(doc, type=Identity)


def save_identity(connection: Connection, enrolled: Identity) -> None:
    """Keep an enrolment in place of the one before."""
    connection.exec_driver_sql(
        "INSERT INTO identity (only, doc) VALUES (1, ?) ON CONFLICT (only) DO UPDATE SET doc = excluded.doc",
        (msgspec.msgpack.encode(enrolled),),
    )


def officer(connection: Connection, enrolled: Identity | None) -> Officer:
    """The device's officer: as last pulled, else as enrolled."""
    if enrolled is None:
        return NOBODY
    doc = connection.exec_driver_sql("SELECT doc FROM officer WHERE id = ?", (enrolled.officer_id,)).scalar()
    pulled = only(doc, Officer)
    if pulled is not None:
        return pulled
    return Officer(id=enrolled.officer_id, name=enrolled.officer_name, role=enrolled.role)
