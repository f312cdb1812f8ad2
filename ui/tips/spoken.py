"""The messages of a tip as pieces of its story: who, by which door, when, and what became of the delivery. Pure."""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby

import msgspec
from PySide6.QtCore import QCoreApplication

from app.accounts.domain import RESIDENT
from app.messages.domain import Delivery, Door, Message, Purpose, message_id
from app.tips.titles import one_line
from app.tips.views import TipDetail
from ui import moments
from ui.lookups import Lookups
from ui.tips.story_row import StoryRow
from ui.tips.writing import party_words

_OF_ADDRESS = ("address", "bounce", "5.0.0", "5.2.0", "550", "551", "553")
"""What is said where an address is to blame and no closer code is known."""


def message_rows(detail: TipDetail, lookups: Lookups, now: datetime) -> Iterator[StoryRow]:
    """Every message once; what was written to several in the same words is one piece."""
    for (_, by, _), same in groupby(detail.messages, lambda one: (one.at, one.by, one.text if one.by else one.id)):
        messages = list(same)
        yield _heard(messages[0], detail, now) if by is None else _written(messages, detail, lookups, now)


def is_spoken(detail: TipDetail, operation_id: str, author: str | None) -> bool:
    """Whether a message of this tip is what an operation said."""
    made = {message_id(operation_id, author or RESIDENT.id, one.id) for one in detail.tip.parties}
    return any(one.id in made for one in detail.messages)


def heard_words(detail: TipDetail) -> str:
    """What a party said last, in one line, where nobody has answered it; else nothing."""
    if detail.tip.heard_at is None:
        return ""
    said = [one_line(one.text) for one in detail.messages if one.by is None]
    words = QCoreApplication.translate("Writing", "An answer came")
    return f"{words}: {said[-1]}" if said else f"{words}."


def door_words(door: Door) -> str:
    """By which door something came."""
    words = {
        Door.PORTAL: QCoreApplication.translate("Writing", "on the web"),
        Door.MAIL: QCoreApplication.translate("Writing", "by e-mail"),
        Door.PHONE: QCoreApplication.translate("Writing", "by telephone"),
        Door.COUNTER: QCoreApplication.translate("Writing", "at the counter"),
    }
    return words.get(door) or QCoreApplication.translate("Writing", "from another system")


def delivery_words(message: Message, now: datetime) -> tuple[str, str]:
    """What became of a message on its way out, and its tone."""
    match message.delivery:
        case Delivery.HELD if message.due:
            words = QCoreApplication.translate("Writing", "leaves %1, can be taken back until then")
            return words.replace("%1", moments.moment(message.due, now)), "neutral"
        case Delivery.QUEUED if message.door is Door.PHONE:
            return QCoreApplication.translate("Writing", "to be told by a call"), "warning"
        case Delivery.QUEUED if message.reason:
            words = QCoreApplication.translate("Writing", "not delivered yet, tried again: %1")
            return words.replace("%1", message.reason), "warning"
        case Delivery.QUEUED:
            return QCoreApplication.translate("Writing", "waits to be sent by e-mail"), "neutral"
        case Delivery.SENT:
            return _sent(message.door), "neutral"
        case Delivery.FAILED:
            words = QCoreApplication.translate("Writing", "could not be delivered: %1")
            return words.replace("%1", _why(message.reason)), "danger"
        case Delivery.CANCELLED:
            return QCoreApplication.translate("Writing", "taken back before it left"), "warning"
        case _:
            return "", "neutral"


def _why(reason: str) -> str:
    """What a mail server's code means, before the code; RFC 3463."""
    words = ""
    if reason in _OF_ADDRESS or " 5.1." in f" {reason}" or "5.2.1" in reason:
        words = QCoreApplication.translate("Writing", "the address does not take mail")
    elif "5.2.2" in reason:
        words = QCoreApplication.translate("Writing", "the mailbox is full")
    code = reason if reason[:1].isdigit() else ""
    return f"{words} ({code})" if words and code else words or reason


def _sent(door: Door) -> str:
    if door is Door.PORTAL:
        return QCoreApplication.translate("Writing", "shown on their page")
    if door is Door.PHONE:
        return QCoreApplication.translate("Writing", "told by a call")
    return QCoreApplication.translate("Writing", "sent by e-mail")


def _purpose(messages: list[Message], detail: TipDetail) -> str:
    match messages[0].purpose:
        case Purpose.QUESTION:
            words = QCoreApplication.translate("Writing", "question")
        case Purpose.ANSWER:
            words = QCoreApplication.translate("Writing", "answer")
        case Purpose.FORWARD:
            words = QCoreApplication.translate("Writing", "forwarded")
        case _:
            words = QCoreApplication.translate("Writing", "reply of the closing")
    if len(detail.tip.parties) < 2 and messages[0].purpose is not Purpose.FORWARD:
        return words
    names = {one.id: party_words(one, detail.contact) for one in detail.tip.parties}
    return f"{words} → {', '.join(names[one.party_id] for one in messages if one.party_id in names)}"


def _told_here(detail: TipDetail) -> frozenset[str]:
    """The messages that were told by a call which this device has not sent yet."""
    return frozenset(
        str(entry.payload.get("call_id"))
        for entry in detail.pending
        if entry.kind == "tip.called" and entry.payload.get("reached") is True
    )


def _sent_by_call(message: Message) -> Message:
    return msgspec.structs.replace(message, delivery=Delivery.SENT)


def _written(messages: list[Message], detail: TipDetail, lookups: Lookups, now: datetime) -> StoryRow:
    first = messages[0]
    unsent = first.id in detail.unsent
    told = _told_here(detail)
    here = [_sent_by_call(one) if one.id in told else one for one in messages]
    said = [("", "neutral")] if unsent else list(dict.fromkeys(delivery_words(one, now) for one in here))
    tones = {tone for _, tone in said}
    tone = next((tone for tone in ("danger", "warning") if tone in tones), "neutral")
    signs = {
        Purpose.QUESTION: "message-circle-question",
        Purpose.ANSWER: "message-square-reply",
        Purpose.FORWARD: "forward",
    }
    return StoryRow(
        key=f"message:{first.id}",
        side="right",
        at=first.at,
        author=f"{lookups.officer(first.by)} · {_purpose(messages, detail)}",
        when=moments.moment(first.at, now),
        words=first.text,
        glyph=signs.get(first.purpose or Purpose.REPLY, "reply"),
        tone=tone if tone != "neutral" or first.purpose is not Purpose.REPLY else "success",
        verdict=" · ".join(words for words, _ in said if words),
        unsent=unsent,
    )


def _heard(message: Message, detail: TipDetail, now: datetime) -> StoryRow:
    party = next((one for one in detail.tip.parties if one.id == message.party_id), None)
    who = party_words(party, detail.contact) if party else QCoreApplication.translate("Writing", "Resident")
    heard = detail.tip.heard_at
    is_news = heard is not None and message.at >= heard
    return StoryRow(
        key=f"message:{message.id}",
        side="left",
        at=message.at,
        author=f"{who} · {door_words(message.door)}",
        when=moments.moment(message.at, now),
        words=message.text,
        glyph="message-square-dot" if is_news else "",
        tone="info" if is_news else "neutral",
        verdict=QCoreApplication.translate("Writing", "not answered yet") if is_news else "",
    )
