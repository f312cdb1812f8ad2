"""Prepared replies: which of them fit a closing, and their text with its places filled."""

from app.czech_order import czech_order
from app.districts.domain import ReplyTemplate
from app.tips.domain import OutcomeKind, Tip


def fitting(templates: tuple[ReplyTemplate, ...], kind: OutcomeKind | None, category: str) -> tuple[ReplyTemplate, ...]:
    """The templates of an outcome: those made for the category first, then those for any."""
    found = [t for t in templates if kind is not None and t.outcome == kind.value and t.category in ("", category)]
    return tuple(sorted(found, key=lambda t: (t.category == "", czech_order(t.title))))


def fill(text: str, tip: Tip, body: str, officer: str) -> str:
    """A template's text with its places filled: {number} {title} {address} {body} {officer}."""
    values = {
        "number": tip.number,
        "title": tip.title,
        "address": tip.place.address if tip.place else "",
        "body": body,
        "officer": officer,
    }
    for name, value in values.items():
        text = text.replace("{" + name + "}", value)
    return text
