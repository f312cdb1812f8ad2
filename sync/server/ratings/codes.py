"""The code that a rater takes along: twelve signs of 32, so 60 bits; stored as a hash alone."""

import hashlib
import re
import secrets
from typing import Final

_SIGNS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: nothing in it looks like something else in it."""
_LENGTH: Final = 12
_READ_AS: Final = str.maketrans("OIL", "011")
_CODE: Final = re.compile(f"[{_SIGNS}]{{{_LENGTH}}}")


def new_code() -> str:
    """A code to be shown once, such as 7Q4K-0ZTN-M3XH."""
    return code_of(secrets.randbits(5 * _LENGTH))


def code_of(bits: int) -> str:
    """The code of the lowest 60 bits of a number."""
    signs = "".join(_SIGNS[bits >> 5 * place & 31] for place in range(_LENGTH))
    return "-".join(signs[start : start + 4] for start in range(0, _LENGTH, 4))


def digest_of(text: str) -> str | None:
    """What is stored of a code, however it was typed: small, with blanks or hyphens, O for 0. None for what is none."""
    if len(text) > 4 * _LENGTH or not text.isascii():
        return None
    signs = re.sub(r"[\s-]", "", text).upper().translate(_READ_AS)
    return hashlib.sha256(b"okrskar-rating:" + signs.encode()).hexdigest() if _CODE.fullmatch(signs) else None
