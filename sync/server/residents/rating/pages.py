"""Rating a place: the place by words or from the list of streets, the answers on one page, then a code to come back."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from app.basemap.search import Street
from app.czech_order import czech_order
from app.ratings.domain import MOST_REMARK, AgeBand, Answer, Frequency, Part, RatingForm, Sex, Tag
from app.tips.sensitive import sensitive
from app.values import Place
from sync.server.basemap.repository import offered
from sync.server.http import cookies
from sync.server.http.answers import Answer as Reply
from sync.server.http.calls import FORM, SMALL, Call, Entry, Handler, Route
from sync.server.http.languages import language_of
from sync.server.http.page_face import page, see_other
from sync.server.http.rates import Rate
from sync.server.intake import service
from sync.server.intake.domain import SentRating
from sync.server.intake.seal import Form
from sync.server.intake.service import Another, NotNow, Sender, Taken, TooMuch
from sync.server.paper.waves import FIELD as WAVE
from sync.server.paper.waves import code_in
from sync.server.residents.drafts import Choice, coordinates
from sync.server.residents.forms import form_again, known_form, new_form
from sync.server.residents.places import pages as maps
from sync.server.residents.places.pages import MAP, PICK, Carried
from sync.server.residents.rating import drafts
from sync.server.residents.rating.drafts import RatingDraft

START: Final = "/hodnotit"
STREETS: Final = "/hodnotit/ulice"
FILL: Final = "/hodnotit/jak"
SEND: Final = "/hodnotit/odeslat"
DONE: Final = "/hodnotit/hotovo"
_TRAP: Final = "homepage"
"""A field that people do not see."""
_MOST_WORDS: Final = 200
_NONE_WRONG: Final[Mapping[str, str]] = {}


def choose(call: Call) -> Reply:
    """GET where → the question where, with the places that were found for these words."""
    where = call.query.get("where", "")[:_MOST_WORDS]
    typed, wave = coordinates(where), code_in(call.query.get(WAVE, ""))
    found = [typed] if typed is not None else _found(call, where)
    places = [Choice(drafts.with_spot(FILL, maps.spot_of(one), z=wave), one.address or where) for one in found]
    return page(call, "residents/rating/where.html", {"where": where, "places": places, "is_lost": False, "wave": wave})


def streets(call: Call) -> Reply:
    """GET letter or street → the streets of a letter, or the houses of a street, to choose from."""
    known, wave = _streets(call), code_in(call.query.get(WAVE, ""))
    letter, named = call.query.get("letter", "")[:2], call.query.get("street", "")
    chosen = [one for one in known if named and one.name == named]
    listed = sorted({one.name for one in known if drafts.letter_of(one.name) == letter}, key=czech_order)
    places = [Place(one.lat, one.lon, one.name) for one in chosen[:1]]
    houses = {(house.number, house.lat, house.lon) for one in chosen for house in one.houses}
    places += [
        Place(lat, lon, f"{named} {number}")
        for number, lat, lon in sorted(houses, key=lambda one: (czech_order(one[0]), one))
    ]
    values = {
        "letters": drafts.letters(known), "letter": letter, "streets": listed, "street": named if chosen else "",
        "places": [Choice(drafts.with_spot(FILL, maps.spot_of(one), z=wave), one.address) for one in places],
        "wave": wave,
    }  # fmt: skip
    return page(call, "residents/rating/streets.html", values)


def ask(call: Call) -> Reply:
    """GET spot → the questions about this place, none answered; without a place, the question where."""
    spot, wave = call.query.get("spot", "")[: 2 * _MOST_WORDS], code_in(call.query.get(WAVE, ""))
    draft = RatingDraft(spot=spot, part=call.query.get("part", ""), z=wave)
    if draft.place is None:
        return see_other(START)
    answer = _form(call, replace(draft, form=new_form(call.server)))
    return replace(answer, headers={**answer.headers, "cache-control": "private, no-cache"})


def send(call: Call) -> Reply:
    """POST the form → the page with the code; else the form, with everything that was chosen and typed."""
    draft = drafts.read_draft(call.form)
    form = known_form(call.server, draft.form)
    if draft.place is None:
        return _without_place(call, 422)
    wanted = call.form.get("do", "")
    if wanted.startswith(MAP):
        return _map(call, draft, wanted)
    if wanted.startswith(PICK):
        draft = _moved(draft, wanted.removeprefix(PICK))
    if wanted == "again" or wanted.startswith(PICK):
        return _form(call, draft if form is not None else replace(draft, form=form_again(call.server)))
    read = drafts.form_of(draft)
    if not isinstance(read, RatingForm):
        kept = draft if form is not None else replace(draft, form=form_again(call.server))
        return _form(call, kept, wrong=read, status=422)
    if form is None:
        return _form(call, replace(draft, form=form_again(call.server)), trouble="old", status=409)
    if sensitive(read.remark) and not call.form.get("warned"):
        return _form(call, draft, trouble="sensitive")
    return _sent(call, draft, read, form)


def again(call: Call) -> Reply:
    """What was filled into a form that is not this browser's any more, to be sent once more."""
    draft = drafts.read_draft(call.form)
    if draft.place is None:
        return _without_place(call, 403)
    return _form(call, replace(draft, form=form_again(call.server)), trouble="old", status=403)


def done(call: Call) -> Reply:
    """GET → the code of the rating that was sent last, and what can be done next."""
    codes = drafts.codes_of(call.cookies.get(cookies.RATED, ""))
    if not codes:
        return see_other(START)
    draft = RatingDraft(spot=call.query.get("spot", "")[: 2 * _MOST_WORDS])
    part = Part.DAY if call.query.get("part") == Part.NIGHT else Part.NIGHT
    other = drafts.with_spot(FILL, draft.spot, part=part) if draft.place is not None else ""
    return page(call, "residents/rating/done.html", {"code": codes[0], "other": other, "other_part": part.value})


def _sent(call: Call, draft: RatingDraft, read: RatingForm, form: Form) -> Reply:
    seal = call.server.seal
    secret = drafts.rater_of(call.cookies.get(cookies.RATER, "")) or seal.new_rater(form)
    sender = Sender(language_of(call.query, call.headers, call.cookies), call.address, call.form.get(_TRAP, ""))
    match service.file_rating(call.server, form, SentRating(read, seal.rater_of(secret), code_in(draft.z)), sender):
        case Taken(secret=code):
            codes = drafts.codes_of(call.cookies.get(cookies.RATED, ""), code)
            where = drafts.with_spot(DONE, draft.spot[: 2 * _MOST_WORDS], part=read.part.value)
            return see_other(where, cookies.rater(secret), cookies.rated(codes))
        case Another():
            return _form(call, replace(draft, form=form_again(call.server)), trouble="another", status=409)
        case TooMuch():
            return _form(call, draft, trouble="too_much", status=429)
        case NotNow():
            return _form(call, draft, trouble="not_now", status=503)


def _map(call: Call, draft: RatingDraft, button: str) -> Reply:
    """The map, with all that was chosen and typed."""
    fields = [*drafts.fields_of(draft), (_TRAP, call.form.get(_TRAP, ""))]
    answer = maps.by_form(call, maps.step_of(button), Carried(SEND, fields, "again", seeks=True))
    return replace(answer, headers={**answer.headers, "cache-control": "private, no-cache"})


def _moved(draft: RatingDraft, spot: str) -> RatingDraft:
    """The same answers at another place; where that is none, at the one as before."""
    moved = replace(draft, spot=spot[: 2 * _MOST_WORDS])
    return draft if moved.place is None else moved


def _without_place(call: Call, status: int) -> Reply:
    """A form without a place came from no page of ours: nothing that was filled in could be shown again."""
    return page(call, "residents/rating/where.html", {"where": "", "places": (), "is_lost": True, "wave": ""}, status)


def _form(
    call: Call,
    draft: RatingDraft,
    *,
    wrong: Mapping[str, str] = _NONE_WRONG,
    trouble: str = "",
    status: int = 200,
) -> Reply:
    values = {
        "draft": draft, "wrong": wrong, "trouble": trouble, "most": MOST_REMARK,
        "trap": call.form.get(_TRAP, "") if call.body else "",
        "parts": [one.value for one in Part], "answers": [one.value for one in Answer],
        "frequencies": [one.value for one in Frequency], "tags": [one.value for one in Tag],
        "ages": [one.value for one in AgeBand], "sexes": [one.value for one in Sex],
        "warnings": [one.value for one in sensitive(draft.remark)] if trouble == "sensitive" else [],
        "outside": draft.place is not None and maps.is_outside(call, draft.place),
    }  # fmt: skip
    return page(call, "residents/rating/fill.html", values, status)


def _found(call: Call, where: str) -> list[Place]:
    with call.server.database.read() as connection:
        basemap = offered(connection)
    if basemap is None or not where.strip():
        return []
    return [Place(one.lat, one.lon, one.text) for one in call.server.addresses.search(basemap.sha256, where)]


def _streets(call: Call) -> tuple[Street, ...]:
    with call.server.database.read() as connection:
        basemap = offered(connection)
    return call.server.addresses.streets(basemap.sha256) if basemap is not None else ()


def _get(path: str, handler: Handler) -> Route:
    return Route("GET", path, handler, Entry.ANYONE, limit=SMALL, rate=Rate.PAGE, page=True, statuses=(200, 303))


ROUTES: tuple[Route, ...] = (
    _get(START, choose),
    _get(STREETS, streets),
    _get(FILL, ask),
    Route("POST", SEND, send, Entry.ANYONE, limit=FORM, rate=Rate.PAGE, page=True, statuses=(200, 303), again=again),
    _get(DONE, done),
)
