"""The forms by which a tip reaches a body, and a call its caller: what they ask and what they make of it. Pure."""

from typing import Final

from PySide6.QtCore import QCoreApplication

from app.identifiers import new_id
from app.tips import operations as ops
from app.tips.titles import one_line
from ui.tips.entries import Asked, Entry, EntryKind, Values, which
from ui.tips.field_looks import Choice
from ui.tips.writing import Notice

_SHORT: Final = 60
"""Letters of what is told, on a chip."""


def forwarding(asked: Asked) -> tuple[Entry, ...]:
    """To whom, those first that this category usually goes to; what; and whether who sent it is named."""
    usual = [one for one in asked.lookups.bodies if asked.tip.category in one.categories]
    others = [one for one in asked.lookups.bodies if one not in usual]
    entries = (
        Entry(
            "body",
            QCoreApplication.translate("Forms", "To whom"),
            EntryKind.CHOICE,
            choices=tuple(Choice(one.id, one.name) for one in (*usual, *others)),
        ),
        Entry(
            "text",
            QCoreApplication.translate("Forms", "What you write to them"),
            hint=QCoreApplication.translate("Forms", "e.g. Please mend the lamp, it is dark at the school"),
        ),
    )
    if asked.contact is None:
        return entries
    named = Entry(
        "contact",
        QCoreApplication.translate("Forms", "Contact of who sent it"),
        EntryKind.CHOICE,
        hint=QCoreApplication.translate(
            "Forms", "They get the text of the tip and its place. Name, telephone and e-mail only if you pass them on."
        ),
        choices=(
            Choice("no", QCoreApplication.translate("Forms", "Do not pass on")),
            Choice("yes", QCoreApplication.translate("Forms", "Pass on the contact")),
        ),
    )
    return (*entries, named)


def forward(asked: Asked, values: Values) -> tuple[ops.TipOperation, ...]:
    tip, names = asked.tip, {one.id: one.name for one in asked.lookups.bodies}
    body = values["body"]
    if body not in names:
        return ()
    contact = values.get("contact") == "yes"
    return (ops.TipForward(tip.status, body, names[body], values["text"], contact, tip.heard_at),)


def forwarded(asked: Asked, values: Values) -> Notice:
    """What goes to a body and how; where a mail of this tip came back from there, that before all else."""
    words = QCoreApplication.translate(
        "Forms", "It goes by e-mail, and the answer comes back here, not to the resident."
    )
    notice = Notice(words, "mail", "info")
    if values.get("contact") == "yes":
        words = QCoreApplication.translate("Forms", "It goes by e-mail, with the name and contact of who sent the tip.")
        notice = Notice(words, "user-check", "warning")
    chosen = values.get("body", "")
    if chosen and any(one.returned and one.body_id == chosen for one in asked.tip.parties):
        words = QCoreApplication.translate(
            "Forms", "A mail to them came back: their address takes none. Call them, or have the address mended first."
        )
        return Notice(f"{words} {notice.words}", "mail-x", "warning")
    return notice


def calling(asked: Asked) -> tuple[Entry, ...]:
    """Which call, where there are several; whether it was taken, and what was said."""
    choices = tuple(Choice(one.id, one_line(one.text)[:_SHORT]) for one in asked.tip.calls)
    return (
        which("call", QCoreApplication.translate("Forms", "What was to be said"), choices),
        Entry(
            "reached",
            QCoreApplication.translate("Forms", "How it went"),
            EntryKind.CHOICE,
            choices=(
                Choice("yes", QCoreApplication.translate("Forms", "Reached"), "phone-call"),
                Choice("no", QCoreApplication.translate("Forms", "Not reached"), "phone-missed"),
            ),
        ),
        Entry(
            "text",
            QCoreApplication.translate("Forms", "What was said"),
            hint=QCoreApplication.translate("Forms", "e.g. It is the lamp at the school"),
            needed=False,
        ),
    )


def call(asked: Asked, values: Values) -> tuple[ops.TipOperation, ...]:
    calls = {one.id: one for one in asked.tip.calls}
    chosen = values.get("call", next(iter(calls), ""))
    if chosen not in calls:
        return ()
    text = values.get("text", "")
    return (ops.TipCalled(chosen, values["reached"] == "yes", text, new_id() if text.strip() else None),)


def to_be_told(asked: Asked, values: Values) -> Notice:
    calls = {one.id: one for one in asked.tip.calls}
    owed = calls.get(values.get("call", next(iter(calls), "")))
    if owed is None:
        return Notice()
    number = asked.contact.phone if asked.contact is not None and asked.contact.tip_id == owed.party_id else ""
    words = QCoreApplication.translate("Forms", "Say%1: %2")
    return Notice(words.replace("%1", f" ({number})" if number else "").replace("%2", owed.text), "phone", "info")
