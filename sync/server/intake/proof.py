"""A small proof of work, asked of browsers while a flood comes: a person waits a moment once, a flood each time.

As Hashcash (Back 2002): a number is sought with which the SHA-256 of the form's own text begins with so many zero bits.
The form is signed, good for a day and filed once, so a proof is good once as well, and nothing is stored to know that.
"""

import hashlib
from typing import Final

BITS: Final = 16
"""About 65,000 hashes: one or two seconds of a phone."""
_LONGEST: Final = 12


def is_shown(form: str, number: str, bits: int = BITS) -> bool:
    """Whether this number proves that work was done for the form of this text."""
    if not (0 < len(number) <= _LONGEST and number.isascii() and number.isdigit()):
        return False
    found = hashlib.sha256(f"{form}:{number}".encode()).digest()
    return int.from_bytes(found[:4], "big") >> (32 - bits) == 0
