"""Messages (zprávy): what is said to the parties of a tip and by them, by whatever door it goes."""

from enum import StrEnum

import msgspec

from app.identifiers import id_of
from app.values import Id, Instant, LongText, ShortText


class Door(StrEnum):
    """The door (cesta) by which something comes or goes."""

    PORTAL = "portal"
    MAIL = "mail"
    OPEN311 = "open311"
    PHONE = "phone"
    COUNTER = "counter"
    APP = "app"
    IMPORT = "import"


class PartyKind(StrEnum):
    """What somebody has to do with a tip."""

    SENDER = "sender"
    JOINED = "joined"
    BODY = "body"


class Way(StrEnum):
    """How a party is answered: all that is known of an address where the address itself may not be."""

    MAIL = "mail"
    CALL = "call"
    PAGE = "page"
    NONE = "none"


class Satisfaction(StrEnum):
    """What a resident says of a closed tip."""

    SOLVED = "solved"
    PARTLY = "partly"
    NOT_SOLVED = "not_solved"
    NO_LONGER_MATTERS = "no_longer_matters"


class Party(msgspec.Struct, frozen=True, omit_defaults=True):
    """Somebody (účastník) to whom messages of a tip go and from whom they come.

    The one who sent the tip has the tip's own id. ``name`` is a body's alone, and ``body_id`` says which body it is.
    Who ``left`` wants nothing written to them any more, so there is no way to them. ``returned``: mail came back, the
    address takes none; ``way`` is what is left.
    """

    id: Id
    kind: PartyKind = PartyKind.SENDER
    way: Way = Way.NONE
    name: ShortText = ""
    satisfaction: Satisfaction | None = None
    body_id: ShortText = ""
    left: bool = False
    returned: bool = False


class Purpose(StrEnum):
    """Why an officer writes; a reply is what a closing says, a forward brings the tip itself to a body."""

    QUESTION = "question"
    ANSWER = "answer"
    REPLY = "reply"
    FORWARD = "forward"


class Delivery(StrEnum):
    """What became of a message on its way out."""

    HELD = "held"
    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Message(msgspec.Struct, frozen=True, omit_defaults=True):
    """One message. Out: ``by`` an officer, with its ``purpose`` and ``delivery``, ``reason`` says why that failed.

    ``due`` is when a held one leaves. ``with_contact``: the body is told who sent the tip, as an officer decided.
    """

    id: Id
    tip_id: Id
    party_id: Id
    at: Instant
    text: LongText
    door: Door
    by: Id | None = None
    purpose: Purpose | None = None
    delivery: Delivery | None = None
    reason: ShortText = ""
    due: Instant | None = None
    with_contact: bool = False


def body_party_id(tip_id: str, body_id: str) -> str:
    """The id of a body as a party of one tip: device and server make the same one."""
    return id_of(f"party {tip_id} {body_id}")


def message_id(operation_id: str, author: str, party_id: str) -> str:
    """The id of what an operation says to a party, or a party says by it.

    Device and server make the same one. No author's operation can bear the message of another author's.
    """
    return id_of(f"message {operation_id} {author} {party_id}")
