"""The register of every change a person can make: kind and version to its type, and old versions lifted to today's."""

from collections.abc import Callable
from typing import Any

import msgspec

from app.accounts.domain import Role
from app.patrols import operations as patrols
from app.tips import operations as tips


class Withdrawn(msgspec.Struct, frozen=True):
    """Stands in the place of a change that its author took back before it was ever sent: keeps the sequence whole."""

    KIND = "withdrawn"
    VERSION = 1
    PERMITTED = frozenset(Role)

    of: str = ""


Operation = tips.TipOperation | patrols.PatrolOperation | Withdrawn

OPERATIONS: dict[str, type[Operation]] = {
    operation.KIND: operation for operation in (*tips.OPERATIONS, *patrols.OPERATIONS, Withdrawn)
}

Upcaster = Callable[[dict[str, Any]], dict[str, Any]]
UPCASTERS: dict[tuple[str, int], Upcaster] = {**tips.UPCASTERS, **patrols.UPCASTERS}
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
        return msgspec.convert(payload, target)
    except (msgspec.ValidationError, KeyError, TypeError, ValueError, AttributeError) as error:
        return Unreadable(unknown=False, detail=str(error)[:200])


def encode(operation: Operation) -> dict[str, Any]:
    """The payload to record for an operation, as plain JSON values."""
    payload = msgspec.to_builtins(operation)
    assert isinstance(payload, dict)  # noqa: S101 - a Struct always becomes an object
    return payload
