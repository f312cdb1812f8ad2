"""How messages of uncovered changes lie over the stored ones. Pure."""

from collections.abc import Iterable

from app.messages.domain import Message


def lay_over(stored: Iterable[Message], new: Iterable[Message]) -> tuple[Message, ...]:
    """The conversation in its order. What the server says of a message goes before what this device made of it."""
    by_id = {one.id: one for one in (*new, *stored)}
    return tuple(sorted(by_id.values(), key=lambda one: (one.at, one.id)))
