"""Two pieces of writing that belong in one sheet: what was put back, above what was begun there since."""

from typing import Any

LINES = ("text",)
"""Texts of several lines; every other text of a draft that a person wrote is of one."""
WORDS = ("body", "name", "title")
ENDING = ("inserted", "template")
"""What stands at the end of the text, not being its author's: it stays with the text that is below."""


def joined(before: dict[str, Any], since: dict[str, Any]) -> dict[str, Any]:
    """Both contents as one, nothing of either lost.

    Texts follow each other, lists (photos) are of both, and of what can only be one (an outcome, a tag, a place) the
    newer choice holds where one was made, else the older.
    """
    content = dict(before)
    for name, value in since.items():
        content[name] = _both(name, before.get(name), value)
    if _text(since.get("text")).strip():
        content |= {name: since.get(name, "") for name in ENDING if name in before or name in since}
    return content


def _both(name: str, before: Any, since: Any) -> Any:
    if isinstance(before, list) and isinstance(since, list):
        return [*before, *(one for one in since if one not in before)]
    if name in LINES:
        return _following(_text(before), _text(since), "\n\n")
    if name in WORDS:
        return _following(_text(before), _text(since), ", ")
    if isinstance(before, bool) and isinstance(since, bool) and name == "edited":
        return before or since
    return since if since not in (None, "") else before


def _following(before: str, since: str, gap: str) -> str:
    if not since.strip() or since == before:
        return before
    return f"{before}{gap}{since}" if before.strip() else since


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
