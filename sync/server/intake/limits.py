"""How much is taken from one address, one network and the whole town, by the hour and by the day."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sync.server.ground.moments import instant


@dataclass(frozen=True, slots=True)
class Allowed:
    """Submissions in an hour and in a day. An address may be a whole block of flats or a provider's gateway.

    Above ``checked_in_hour`` from the town, or ``checked_of_network`` from a network, a person looks at each before it
    reaches a device; then a browser that did some work for it gets past a town that is full, ``worked`` times as far,
    so that a flood keeps nobody out. Sooner than ``least_seconds`` after the form was made nobody has written anything.
    """

    address_hour: int = 10
    address_day: int = 40
    network_hour: int = 60
    network_day: int = 300
    town_hour: int = 2_000
    town_day: int = 10_000
    checked_in_hour: int = 120
    checked_of_network: int = 30
    worked: int = 4
    least_seconds: float = 3.0
    form_seconds: int = 86_400


RATINGS: Final = Allowed(
    address_hour=120,
    address_day=600,
    network_hour=400,
    network_day=2_000,
    town_hour=5_000,
    town_day=30_000,
    checked_in_hour=1_500,
    checked_of_network=200,
)
"""Of ratings: a class at school, each with a few places, is one address."""
CODES: Final = Allowed(
    address_hour=10, address_day=40, network_hour=60, network_day=300, town_hour=1_000, town_day=5_000
)
"""Of codes that there are not."""


NEWS: Final = Allowed(address_hour=10, address_day=20, network_hour=40, network_day=150, town_hour=300, town_day=1_500)
"""Of addresses that are to get news: each may bring one mail to somebody who did not ask."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many came in the last hour and in the last day."""

    address_hour: int
    address_day: int
    network_hour: int
    network_day: int
    town_hour: int
    town_day: int


@dataclass(frozen=True, slots=True)
class Since:
    """The beginnings of the last hour and of the last day."""

    hour: str
    day: str


def since(now: datetime) -> Since:
    """Counted back from now."""
    return Since(instant(now - timedelta(hours=1)), instant(now - timedelta(days=1)))


def is_too_much(counts: Counts, allowed: Allowed, *, worked: bool = False) -> bool:
    """Whether one more would be more than is taken. ``worked``: the browser that sends it did some work for it."""
    times = allowed.worked if worked else 1
    return (
        counts.address_hour >= allowed.address_hour
        or counts.address_day >= allowed.address_day
        or counts.network_hour >= allowed.network_hour
        or counts.network_day >= allowed.network_day
        or counts.town_hour >= times * allowed.town_hour
        or counts.town_day >= times * allowed.town_day
    )


def is_under_attack(counts: Counts, allowed: Allowed) -> bool:
    """Whether one more would be one of so many that a person looks at each."""
    return counts.town_hour >= allowed.checked_in_hour or counts.network_hour >= allowed.checked_of_network


def is_flood(counts: Counts, allowed: Allowed) -> bool:
    """Whether so many came that a person looks at each; these counts hold the row itself."""
    return counts.town_hour > allowed.checked_in_hour or counts.network_hour > allowed.checked_of_network
