"""Mails on their way out and reply addresses, read and written."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.tips.domain import Contact
from sync.server.bodies.tables import body
from sync.server.ground.documents import parse
from sync.server.mail.tables import mailing
from sync.server.messages.tables import party
from sync.server.tips.tables import contact


def fixed_mail_id(connection: Connection, message_id: str, tip_id: str, fresh: str) -> str:
    """The Message-ID under which a message goes out: ``fresh`` at its first try, the same one at every other."""
    connection.execute(_FIX, {"message_id": message_id, "tip_id": tip_id, "mail_id": fresh})
    query = sa.select(mailing.c.mail_id).where(mailing.c.message_id == message_id)
    return str(connection.execute(query).scalar_one())


def keep_address(connection: Connection, hashed: str, tip_id: str, party_id: str) -> None:
    """From now on what comes to this address is that party's."""
    connection.execute(_KEEP, {"hash": hashed, "tip_id": tip_id, "party_id": party_id})


def address_of(connection: Connection, party_id: str) -> str:
    """The mail address of a party: of who sent the tip, or of the body that it is; empty where there is none."""
    known = contact_of(connection, party_id)
    if known is not None:
        return known.email
    query = sa.select(body.c.email).join(party, party.c.body_id == body.c.id).where(party.c.id == party_id)
    return str(connection.execute(query).scalar() or "")


def is_switched_off(connection: Connection, party_id: str) -> bool:
    """Whether the party is a body that ended: nothing goes there any more."""
    query = sa.select(body.c.ended_at).join(party, party.c.body_id == body.c.id).where(party.c.id == party_id)
    return connection.execute(query).scalar() is not None


def contact_of(connection: Connection, tip_id: str) -> Contact | None:
    """Who sent a tip, where they said so."""
    doc = connection.execute(sa.select(contact.c.doc).where(contact.c.tip_id == tip_id)).scalar()
    return None if doc is None else parse(doc, Contact)


_FIX = sa.text(
    "INSERT INTO mailing (message_id, tip_id, mail_id) VALUES (:message_id, :tip_id, :mail_id) "
    "ON CONFLICT (message_id) DO NOTHING"
)
_KEEP = sa.text(
    "INSERT INTO reply_address (hash, tip_id, party_id) VALUES (:hash, :tip_id, :party_id) "
    "ON CONFLICT (hash) DO NOTHING"
)
