"""Who can be written to, and what a written message is. Pure."""

from collections.abc import Iterable

import msgspec

from app.accounts.domain import Actor, Outsider
from app.messages.domain import Delivery, Door, Message, Party, PartyKind, Purpose, Way, body_party_id, message_id
from app.outcomes import Stamp

_DOORS = {Way.MAIL: Door.MAIL, Way.CALL: Door.PHONE, Way.PAGE: Door.PORTAL}


def way_of(email: str, phone: str, *, page: bool) -> Way:
    """How somebody is answered who left this much of themselves; ``page``: a secret link of theirs is a way too."""
    if email.strip():
        return Way.MAIL
    if phone.strip():
        return Way.CALL
    return Way.PAGE if page else Way.NONE


def is_resident(party: Party) -> bool:
    """Whether the party is a person who lives here, not a body."""
    return party.kind is not PartyKind.BODY


def addressee(parties: Iterable[Party], party_id: str | None) -> Party | None:
    """The party of that id, the first resident where none is named; None where there is no way to them."""
    meant = (one for one in parties if (is_resident(one) if party_id is None else one.id == party_id))
    return next((one for one in meant if one.way is not Way.NONE), None)


def of_body(tip_id: str, body_id: str, name: str) -> Party:
    """A body as a party of a tip: it is written to by mail, and the server alone knows the address."""
    return Party(body_party_id(tip_id, body_id), PartyKind.BODY, Way.MAIL, name, body_id=body_id)


def written(party: Party, purpose: Purpose, text: str, stamp: Stamp, actor: Actor) -> Message:
    """What somebody who works here writes to a party. What a page shows is there as soon as it is written."""
    return Message(
        id=message_id(stamp.operation_id, actor.id, party.id),
        tip_id=stamp.target,
        party_id=party.id,
        at=stamp.at,
        text=text,
        door=_DOORS.get(party.way, Door.APP),
        by=actor.id,
        purpose=purpose,
        delivery=Delivery.SENT if party.way is Way.PAGE else Delivery.QUEUED,
    )


def replies(parties: Iterable[Party], text: str, stamp: Stamp, actor: Actor) -> tuple[Message, ...]:
    """What a closing says to the residents, held for a while: a closing may be undone. No job writes to anybody."""
    if not text.strip() or actor.role is Outsider.SYSTEM:
        return ()
    meant = [one for one in parties if is_resident(one) and one.way is not Way.NONE]
    drafts = (written(one, Purpose.REPLY, text, stamp, actor) for one in meant)
    return tuple(msgspec.structs.replace(draft, delivery=Delivery.HELD) for draft in drafts)


def heard(party: Party, text: str, door: Door, stamp: Stamp, actor: Actor) -> Message:
    """What a party says, by whatever door it came."""
    return Message(
        id=message_id(stamp.operation_id, actor.id, party.id),
        tip_id=stamp.target,
        party_id=party.id,
        at=stamp.at,
        text=text,
        door=door,
    )
