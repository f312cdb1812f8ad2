"""The register of every change a person can make: kind and version to its type, and old versions lifted to today's."""

import re
from collections.abc import Callable
from typing import Any

import msgspec

from app.accounts.domain import Role
from app.instants import unbelievable
from app.patrols import operations as patrols
from app.ratings import operations as ratings
from app.tips import operations as tips


class Withdrawn(msgspec.Struct, frozen=True):
    """Stands in the place of a change that its author took back before it was ever sent: keeps the sequence whole."""

    KIND = "withdrawn"
    VERSION = 1
    PERMITTED = frozenset(Role)

    of: str = ""


Operation = tips.TipOperation | patrols.PatrolOperation | ratings.RatingOperation | Withdrawn

OPERATIONS: dict[str, type[Operation]] = {
    operation.KIND: operation for operation in (*tips.OPERATIONS, *patrols.OPERATIONS, *ratings.OPERATIONS, Withdrawn)
}

_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")
"""NUL and halves of surrogate pairs, as a broken clipboard gives them."""

Upcaster = Callable[[dict[str, Any]], dict[str, Any]]
UPCASTERS: dict[tuple[str, int], Upcaster] = {**tips.UPCASTERS, **patrols.UPCASTERS, **ratings.UPCASTERS}
"""(kind, version) → payload of that version → payload of the next version. Never removed."""


class Unreadable(msgspec.Struct, frozen=True):
    """The payload is no operation this code knows: ``unknown`` kind or version, or ``invalid`` with what is wrong."""

    unknown: bool
    detail: str


def decode(kind: str, version: int, payload: dict[str, Any]) -> Operation | Unreadable:
    """Read a payload of any version ever shipped as today's operation."""
    target = OPERATIONS.get(kind)
    if target is None or version > target.VERSION:
        return Unreadable(unknown=True, detail=f"{kind} v{version}")
    try:
        for step in range(version, target.VERSION):
            payload = UPCASTERS[kind, step](payload)
        operation = msgspec.convert(payload, target)
    except (msgspec.ValidationError, KeyError, TypeError, ValueError, AttributeError) as error:
        return Unreadable(unknown=False, detail=str(error)[:200])
    field = unbelievable(operation)
    return operation if field is None else Unreadable(unknown=False, detail=f"no such moment - at `$.{field}`")


def encode(operation: Operation) -> dict[str, Any]:
    """The payload to record for an operation, as plain JSON values; letters that no text file can hold are marked."""
    payload = _writable(msgspec.to_builtins(operation))
    assert isinstance(payload, dict)  # noqa: S101 - a Struct always becomes an object
    return payload


def _writable(value: Any) -> Any:
    match value:
        case str():
            return _UNWRITABLE.sub("\ufffd", value)
        case dict():
            return {key: _writable(one) for key, one in value.items()}
        case list() | tuple():
            return [_writable(one) for one in value]
        case _:
            return value
