"""The face for people: pages of HTML made from templates in ``resources/portal``, in the language that is asked for.

A page works without scripts and loads nothing from elsewhere; its policy says so to the browser.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

import jinja2

import resources
from sync.server.http.answers import Answer
from sync.server.http.calls import Call

LANGUAGES: Final = ("cs", "en")
"""What pages speak; the first where nothing else is asked for."""
_POLICY: Final = {
    "content-security-policy": "default-src 'none'; style-src 'self' 'unsafe-inline'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
    "permissions-policy": "geolocation=(), camera=(), microphone=()",
}


def page(call: Call, template: str, values: Mapping[str, object]) -> Answer:
    """A template with its values, every one of them escaped, in the language of the caller."""
    language = language_of(call)
    text = _templates().get_template(template).render({**values, "language": language, "languages": LANGUAGES})
    headers = {**_POLICY, "content-language": language, "vary": "accept-language"}
    return Answer(text.encode(), media_type="text/html; charset=utf-8", headers=headers)


def language_of(call: Call) -> str:
    """The language that the address names (``?lang=en``), else the one that the browser likes best."""
    if call.query.get("lang") in LANGUAGES:
        return call.query["lang"]
    liked = [part.partition(";") for part in call.headers.get("accept-language", "").lower().split(",")]
    ranked = sorted(
        ((_weight(rest), -place, name.strip()) for place, (name, _, rest) in enumerate(liked)), reverse=True
    )
    known = (name.partition("-")[0] for weight, _, name in ranked if weight > 0)
    return next((name for name in known if name in LANGUAGES), LANGUAGES[0])


def _weight(text: str) -> float:
    try:
        return float(text.strip().removeprefix("q=") or 1)
    except ValueError:
        return 0.0


@cache
def _templates() -> jinja2.Environment:
    folder = Path(resources.__file__).parent / "portal"
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
