"""Who of a tip can be written to and how an answer reaches them, said before a word is written. Pure."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from app.messages import rules as messages
from app.messages.domain import Party, PartyKind, Way
from app.tips.domain import Channel, Contact, Tip
from ui.tips.field_looks import Choice


@dataclass(frozen=True, slots=True)
class Notice:
    """What has to be known before one writes, with its sign and tone."""

    words: str = ""
    sign: str = ""
    tone: str = "neutral"


def party_words(party: Party, contact: Contact | None = None) -> str:
    """Who it is: a body by its name, the sender by theirs where this role may know it."""
    if party.kind is PartyKind.BODY:
        return party.name
    if party.kind is PartyKind.JOINED:
        return QCoreApplication.translate("Writing", "Resident who joined")
    return (contact.name if contact else "") or QCoreApplication.translate("Writing", "Resident")


def reachable(tip: Tip, *, bodies: bool) -> tuple[Party, ...]:
    """Those to whom there is a way."""
    return tuple(one for one in tip.parties if one.way is not Way.NONE and (bodies or messages.is_resident(one)))


def choices(parties: tuple[Party, ...], contact: Contact | None) -> tuple[Choice, ...]:
    """The parties to choose from, told apart where two are called the same."""
    names = [party_words(one, contact) for one in parties]
    return tuple(
        Choice(one.id, f"{name} {names[: place + 1].count(name)}" if names.count(name) > 1 else name)
        for place, (one, name) in enumerate(zip(parties, names, strict=True))
    )


def no_way(tip: Tip) -> Notice:
    """Why nobody who lives here can be written to."""
    words = QCoreApplication.translate("Writing", "No way to answer: anonymous.")
    if any(one.returned and one.way is Way.NONE and messages.is_resident(one) for one in tip.parties):
        words = QCoreApplication.translate("Writing", "No way to answer: the address does not take mail.")
    elif any(one.left for one in tip.parties):
        words = QCoreApplication.translate("Writing", "No way to answer: they want nothing more written of it.")
    return Notice(words, "mail-x", "warning")


def way_notice(party: Party, contact: Contact | None) -> Notice:
    """How what is written reaches a party. An address stands here only where this role may know it."""
    own = contact if contact is not None and contact.tip_id == party.id else None
    match party.way:
        case Way.MAIL:
            words = QCoreApplication.translate("Writing", "It goes by e-mail%1, and an answer comes back here.")
            return Notice(_to(words, own.email if own else ""), "mail", "info")
        case Way.CALL if party.returned:
            words = QCoreApplication.translate(
                "Writing", "The address does not take mail: it has to be told by a call%1."
            )
            return Notice(_to(words, own.phone if own else ""), "phone", "warning")
        case Way.PAGE if party.returned:
            words = QCoreApplication.translate(
                "Writing", "The address does not take mail; it shows on the page behind their secret link."
            )
            return Notice(words, "mail-x", "warning")
        case Way.CALL:
            words = QCoreApplication.translate(
                "Writing", "Only a telephone number is known%1: it has to be told by a call."
            )
            return Notice(_to(words, own.phone if own else ""), "phone", "warning")
        case Way.PAGE:
            words = QCoreApplication.translate(
                "Writing", "It shows on the page behind their secret link; nobody tells them that it is there."
            )
            return Notice(words, "link", "info")
        case Way.NONE:
            return Notice()


def _to(words: str, address: str) -> str:
    return words.replace("%1", f" ({address})" if address else "")


def way_fact(tip: Tip) -> Notice:
    """Whether and how who sent the tip can be answered; nothing where an officer saw it."""
    if not any(messages.is_resident(one) for one in tip.parties):
        if tip.channel is Channel.OFFICER:
            return Notice()
        return no_way(tip)
    party = messages.addressee(tip.parties, None)
    signs = {
        Way.MAIL: ("mail", QCoreApplication.translate("Writing", "Answered by e-mail")),
        Way.CALL: ("phone", QCoreApplication.translate("Writing", "Answered by a call back")),
        Way.PAGE: ("link", QCoreApplication.translate("Writing", "Answered on the page behind their link")),
    }
    if party is None:
        return no_way(tip)
    if party.returned:
        return way_notice(party, None)
    sign, words = signs[party.way]
    return Notice(words, sign)


def reply_notice(tip: Tip) -> Notice:
    """Over the reply of a closing: who gets it, and how."""
    parties = reachable(tip, bodies=False)
    if not parties:
        words = QCoreApplication.translate(
            "Writing", "Nobody gets this, there is no way to answer. It stays in the story:"
        )
        return Notice(words, "mail-x", "warning")
    if len(parties) > 1:
        return Notice(QCoreApplication.translate("Writing", "%n residents will get:", None, len(parties)), "users")
    match parties[0].way:
        case Way.CALL:
            words = QCoreApplication.translate("Writing", "The resident will be told by a call:")
            return Notice(words, "phone", "warning")
        case Way.PAGE:
            return Notice(QCoreApplication.translate("Writing", "The resident will see on their page:"), "link")
        case _:
            return Notice(QCoreApplication.translate("Writing", "The resident will get by e-mail:"), "mail")
