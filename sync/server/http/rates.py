"""How often one address may ask: a bucket for each class of routes, filled by the second, kept by each process."""

import ipaddress
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sync.server.ground.denials import Denial

_KNOWN_ADDRESSES = 20_000
_IPV6_NETWORK = 64


class Rate(StrEnum):
    """How dear a route is: the state of the process, sign-in, the rounds of devices, other work, a page."""

    STATE = "state"
    SIGN_IN = "sign_in"
    SYNC = "sync"
    WORK = "work"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Allowance:
    """So many at once, and so many a second after that."""

    burst: float
    per_second: float


ALLOWANCES: Final[Mapping[Rate, Allowance]] = {
    Rate.STATE: Allowance(200, 50),
    Rate.SIGN_IN: Allowance(200, 20),
    Rate.SYNC: Allowance(4_000, 400),
    Rate.WORK: Allowance(1_000, 100),
    Rate.PAGE: Allowance(300, 30),
}
"""A whole station may sit behind one address; tries of passwords and codes are counted apart, in the database."""


def subject_of(address: str) -> str:
    """Who is meant by an address: of IPv6 its /64, which is what one household or one phone is given."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((parsed, _IPV6_NETWORK), strict=False))


class Buckets:
    """The buckets of one process; those not used for longest are forgotten first."""

    def __init__(self, clock: Callable[[], float], allowances: Mapping[Rate, Allowance] = ALLOWANCES) -> None:
        self._clock, self._allowances = clock, allowances
        self._lock = threading.Lock()
        self._left: OrderedDict[tuple[Rate, str], tuple[float, float]] = OrderedDict()

    def take(self, rate: Rate, address: str) -> None:
        """Count one request. Denied as ``too_many_tries`` where the bucket is empty."""
        allowed, now, key = self._allowances[rate], self._clock(), (rate, subject_of(address))
        with self._lock:
            left, at = self._left.pop(key, (allowed.burst, now))
            left = min(allowed.burst, left + (now - at) * allowed.per_second)
            self._left[key] = (left - 1 if left >= 1 else left, now)
            if len(self._left) > _KNOWN_ADDRESSES:
                self._left.popitem(last=False)
        if left < 1:
            wait = (1 - left) / allowed.per_second
            raise Denial("too_many_tries", "Too many requests from this address. Try again soon.", retry_after=wait)
