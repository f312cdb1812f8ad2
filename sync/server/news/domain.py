"""Readers of news by mail, what they asked for, and the jobs that write to them."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import msgspec

CONFIRM: Final = "news.confirm"
"""The kind of the job that asks whoever has an address whether they want news."""
DIGEST: Final = "news.digest"
"""The kind of the job that sends one reader an edition."""
MOST_TOPICS: Final = 5
CONFIRMED_WITHIN: Final = timedelta(days=3)
"""Later the link confirms nothing, and the address is forgotten."""
APART: Final = timedelta(days=1)
"""Between mails that ask one address for a confirmation."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who has or may want news. ``edition``: the Monday of the last one that they were told."""

    id: str
    email: str
    language: str
    asked_at: str
    edition: str


@dataclass(frozen=True, slots=True)
class Topic:
    """What they get news of: a district, or the hexagons of a street."""

    id: str
    reader_id: str
    district_id: str
    street: str
    asked_at: str
    confirmed_at: str


class Ask(msgspec.Struct, frozen=True):
    """The payload of the job that asks for a confirmation; ``at`` is when it was due first."""

    topic_id: str
    at: str
    tries: int = 0


class Digest(msgspec.Struct, frozen=True):
    """The payload of the job that sends an edition to a reader."""

    reader_id: str
    edition: str
    tries: int = 0
