"""What both databases can keep: PostgreSQL knows no NUL, neither knows half of a letter, whole numbers have 64 bits."""

import re
from typing import Any, Final

import msgspec

from sync.protocol.messages import MAX_DEPTH

_LARGEST: Final = 2**63 - 1
_SUSPECT: Final = re.compile(rb"\d{19}|\\u0000")


def is_suspect(data: bytes) -> bool:
    """Whether JSON may hold what can not be kept, so that it is worth looking at each of its values."""
    return _SUSPECT.search(data) is not None


def is_storable(value: Any, depth: int = MAX_DEPTH) -> bool:
    """Whether values nest no deeper than ``depth`` and can be kept.

    Texts that were not read yet (``msgspec.Raw``) are judged by who reads them.
    """
    match value:
        case str():
            return "\x00" not in value and _is_text(value)
        case int():
            return -_LARGEST - 1 <= value <= _LARGEST
        case msgspec.Struct():
            return all(is_storable(getattr(value, name), depth) for name in value.__struct_fields__)
        case dict():
            return depth > 0 and all(
                is_storable(key, depth) and is_storable(one, depth - 1) for key, one in value.items()
            )
        case list() | tuple() | set() | frozenset():
            return depth > 0 and all(is_storable(one, depth - 1) for one in value)
        case _:
            return True


def _is_text(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True
