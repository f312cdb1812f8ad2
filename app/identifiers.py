"""Identifiers: UUID version 7 (RFC 9562 §5.7), sortable by the time they were made; made of others, version 8."""

import hashlib
import os
import threading
import time

_MASK_74 = (1 << 74) - 1
_LAST_MS = (1 << 48) - 1


class Uuid7Source:
    """Makes UUIDv7 texts that never repeat and never sort backwards within this source.

    Bits 48..: Unix time in milliseconds, then 74 bits that start random in a new millisecond and are counted up within
    one (RFC 9562 §6.2, method 2), so that two operations of one tap keep their order. A clock that steps back does not
    make smaller identifiers.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last_ms = 0
        self._tail = 0

    def __call__(self) -> str:
        with self._lock:
            now_ms = time.time_ns() // 1_000_000
            if now_ms > self._last_ms:
                self._last_ms = now_ms
                self._tail = int.from_bytes(os.urandom(10), "big") & (_MASK_74 >> 1)
            else:
                self._tail = (self._tail + 1) & _MASK_74
            return uuid7_of(self._last_ms, self._tail)


def uuid7_of(ms: int, tail: int) -> str:
    """The UUIDv7 text of a Unix time in milliseconds and the lowest 74 bits of ``tail``.

    A time before 1970 or behind the year 10889, which it has no room for, is the nearest that it has.
    """
    ms = min(max(ms, 0), _LAST_MS)
    tail &= _MASK_74
    rand_a = tail >> 62
    rand_b = tail & ((1 << 62) - 1)
    value = ms << 80 | 0x7 << 76 | rand_a << 64 | 0b10 << 62 | rand_b
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def id_of(words: str) -> str:
    """The id that these words always have, in the form of a UUID of version 8 (RFC 9562 §5.8)."""
    text = hashlib.sha256(words.encode()).hexdigest()
    return f"{text[:8]}-{text[8:12]}-8{text[13:16]}-a{text[17:20]}-{text[20:32]}"


new_id = Uuid7Source()
