"""Forms that another site made a browser send: refused by where the browser says they come from, and by a token."""

import hashlib
import hmac
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from sync.server.http.cookies import FORM, SESSION
from sync.server.http.refusals import Refusal

FIELD: Final = "token"
FORGED: Final = "forged"
"""The code of what is refused here."""


def token_of(secret: str) -> str:
    """The token of the forms of whoever has this cookie. It tells nothing of the cookie."""
    return hmac.new(secret.encode(), b"okrskar form", hashlib.sha256).hexdigest()


def secret_of(cookies: Mapping[str, str]) -> str:
    """What the forms of this browser are bound to: its session, or what it got for the first form; empty if neither."""
    return cookies.get(SESSION) or cookies.get(FORM, "")


def refuse_forged(headers: Mapping[str, str], cookies: Mapping[str, str], form: Mapping[str, str]) -> None:
    """Refused as ``forged`` where the form was sent by another site, or is none that this browser was given."""
    secret = secret_of(cookies)
    sent = form.get(FIELD, "").encode()
    if not secret or not is_own(headers) or not hmac.compare_digest(sent, token_of(secret).encode()):
        raise Refusal(403, FORGED, "This form is too old, or was sent from elsewhere. Nothing was done.")


def is_own(headers: Mapping[str, str]) -> bool:
    """Whether the browser says that the form is ours; one that says nothing at all is known by its token alone."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")
