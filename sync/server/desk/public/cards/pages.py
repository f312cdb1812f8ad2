"""Officers' cards: who is shown how, where they are reached and when; a portrait is encoded anew before it is kept."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy.engine import Connection

from sync.server.audit import service as audit
from sync.server.cards import repository
from sync.server.cards.domain import PORTRAIT_SIDE, Card, Officer
from sync.server.desk.frame.pages import LEADS, PUBLIC, desk_page
from sync.server.desk.public import forms
from sync.server.desk.public.forms import CardForm
from sync.server.desk.public.keeping import MEANWHILE, NONE, SAVED, Trouble, kept, late
from sync.server.http.answers import Answer
from sync.server.http.calls import FORM, SMALL, Call, Entry, Route
from sync.server.http.page_face import see_other
from sync.server.http.rates import Rate
from sync.server.http.refusals import not_found
from sync.server.photos.previews import ImageFault, Preview, make_preview, sniffed

CARD: Final = PUBLIC + "/officer/{officer_id}"
PICTURE: Final = CARD + "/portrait"
_MOST_PICTURE: Final = 15 * 1024 * 1024
_SNIFFED_BYTES: Final = 32
_FIELD, _HIDE, _SHOW = "portrait", "hide", "show"
_NO_PICTURE: Final = "no_picture"
_NONE_WRONG: Final[Mapping[str, str]] = {}


@dataclass(frozen=True, slots=True)
class _Sent:
    """A form with what it was given out for, and the picture that came along."""

    form: CardForm
    card: Card
    seen: str
    picture: bytes | None


def ask(call: Call) -> Answer:
    """GET → an officer's card as it is, to be changed."""
    one = _officer(call)
    return _page(call, one, forms.form_of(one.card, shows_name=one.shows_name))


def take(call: Call) -> Answer:
    """POST the form → the card as it is from now on; or what is wrong, with everything that was typed."""
    form = forms.read_card(call.form)
    return kept(lambda: _taken(call, form), lambda trouble: _page(call, _officer(call), form, trouble=trouble))


def again(call: Call) -> Answer:
    """What was typed into a form of a session that is over. Of the officer nothing is said to who is signed out."""
    form, known = forms.read_card(call.form), call.known is not None
    one = _officer(call) if known else Officer(call.path["officer_id"], "", "", Card(), False, False, False, False)
    return _page(call, one, form, trouble=late(is_signed_in=known))


def picture(call: Call) -> Answer:
    """GET → the portrait as residents see it, or would see it."""
    with call.server.database.read() as connection:
        found = repository.picture_of(connection, call.path["officer_id"])
    if found is None:
        raise not_found()
    return Answer(found[0], media_type="image/jpeg", headers={"cross-origin-resource-policy": "same-origin"})


def _taken(call: Call, form: CardForm) -> Answer:
    one, wanted = _officer(call), call.form.get("do", "")
    if wanted in (_HIDE, _SHOW):
        call.server.database.durably(lambda connection: _turn(connection, call, one.id, wanted))
        return _page(call, _officer(call), form)
    read = forms.card_of(form)
    sent = next((file.data for file in call.files if file.field == _FIELD), None)
    if isinstance(read, dict):
        return _page(call, one, form, wrong=read, trouble=Trouble("again" if sent is not None else "wrong"))
    made = _encoded(sent) if sent is not None else None
    if isinstance(made, str):
        return _page(call, one, form, wrong={_FIELD: made}, trouble=Trouble("wrong"))
    whole = _Sent(form, read, call.form.get("seen", ""), made)
    if not call.server.database.durably(lambda connection: _written(connection, call, one.id, whole)):
        return _page(call, _officer(call), form, trouble=Trouble(MEANWHILE))
    return see_other(CARD.format(officer_id=one.id) + SAVED)


def _written(connection: Connection, call: Call, officer_id: str, sent: _Sent) -> bool:
    """False where somebody else changed the card since the form was given out."""
    stored, shows_name = repository.card(connection, officer_id) or (Card(), False), sent.form.shows == forms.NAME
    if sent.seen != forms.mark_of(stored) and stored != (sent.card, shows_name):
        return False
    repository.put_card(connection, officer_id, sent.card, shows_name=shows_name)
    if sent.picture is not None:
        repository.put_portrait(connection, officer_id, secrets.token_hex(16), sent.picture)
    audit.record(connection, call.server.now(), call.caller, "residents.card", officer_id)
    return True


def _turn(connection: Connection, call: Call, officer_id: str, wanted: str) -> None:
    """Take the portrait off the page, or put it there again as long as it is kept."""
    now = call.server.now()
    if wanted == _HIDE:
        done = repository.hide_portrait(connection, officer_id, now)
    else:
        done = repository.show_portrait(connection, officer_id, secrets.token_hex(16))
    if done:
        audit.record(connection, now, call.caller, "residents.portrait", officer_id, does=wanted)


def _encoded(data: bytes) -> bytes | str:
    """A small JPEG without EXIF, made by a child that can do nothing else; or why there is none."""
    if len(data) > _MOST_PICTURE:
        return "too_large"
    if sniffed(data[:_SNIFFED_BYTES]) is None:
        return _NO_PICTURE
    made = make_preview(data, PORTRAIT_SIDE)
    if isinstance(made, Preview):
        return made.jpeg
    return "busy" if made is ImageFault.TOO_SLOW else made.value


def _officer(call: Call) -> Officer:
    with call.server.database.read() as connection:
        known = repository.officers(connection)
    found = next((one for one in known if one.id == call.path["officer_id"]), None)
    if found is None:
        raise not_found()
    return found


def _page(
    call: Call, one: Officer, form: CardForm, *, wrong: Mapping[str, str] = _NONE_WRONG, trouble: Trouble = NONE
) -> Answer:
    values = {
        "officer": one, "form": form, "wrong": wrong, "trouble": trouble.name, "room": PUBLIC,
        "path": CARD.format(officer_id=one.id), "picture": PICTURE.format(officer_id=one.id),
        "seen": forms.mark_of((one.card, one.shows_name)), "saved": "saved" in call.query and not trouble.name,
        "megabytes": _MOST_PICTURE // 1024**2,
    }  # fmt: skip
    return desk_page(call, PUBLIC, "desk/public/card.html", values, trouble.status)


ROUTES: Final[tuple[Route, ...]] = (
    Route("GET", CARD, ask, Entry.SESSION, LEADS, SMALL, Rate.PAGE, page=True),
    Route("POST", CARD, take, Entry.SESSION, LEADS, _MOST_PICTURE + FORM, Rate.PAGE, page=True, statuses=(200, 303),
          again=again),
    Route("GET", PICTURE, picture, Entry.SESSION, LEADS, SMALL, Rate.PAGE, page=True),
)  # fmt: skip
