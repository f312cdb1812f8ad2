"""One JSON document (RFC 8259) out of a file: what could not be stored, or would mean two things, is refused."""

import json
import re
from collections.abc import Callable
from typing import Any

from app.intake.faults import BadFile
from app.intake.texts import is_broken

Members = Callable[[list[tuple[str, Any]]], dict[str, Any]]
"""Makes an object of its members. Raises Odd."""


class Odd(ValueError):
    """What JSON allows and we do not; ``args[0]`` says it in words."""


def document(data: bytes) -> Any:
    """The value that a file in UTF-8 holds.

    Raises BadFile, with the line where it is known: no UTF-8, no JSON, a member twice, NaN or Infinity, nested too
    deeply, or half of a character (a lone surrogate) or NUL in a text of an object.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadFile(f"byte {error.start}: is not UTF-8, which GeoJSON must be") from None
    return value_of(text, _sound_members)


def value_of(text: str, members: Members, *, lines: bool = True) -> Any:
    """The value of a JSON text; ``lines``: where it is no JSON is said with the line. Raises BadFile."""
    try:
        return json.loads(text, object_pairs_hook=members, parse_constant=_constant)
    except json.JSONDecodeError as error:
        line = f"line {error.lineno}, " if lines else ""
        raise BadFile(f"{line}column {error.colno}: is not JSON: {error.msg}", error.lineno) from None
    except RecursionError:
        raise BadFile("arrays or objects are nested too deeply") from None
    except Odd as error:
        raise BadFile(str(error)) from None
    except ValueError as error:
        raise BadFile(f"is not JSON: {re.sub(r';.*', '', str(error))[:80]}") from None


def once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The members of an object, none of them twice. Raises Odd."""
    made = dict(pairs)
    if len(made) < len(pairs):
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                raise Odd(f"an object has the member {name[:60]!r} twice")
            seen.add(name)
    return made


def _sound_members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    for name, value in pairs:
        if is_broken(name):
            raise Odd("the name of a member holds half of a character or NUL")
        if any(isinstance(text, str) and is_broken(text) for text in (value if isinstance(value, list) else [value])):
            raise Odd(f"the member {name[:60]!r} holds half of a character or NUL")
    return once_each(pairs)


def _constant(name: str) -> Any:
    raise Odd(f"{name} is no JSON number")
