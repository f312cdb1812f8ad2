"""Waves of papers on the desk: begun with a name, a day and a district, and counted; some are classes of a school."""

import json
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from sqlalchemy.engine import Connection

from app.calendar import prague_day
from sync.server.audit import service as audit
from sync.server.desk.frame.pages import PAPER, PLACES, desk_page
from sync.server.desk.paper.forms import text
from sync.server.desk.paper.made.pages import new_form, pdf
from sync.server.desk.public.keeping import NONE, OLD, Trouble, kept, late
from sync.server.districts import repository as districts
from sync.server.duty.words import day_of
from sync.server.http.answers import Answer
from sync.server.http.calls import FORM, SMALL, Call, Entry, Route
from sync.server.http.languages import language_of
from sync.server.http.page_face import see_other
from sync.server.http.rates import Rate
from sync.server.http.refusals import not_found
from sync.server.paper import service as papers
from sync.server.paper import waves
from sync.server.paper.service import Lack

WAVES: Final = PAPER + "/waves"
_FARTHEST: Final = timedelta(days=800)
_MOST_NAME: Final = 80
_MOST_PUPILS: Final = 60
_LONGEST: Final = timedelta(weeks=12)
_SAID: Final = ("name", "day", "district", "pupils", "until")
_FIELDS: Final = (*_SAID, "form")
CLASS: Final = WAVES + "/{code}"
_NONE_WRONG: Final[Mapping[str, str]] = {}


def ask(call: Call) -> Answer:
    """GET → the waves with what came by each, and an empty form."""
    return _page(call, _empty(call) | {"day": f"{prague_day(call.server.settings.clock()):%Y-%m-%d}"})


def take(call: Call) -> Answer:
    """POST the form → the wave begins; or what is wrong, with everything that was typed."""
    form = {name: text(call.form, name) for name in _FIELDS}
    return kept(lambda: _taken(call, form), lambda trouble: _page(call, form, trouble=trouble))


def again(call: Call) -> Answer:
    """What was typed into a form of a session that is over."""
    form = {name: text(call.form, name) for name in _FIELDS}
    return _page(call, form, trouble=late(is_signed_in=call.known is not None))


def _taken(call: Call, form: dict[str, str]) -> Answer:
    wrong, day = {}, _day(form["day"], prague_day(call.server.settings.clock()))
    with call.server.database.read() as connection:
        known = districts.names(connection)
    if not form["name"] or len(form["name"]) > _MOST_NAME:
        wrong["name"] = "long" if form["name"] else "missing"
    if form["district"] not in known:
        wrong["district"] = "odd" if form["district"] else "missing"
    if day is None:
        wrong["day"] = "odd"
    if wrong or day is None:
        return _page(call, form, wrong=wrong, trouble=Trouble("wrong"))
    token = call.server.seal.read_form(form["form"])
    if token is None:
        return _page(call, form | {"form": new_form(call)}, trouble=Trouble(OLD))
    school = _school(form, day)
    if isinstance(school, dict):
        return _page(call, form, wrong=school, trouble=Trouble("wrong"))
    made = call.server.seal.made_by(token, json.dumps([form[name] for name in _SAID]))
    call.server.database.durably(lambda connection: _begun(connection, call, form, (day, school), made))
    return see_other(WAVES)


def printed(call: Call) -> Answer:
    """GET → the sheet of a class, as a PDF."""
    with call.server.database.read() as connection:
        wave = next((one for one in waves.counted(connection) if one.code == call.path["code"] and one.until), None)
    if wave is None:
        raise not_found()
    paper = papers.class_paper(call.server, wave, language_of(call.query, call.headers, call.cookies))
    found = pdf("class", paper, wave.name) if not isinstance(paper, Lack) else None
    trouble = paper.value if isinstance(paper, Lack) else "not_set"
    return found or _page(call, _empty(call), trouble=Trouble(trouble))


def _school(form: Mapping[str, str], day: date) -> waves.SchoolClass | dict[str, str] | None:
    """The class that was typed, None where none was, or what has to be mended of it."""
    if not form["pupils"] and not form["until"]:
        return None
    pupils, until = form["pupils"], day_of(form["until"])
    wrong: dict[str, str] = {}
    if not (pupils.isascii() and pupils.isdigit() and 1 <= int(pupils[:4]) <= _MOST_PUPILS):
        wrong["pupils"] = "odd" if pupils else "missing"
    if until is None or not day <= until <= day + _LONGEST:
        wrong["until"] = "odd" if form["until"] else "missing"
    return wrong if wrong or until is None else waves.SchoolClass(int(pupils), until)


def _empty(call: Call) -> dict[str, str]:
    return dict.fromkeys(_SAID, "") | {"form": new_form(call)}


def _begun(
    connection: Connection, call: Call, form: Mapping[str, str], of: tuple[date, waves.SchoolClass | None], made: bytes
) -> None:
    day, school = of
    name, district = form["name"], form["district"]
    code = waves.begin_once(connection, name, day, district, call.server.now(), made=made, school=school)
    if code:
        audit.record(connection, call.server.now(), call.caller, "paper.wave", code)


def _day(typed: str, today: date) -> date | None:
    day = day_of(typed)
    return day if day is not None and abs(day - today) <= _FARTHEST else None


def _page(
    call: Call, form: Mapping[str, str], *, wrong: Mapping[str, str] = _NONE_WRONG, trouble: Trouble = NONE
) -> Answer:
    found, names = [], {}
    if call.known is not None:
        with call.server.database.read() as connection:
            found, names = waves.counted(connection), districts.names(connection)
    rows = [(one, _print_of(one), names.get(one.district, "")) for one in found]
    values = {
        "form": form, "wrong": wrong, "trouble": trouble.name, "path": WAVES, "room": PAPER, "rows": rows,
        "districts": names,
    }  # fmt: skip
    return desk_page(call, PAPER, "desk/paper/waves.html", values, trouble.status)


def _print_of(one: waves.Counted) -> str:
    return CLASS.format(code=one.code) if one.until else f"{PAPER}?wave={one.code}"


ROUTES: Final[tuple[Route, ...]] = (
    Route("GET", WAVES, ask, Entry.SESSION, PLACES, SMALL, Rate.PAGE, page=True),
    Route("POST", WAVES, take, Entry.SESSION, PLACES, FORM, Rate.PAGE, page=True, statuses=(200, 303), again=again),
    Route("GET", CLASS, printed, Entry.SESSION, PLACES, SMALL, Rate.PAGE, page=True),
)
