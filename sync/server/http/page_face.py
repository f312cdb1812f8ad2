"""The face for people: pages of HTML made from templates in ``resources/portal``, in the language that is asked for.

A page works without scripts and loads nothing but its own style; its policy says so to the browser. Who calls is known
by the cookie of a session, what is sent by a form has to come from a form of ours, and a refusal is a page as well.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

import jinja2
from markupsafe import Markup
from starlette.requests import Request

import resources
from sync.server.accounts.callers import PAGE
from sync.server.http import cookies, forgery
from sync.server.http.answers import Answer
from sync.server.http.calls import Call, Route
from sync.server.http.languages import LANGUAGES, catalogue, language_of
from sync.server.http.refusals import Refusal, unauthorized

SIGN_IN: Final = "/desk/sign-in"
"""Where a person proves who they are."""
STYLE: Final = "/style.css"
ICON: Final = "/icon.svg"
"""What a browser shows of us beside the title of a page."""
SCRIPT: Final = "/form.js"
"""What a script adds to the forms of residents."""
_FRAME: Final = "layout.html"
_FOLDERS: Final = ("portal", "vendor/lucide")
POLICY: Final = {
    "content-security-policy": "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
    "permissions-policy": "geolocation=(), camera=(), microphone=()",
    "strict-transport-security": "max-age=31536000",
    "cross-origin-opener-policy": "same-origin",
    "vary": "accept-language, cookie",
}
"""What every answer for people says of itself."""


def page(
    call: Call, template: str, values: Mapping[str, object], status: int = 200, *, scripted: bool = False
) -> Answer:
    """A template with its values, every one of them escaped, in the language of the caller.

    ``scripted``: a script of ours may run in it and ask this server. Raises ValueError for a value that is named like
    what every page is given: the one would hide the other.
    """
    kept = [cookies.language(call.query["lang"])] if call.query.get("lang") in LANGUAGES else []
    secret = forgery.secret_of(call.cookies)
    if not secret:
        secret, given = cookies.form()
        kept.append(given)
    known = {"token": forgery.token_of(secret), "signed_in": call.known is not None, "asked": call.query}
    answer = _rendered(language_of(call.query, call.headers, call.cookies), template, both(known, values), status, kept)
    if not scripted:
        return answer
    policy = f"{POLICY['content-security-policy']}; script-src 'self'; connect-src 'self'"
    return replace(answer, headers={**answer.headers, "content-security-policy": policy})


def part(language: str, template: str, values: Mapping[str, object]) -> Markup:
    """A piece of a page, to be put into pages of the same language: what is alike for all need be made only once."""
    made = _templates(language).get_template(template).render(both({"language": language}, values))
    return Markup(made)  # noqa: S704 - the template has escaped its values


def both(given: Mapping[str, object], values: Mapping[str, object]) -> dict[str, object]:
    """What a page is given and its own values. Raises ValueError where they share a name."""
    if shared := given.keys() & values.keys():
        raise ValueError(f"values of a page that are named like what it is given: {', '.join(sorted(shared))}")
    return {**given, **values}


def see_other(path: str, *given: str) -> Answer:
    """After a form: another page, so that going back or asking again sends nothing twice. ``given`` are cookies."""
    return Answer(status=303, media_type="text/html", headers={**POLICY, "location": path}, cookies=given)


def secret_of(request: Request, _route: Route) -> str:
    """What the session's cookie opens. Refused where there is none."""
    secret = cookies.read(request.headers).get(cookies.SESSION, "")
    if not secret:
        raise unauthorized()
    return PAGE + secret


def check(call: Call, route: Route) -> None:
    """Refuse a form that is none of ours."""
    if route.method == "POST":
        forgery.refuse_forged(call.headers, call.cookies, call.form)


def refused(refusal: Refusal, request: Request, request_id: str) -> Answer:
    """A refusal as a page; who is not signed in is asked to.

    A session's cookie is taken away where it came and opens nothing: it does not come along where a link on another
    site was followed, and is good all the same.
    """
    kept = cookies.read(request.headers)
    if refusal.status == 401 and request.url.path != SIGN_IN:
        return see_other(SIGN_IN, *([cookies.no_session()] if cookies.SESSION in kept else []))
    language = language_of(request.query_params, request.headers, kept)
    frame = request.app.state.frame or _FRAME
    values: dict[str, object] = {
        "code": refusal.code, "request_id": request_id, "token": "", "signed_in": False, "frame": frame, "asked": {},
    }  # fmt: skip
    answer = _rendered(language, "refused.html", values, refusal.status, ())
    waits = {} if refusal.retry_after is None else {"retry-after": str(max(1, round(refusal.retry_after)))}
    return Answer(answer.body, answer.status, answer.media_type, {**answer.headers, **refusal.headers, **waits})


@cache
def style() -> bytes:
    """The style of all pages: the colours of the app's theme, light and dark, and the rules that use them."""
    folder = Path(resources.__file__).parent
    schemes = json.loads((folder / "theme" / "tokens.json").read_text(encoding="utf-8"))["schemes"]
    light, dark = (
        "".join(f"--{name}:{value};" for name, value in schemes[one].items() if len(value) == len("#rrggbb"))
        for one in ("light", "dark")
    )
    rules = "".join((folder / "portal" / one).read_text(encoding="utf-8") for one in ("style.css", "desk/style.css"))
    return f":root{{{light}}}@media(prefers-color-scheme:dark){{:root{{{dark}}}}}\n{rules}".encode()


@cache
def script(name: str = "form.js") -> bytes:
    """What a script adds to pages; the one of this name adds to the forms of residents."""
    return (Path(resources.__file__).parent / "portal" / name).read_bytes()


@cache
def icon() -> bytes:
    """The picture that a browser shows beside the title of a page."""
    return (Path(resources.__file__).parent / "portal" / "icon.svg").read_bytes()


def _rendered(
    language: str, template: str, values: Mapping[str, object], status: int, given: list[str] | tuple[()]
) -> Answer:
    known = {"language": language, "languages": LANGUAGES, "style": STYLE, "mark": ICON, "script": SCRIPT}
    templates = _templates(language)
    both(templates.globals, values)
    text = templates.get_template(template).render(both(known, values))
    headers = {**POLICY, "content-language": language}
    return Answer(text.encode(), status, "text/html; charset=utf-8", headers, cookies=tuple(given))


@cache
def _templates(language: str) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader([Path(resources.__file__).parent / one for one in _FOLDERS]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_translations(catalogue(language), newstyle=True)  # type: ignore[attr-defined]
    return environment
