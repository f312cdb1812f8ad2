"""What ``rules.apply`` answers: the new state, or why there is none. Both sides, device and server, read the same."""

from enum import StrEnum
from typing import Generic, TypeVar

import msgspec

from app.outbox.domain import Code
from app.tips.domain import Channel
from app.values import Id, Instant

State = TypeVar("State")
Child = TypeVar("Child")


class Access(StrEnum):
    """The author's right to the target: now, only when the operation was made, or never."""

    HOLDS = "holds"
    HELD = "held"
    NONE = "none"


class Stamp(msgspec.Struct, frozen=True):
    """What surrounds an operation: its id, target, the version it was made on, when, and the author's access.

    ``channel`` is the way by which it came in, where that is not a person's own device.
    """

    operation_id: Id
    target: Id
    at: Instant
    base: int | None = None
    access: Access = Access.HOLDS
    channel: Channel | None = None


class Applied(msgspec.Struct, Generic[State, Child], frozen=True):
    """The change took effect; ``added`` are new child rows, ``detail`` what changed, for the story."""

    state: State
    added: tuple[Child, ...] = ()
    detail: dict[str, str] = {}


class Merged(msgspec.Struct, Generic[State, Child], frozen=True):
    """Something else stands; the operation is kept in the history beside it. ``state`` may have gained a report.

    ``added`` are child rows that it makes all the same.
    """

    state: State
    code: Code
    now: dict[str, str] = {}
    detail: dict[str, str] = {}
    added: tuple[Child, ...] = ()


class Rejected(msgspec.Struct, frozen=True):
    """No effect; the operation stays with its author as "needs you". ``now`` is what stands, by field."""

    code: Code
    now: dict[str, str] = {}
