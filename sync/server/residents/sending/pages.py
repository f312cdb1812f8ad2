"""Sending a tip, in three screens: what it is about, where and what it is, and what will become of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import msgspec

from app.czech_order import czech_order
from app.districts.domain import Category
from app.tips.sensitive import sensitive
from app.values import Place
from sync.server.basemap.repository import offered
from sync.server.ground.documents import parse
from sync.server.http import cookies
from sync.server.http.answers import Answer
from sync.server.http.calls import SMALL, Call, Entry, Route
from sync.server.http.languages import language_of
from sync.server.http.page_face import page, see_other
from sync.server.http.rates import Rate
from sync.server.http.refusals import not_found
from sync.server.intake import proof, repository, service
from sync.server.intake.domain import MOST_TEXT, SentTip
from sync.server.intake.near import Near, tips_near
from sync.server.intake.photos import service as photos
from sync.server.intake.photos.domain import MOST_PHOTOS, Held, Trouble
from sync.server.intake.seal import Form, form_hash
from sync.server.intake.service import Another, NotNow, Sender, Taken, TooMuch
from sync.server.intake.tables import MOST_BYTES
from sync.server.paper.waves import FIELD as WAVE
from sync.server.paper.waves import code_in
from sync.server.residents import drafts, words
from sync.server.residents.drafts import Choice, Draft
from sync.server.residents.forms import form_again, known_form, new_form
from sync.server.residents.places import pages as maps
from sync.server.residents.places.pages import MAP, PICK, Carried
from sync.server.residents.rating.drafts import rater_of

START: Final = "/podnet"
FILL: Final = "/podnet/popis"
SEND: Final = "/podnet/odeslat"
PHOTOS: Final = "/podnet/fotky"
PHOTO: Final = "/podnet/fotka/{bag}/{photo}"
FOLLOW: Final = "/sledovat/"
_TRAP: Final = "homepage"
"""A field that people do not see."""
_LIMIT: Final = 128 * 1024
"""A whole text of letters that take twelve bytes each in a form."""
_PHOTOS_LIMIT: Final = MOST_PHOTOS * MOST_BYTES + _LIMIT
_DROP: Final = "drop-"
_NONE_WRONG: Final[Mapping[str, str]] = {}


@dataclass(frozen=True, slots=True)
class Tile:
    """A category to choose."""

    id: str
    name: str
    icon: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A photo of the form, and where the page finds its picture."""

    id: str
    address: str


@dataclass(frozen=True, slots=True)
class Told:
    """A tip near, as the page tells of it; ``value`` is what the button that joins it says."""

    value: str
    category: str
    month: str
    one: Near


def choose(call: Call) -> Answer:
    """GET → the categories as tiles; ``where`` is taken along."""
    where = call.query.get("where", "")[:200]
    return page(
        call,
        "residents/choose.html",
        {"tiles": _tiles(call), "where": where, "wave": code_in(call.query.get(WAVE, ""))},
    )


def begin(call: Call) -> Answer:
    """GET category → the form, empty."""
    kind = call.query.get("kind", "")
    draft = Draft(category=call.query.get("category", ""), where=call.query.get("where", "")[:200])
    draft = replace(draft, kind=kind if kind in drafts.KINDS else "", z=code_in(call.query.get(WAVE, "")))
    return _form(call, replace(draft, form=new_form(call.server), bag=new_form(call.server)))


def fill(call: Call) -> Answer:
    """POST the form → it again with the places that were found, or the preview; with what is wrong, if anything is."""
    draft, wanted = _draft(call), call.form.get("do", "")
    troubles = _take_photos(call, draft)
    if wanted == "find":
        return _form(call, draft, found=_found(call, draft), searched=True, troubles=troubles)
    if wanted.startswith(_DROP):
        left = photos.take_out(call.server, _bag(call, draft), wanted.removeprefix(_DROP), call.address)
        troubles = troubles if left is None else (*troubles, left)
    if wanted.startswith(MAP) and not troubles:
        return _map(call, draft, wanted)
    if wanted.startswith(PICK):
        return _form(call, drafts.picked(draft, wanted.removeprefix(PICK)), troubles=troubles)
    if wanted in ("edit", "photos") or wanted.startswith((MAP, _DROP)):
        return _form(call, draft, troubles=troubles)
    wrong = drafts.faults(draft, {tile.id for tile in _tiles(call)}) | ({"photos": "odd"} if troubles else {})
    return _form(call, draft, wrong=wrong, troubles=troubles, status=422) if wrong else _preview(call, draft)


def add_photos(call: Call) -> Answer:
    """POST photos of a form, as a script sends them while one writes → the part of the form that shows them."""
    draft = _draft(call)
    troubles = _take_photos(call, draft)
    return page(call, "residents/photos.html", _photo_values(call, draft, troubles), 422 if troubles else 200)


def photo(call: Call) -> Answer:
    """GET → a photo as it will go on: upright, without what the camera wrote into it."""
    found = photos.shown(call.server, call.path["bag"], call.path["photo"])
    if found is None:
        raise not_found()
    return Answer(found, media_type="image/jpeg")


def send(call: Call) -> Answer:
    """POST the form → the page of what becomes of it; else the form, with everything that was typed."""
    draft = _draft(call)
    wrong = drafts.faults(draft, {tile.id for tile in _tiles(call)})
    if wrong:
        return _form(call, draft, wrong=wrong, status=422)
    form = known_form(call.server, call.form.get("form", ""))
    if form is None:
        return _preview(call, draft, trouble="old", status=409)
    language = language_of(call.query, call.headers, call.cookies)
    worked = proof.is_shown(call.form.get("form", ""), call.form.get("work", ""))
    sender = Sender(language, call.address, call.form.get(_TRAP, ""), worked)
    held = tuple(one.id for one in photos.held(call.server, _bag(call, draft)))
    joining = _joining(call, form, drafts.sent(draft, held))
    if joining is None:
        return _preview(call, draft, trouble="not_joined", status=409)
    sent, given = joining
    match service.file_tip(call.server, form, sent, sender):
        case Taken(secret=secret):
            return see_other(f"{FOLLOW}{secret}?new=1", *given)
        case Another():
            return _preview(call, replace(draft, form=form_again(call.server)), trouble="another", status=409)
        case TooMuch():
            return _preview(call, draft, trouble="too_much", status=429)
        case NotNow():
            return _preview(call, draft, trouble="not_now", status=503)


def _joining(call: Call, form: Form, sent: SentTip) -> tuple[SentTip, tuple[str, ...]] | None:
    """What is sent, with the tip that its sender chose to join, and what their browser keeps, so that it joins once.

    None where there is no such tip to join: they meant no tip of their own, so nothing is sent before they say so.
    """
    chosen = call.form.get("join", "")
    if not chosen or sent.submission is not None:
        return sent, ()
    seal, beside = call.server.seal, drafts.coordinates(call.form.get("beside", ""))
    near = _near(call, beside, sent.category) if beside is not None else ()
    found = next((one for one in near if seal.near_of(form, one.id) == chosen), None)
    if found is None or not found.is_open:
        return None
    secret = rater_of(call.cookies.get(cookies.RATER, "")) or seal.new_rater(form)
    return msgspec.structs.replace(sent, join=found.id, joiner=seal.joiner_of(secret)), (cookies.rater(secret),)


def _near(call: Call, place: Place, category: str) -> tuple[Near, ...]:
    with call.server.database.read() as connection:
        return tips_near(connection, place, category, call.server.settings.clock())


def again(call: Call) -> Answer:
    """What was typed into a form that is not this browser's any more, to be sent once more."""
    return _form(call, _draft(call), trouble="old", status=403)


def _draft(call: Call) -> Draft:
    """What was typed. A form that is no longer good gives way to a new one."""
    draft = drafts.read(call.form)
    if call.server.seal.read_form(draft.bag) is None:
        draft = replace(draft, bag=new_form(call.server))
    return draft if known_form(call.server, draft.form) is not None else replace(draft, form=form_again(call.server))


def _bag(call: Call, draft: Draft) -> Form:
    bag = call.server.seal.read_form(draft.bag)
    if bag is None:
        raise not_found()
    return bag


def _take_photos(call: Call, draft: Draft) -> tuple[Trouble, ...]:
    """Keep the photos that came with the form; what is wrong with the others."""
    told = (photos.put(call.server, _bag(call, draft), one.data, call.address) for one in call.files)
    return tuple(dict.fromkeys(one for one in told if one is not None))


def _photo_values(call: Call, draft: Draft, troubles: tuple[Trouble, ...] = ()) -> dict[str, object]:
    bag = _bag(call, draft)
    held: tuple[Held, ...] = photos.held(call.server, bag)
    shown = [Shown(one.id, PHOTO.format(bag=form_hash(bag), photo=one.id)) for one in held]
    places = drafts.of_photos([one.place for one in held])
    return {
        "photos": shown, "photo_places": places, "photo_faults": [one.value for one in troubles], "chosen": draft.spot,
    }  # fmt: skip


def _tiles(call: Call) -> list[Tile]:
    language = language_of(call.query, call.headers, call.cookies)
    with call.server.database.read() as connection:
        known = [parse(doc, Category) for _, doc in repository.categories(connection)]
    tiles = [Tile(one.id, words.category_name(one, language), one.icon) for one in known]
    return sorted(tiles, key=lambda tile: (tile.id == "other", czech_order(tile.name)))


def _found(call: Call, draft: Draft) -> tuple[Choice, ...]:
    """Places of the basemap for what was typed; coordinates need none."""
    if drafts.coordinates(draft.where) is not None:
        return ()
    with call.server.database.read() as connection:
        basemap = offered(connection)
    if basemap is None:
        return ()
    return drafts.choices(call.server.addresses.search(basemap.sha256, draft.where[:200]), draft)


def _map(call: Call, draft: Draft, button: str) -> Answer:
    """The map, with all that was typed."""
    fields = [(name, getattr(draft, name)) for name in Draft.__dataclass_fields__]
    carried = Carried(FILL, [*fields, (_TRAP, call.form.get(_TRAP, ""))], "edit")
    return _kept(maps.by_form(call, maps.step_of(button), carried))


def _form(
    call: Call,
    draft: Draft,
    *,
    wrong: Mapping[str, str] = _NONE_WRONG,
    found: tuple[Choice, ...] = (),
    searched: bool = False,
    trouble: str = "",
    troubles: tuple[Trouble, ...] = (),
    status: int = 200,
) -> Answer:
    values = _photo_values(call, draft, troubles) | {
        "draft": draft, "tiles": _tiles(call), "wrong": wrong, "found": found, "searched": searched,
        "trouble": trouble, "most": MOST_TEXT, "trap": call.form.get(_TRAP, "") if call.body else "",
        "chosen": drafts.preferred(draft, found),
        "mapped": drafts.called(draft), "outside": _is_outside(call, drafts.place(draft)),
    }  # fmt: skip
    return _kept(page(call, "residents/fill.html", values, status, scripted=True))


def _preview(call: Call, draft: Draft, *, trouble: str = "", status: int = 200) -> Answer:
    shown = drafts.pointed(draft)
    is_said = shown is not None and (drafts.of_photo(draft) is not None or draft.sought == draft.where)
    found = _found(call, draft) if not is_said else ()
    language = language_of(call.query, call.headers, call.cookies)
    known = drafts.coordinates(draft.where) or (shown if not found else None)
    chosen = drafts.preferred(draft, found)
    meant = known or drafts.point_of(chosen)
    values = _photo_values(call, draft) | {
        "draft": draft, "found": found, "chosen": chosen, "trouble": trouble,
        "near": _told(call, draft, meant, language), "beside": drafts.degrees(meant) if meant else "",
        "category": next((tile.name for tile in _tiles(call) if tile.id == draft.category), ""),
        "month": words.month(call.server.settings.clock(), language), "trap": call.form.get(_TRAP, ""),
        "on_map": known is not None, "place": maps.nearest(call, known) if known else "",
        "outside": _is_outside(call, known or drafts.place(draft)),
        "warnings": [one.value for one in sensitive(draft.text)],
        "bits": proof.BITS if service.is_attacked(call.server, call.address) else 0,
    }  # fmt: skip
    return _kept(page(call, "residents/preview.html", values, status, scripted=True))


def _told(call: Call, draft: Draft, place: Place | None, language: str) -> list[Told]:
    """The tips near a place as anybody may know of them; what a form names each by means nothing elsewhere."""
    form = known_form(call.server, draft.form)
    if place is None or form is None or draft.kind:
        return []
    with call.server.database.read() as connection:
        known = [parse(doc, Category) for _, doc in repository.categories(connection)]
    names = {one.id: words.category_name(one, language) for one in known}
    return [
        Told(
            call.server.seal.near_of(form, one.id), names.get(one.category, ""), words.named_month(one.month, language),
            one,
        )
        for one in _near(call, place, draft.category)
    ]  # fmt: skip


def _is_outside(call: Call, place: Place | None) -> bool:
    return place is not None and maps.is_outside(call, place)


def _kept(answer: Answer) -> Answer:
    """A page that the browser may keep: without it, going back would not find what was typed."""
    return replace(answer, headers={**answer.headers, "cache-control": "private, no-cache"})


ROUTES: tuple[Route, ...] = (
    Route("GET", START, choose, Entry.ANYONE, limit=SMALL, rate=Rate.PAGE, page=True),
    Route("GET", FILL, begin, Entry.ANYONE, limit=SMALL, rate=Rate.PAGE, page=True),
    Route("POST", FILL, fill, Entry.ANYONE, limit=_PHOTOS_LIMIT, rate=Rate.PAGE, page=True, again=again),
    Route("POST", PHOTOS, add_photos, Entry.ANYONE, limit=MOST_BYTES + _LIMIT, rate=Rate.PAGE, page=True),
    Route("GET", PHOTO, photo, Entry.ANYONE, limit=SMALL, rate=Rate.PAGE, page=True),
    Route("POST", SEND, send, Entry.ANYONE, limit=_LIMIT, rate=Rate.PAGE, page=True, statuses=(303,), again=again),
)
