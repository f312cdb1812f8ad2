"""Request bodies: bounded before and after decompression, then read as the type that the route expects."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Final, TypeVar

import msgspec

from sync.protocol.packing import GZIP, ZSTD, DamagedError, TooLargeError, fair_limit, unpacked
from sync.server.ground.storable import is_storable, is_suspect
from sync.server.http.refusals import Refusal, invalid, too_large

Body = TypeVar("Body")


BUSY: Final = "busy"


@dataclass(slots=True)
class Room:
    """How many bytes of large bodies that anybody may send a process holds at a time: in all, and of one address.

    They are counted as they come: who only announces much, or holds a connection open, takes nothing.
    """

    in_all: int = 512 * 1024**2
    of_one: int = 160 * 1024**2
    _held: dict[str, int] = field(default_factory=dict)

    def take(self, subject: str, size: int) -> None:
        """So many more are here. Refused as ``busy`` where there is no room."""
        own = self._held.get(subject, 0) + size
        if own > self.of_one or sum(self._held.values()) + size > self.in_all:
            raise Refusal(503, BUSY, "Very much is being sent just now. Try again in a moment.", retry_after=5)
        self._held[subject] = own

    def leave(self, subject: str, size: int) -> None:
        """They are gone."""
        left = self._held.pop(subject, 0) - size
        if left > 0:
            self._held[subject] = left


async def collect(stream: AsyncIterator[bytes], limit: int, came: Callable[[int], None] = lambda _size: None) -> bytes:
    """The bytes of a request, refused as soon as they are more than ``limit``. ``came`` hears how many more are here,
    and may refuse them."""
    parts: list[bytes] = []
    size = 0
    async for part in stream:
        size += len(part)
        if size > limit:
            raise too_large(f"The request is larger than {limit} bytes.")
        came(len(part))
        parts.append(part)
    return b"".join(parts)


def decompress(data: bytes, encoding: str, limit: int) -> bytes:
    """The plain bytes, refused when they grow over ``limit`` or suspiciously more than they were sent as."""
    if encoding in ("", "identity"):
        return data
    if encoding not in (ZSTD, GZIP):
        raise Refusal(415, "unsupported_encoding", "Compress the request with zstd, gzip or not at all.")
    try:
        return unpacked(data, encoding, fair_limit(len(data), limit))
    except TooLargeError:
        raise too_large("The request grows too much when it is decompressed.") from None
    except DamagedError:
        raise invalid("The compressed request is damaged.") from None


def decode(data: bytes, expected: type[Body]) -> Body:
    """Read JSON as ``expected``. Refused in words with the place of what is wrong."""
    try:
        value = msgspec.json.decode(data, type=expected)
    except msgspec.ValidationError as error:
        raise invalid(f"The request is not as agreed: {error}") from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise invalid("The request is not readable JSON.") from None
    if is_suspect(data) and not is_storable(value):
        raise invalid("The request holds a number or a character that can not be stored.")
    return value
