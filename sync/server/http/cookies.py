"""What pages keep in a browser: never read by a script, never sent from elsewhere, never over a plain line."""

import secrets
from collections.abc import Mapping, Sequence
from http.cookies import CookieError, SimpleCookie
from typing import Final

SESSION: Final = "__Host-okrskar"
"""The secret of a session; the row that it opens is in the database."""
FORM: Final = "__Host-form"
"""A secret of who has no session yet, by which their forms are known to be theirs."""
LANGUAGE: Final = "__Host-language"
RATER: Final = "__Host-rater"
"""What the ratings of one browser have in common."""
RATED: Final = "__Host-rated"
"""The codes of the ratings that this browser sent, the newest first, apart by dots."""
_RULES: Final = "Path=/; Secure; HttpOnly; SameSite="
_YEAR: Final = 365 * 86_400


def read(headers: Mapping[str, str]) -> dict[str, str]:
    """The cookies of a request by name; none where they can not be read."""
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load(headers.get("cookie", ""))
    except CookieError:
        return {}
    return {name: morsel.value for name, morsel in jar.items()}


def session(secret: str) -> str:
    """The text that gives a browser its session: until the browser is closed, or the session ends at the server."""
    return f"{SESSION}={secret}; {_RULES}Strict"


def no_session() -> str:
    """The text that takes a session away."""
    return f"{SESSION}=; {_RULES}Strict; Max-Age=0"


def form() -> tuple[str, str]:
    """A new secret for forms, and the text that gives it to a browser."""
    secret = secrets.token_urlsafe(24)
    return secret, f"{FORM}={secret}; {_RULES}Strict"


def rater(secret: str) -> str:
    """The text that lets a browser be known again when it rates."""
    return f"{RATER}={secret}; {_RULES}Strict; Max-Age={_YEAR}"


def rated(codes: Sequence[str]) -> str:
    """The text that lets a browser keep the codes of its ratings for a year."""
    return f"{RATED}={'.'.join(codes)}; {_RULES}Strict; Max-Age={_YEAR}"


def language(name: str) -> str:
    """The text that lets a browser keep its language for a year."""
    return f"{LANGUAGE}={name}; {_RULES}Lax; Max-Age={_YEAR}"
