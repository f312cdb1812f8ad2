"""Sheets that collect ratings: printed for a district, entered a line a place, taken back one by one or whole."""

import json
from collections.abc import Mapping
from typing import Final

from app.calendar import prague_day
from app.identifiers import id_of
from app.ratings.form import OLDEST
from sync.server.accounts.repository import accounts_by_id
from sync.server.desk.frame.pages import PAPER, PLACES, desk_page
from sync.server.desk.moments import when
from sync.server.desk.paper.forms import text
from sync.server.desk.paper.made.pages import new_form, pdf
from sync.server.desk.public.keeping import NONE, OLD, Trouble, kept, late
from sync.server.districts import repository as districts
from sync.server.duty.words import day_of
from sync.server.ground.documents import parse
from sync.server.http.answers import Answer
from sync.server.http.calls import FORM, SMALL, Call, Entry, Handler, Route
from sync.server.http.page_face import see_other
from sync.server.http.rates import Rate
from sync.server.http.refusals import not_found
from sync.server.paper.domain import LANGUAGES
from sync.server.paper.sheets import drawing, repository, service
from sync.server.paper.sheets.domain import MOST_COPIES, MOST_NAME, Batch
from sync.server.paper.sheets.reading import MOST_TYPED
from sync.server.paper.sheets.service import Entered, NotEntered
from sync.server.published import repository as published
from sync.server.published.domain import TOWN, Town

SHEETS: Final = PAPER + "/sheets"
PRINT: Final = SHEETS + "/{print_id}"
BATCH: Final = PAPER + "/batches/{batch_id}"
_PRINT: Final = "print"
_WANTED: Final = {_PRINT: ("district", "copies", "language"), "begin": ("name", "day")}
_FIELDS: Final = (*(name for names in _WANTED.values() for name in names), "form")
_MOST_SHOWN: Final = 40
_MOST_SHEETS: Final = 200
_NONE_WRONG: Final[Mapping[str, str]] = {}


def ask(call: Call) -> Answer:
    """GET → what is to be printed, and the batches in which sheets are entered."""
    today = prague_day(call.server.settings.clock())
    return _page(call, {**_empty(call), "copies": "10", "language": "cs", "day": f"{today:%Y-%m-%d}"})


def take(call: Call) -> Answer:
    """POST → sheets are made, or a batch begins; or what is wrong, with everything that was typed."""
    return kept(lambda: _taken(call, _typed(call)), lambda trouble: _page(call, _typed(call), trouble=trouble))


def again(call: Call) -> Answer:
    """What was typed into a form of a session that is over."""
    return _page(call, _typed(call), trouble=late(is_signed_in=call.known is not None))


def printed(call: Call) -> Answer:
    """GET → all sheets that were made together, as a PDF."""
    with call.server.database.read() as connection:
        sheets = repository.of_print(connection, call.path["print_id"])
        names, doc = districts.names(connection), published.document(connection, TOWN)
    if not sheets:
        raise not_found()
    town = parse(doc, Town).districts if doc is not None else ()
    outline = next((one.outline for one in town if one.id == sheets[0].district), "")
    paper = drawing.paper_of(sheets, names.get(sheets[0].district, sheets[0].district), outline)
    found = pdf("sheet", paper, f"arch-{sheets[0].district}")
    return found or _page(call, _empty(call), trouble=Trouble("not_set"))


def open_batch(call: Call) -> Answer:
    """GET → the sheets of a batch and the form for the next one; ``again`` brings back what was typed of one."""
    batch = _batch(call)
    typed = ("", "")
    if call.query.get("again"):
        with call.server.database.read() as connection:
            sheet = repository.sheet(connection, service.code_of(call.query["again"][:40]))
        if sheet is not None and not sheet.batch:
            typed = (sheet.code, sheet.rows)
    return _batch_page(call, batch, typed)


def enter(call: Call) -> Answer:
    """POST → the sheet is written down, or taken back; or why not, with everything that was typed."""
    typed = call.form.get("code", "")[:40], call.form.get("rows", "")[: 2 * MOST_TYPED].replace("\r\n", "\n")
    return kept(
        lambda: _entered(call, _batch(call), typed), lambda trouble: _batch_page(call, _batch(call), typed, trouble)
    )


def enter_again(call: Call) -> Answer:
    """What was typed of a sheet into a form of a session that is over."""
    typed = call.form.get("code", "")[:40], call.form.get("rows", "")[: 2 * MOST_TYPED].replace("\r\n", "\n")
    known = call.known is not None
    return _batch_page(call, _batch(call) if known else None, typed, late(is_signed_in=known))


def _taken(call: Call, form: dict[str, str]) -> Answer:
    wanted = call.form.get("do", "")
    if wanted not in _WANTED:
        raise not_found()
    token = call.server.seal.read_form(form["form"])
    if token is None:
        return _page(call, form | {"form": new_form(call)}, trouble=Trouble(OLD))
    said = json.dumps([wanted, *(form[name] for name in _WANTED[wanted])])
    made = id_of(f"paper {call.server.seal.made_by(token, said).hex()}")
    return (_prepared if wanted == _PRINT else _begun)(call, form, made)


def _prepared(call: Call, form: Mapping[str, str], print_id: str) -> Answer:
    with call.server.database.read() as connection:
        known = districts.names(connection)
    wrong: dict[str, str] = {}
    if form["district"] not in known:
        wrong["district"] = "odd" if form["district"] else "missing"
    copies = int(form["copies"]) if form["copies"].isascii() and form["copies"].isdigit() else 0
    if not 1 <= copies <= MOST_COPIES:
        wrong["copies"] = "odd"
    if form["language"] not in LANGUAGES:
        wrong["language"] = "odd"
    if wrong:
        return _page(call, form, wrong=wrong, trouble=Trouble("wrong"))
    wanted = form["district"], form["language"], copies
    if not call.server.database.durably(
        lambda connection: service.prepare(connection, call.server, call.caller, print_id, wanted)
    ):
        return _page(call, form, trouble=Trouble("no_places"))
    return see_other(PRINT.format(print_id=print_id))


def _begun(call: Call, form: Mapping[str, str], batch_id: str) -> Answer:
    wrong: dict[str, str] = {}
    day, now = day_of(form["day"]), call.server.settings.clock()
    if not form["name"] or len(form["name"]) > MOST_NAME:
        wrong["name"] = "long" if form["name"] else "missing"
    if day is None or not prague_day(now - OLDEST) < day <= prague_day(now):
        wrong["day"] = "odd"
    if wrong or day is None:
        return _page(call, form, wrong=wrong, trouble=Trouble("wrong"))
    call.server.database.durably(
        lambda connection: service.begin(connection, call.server, call.caller, batch_id, (form["name"], day))
    )
    return see_other(BATCH.format(batch_id=batch_id))


def _entered(call: Call, batch: Batch, typed: tuple[str, str]) -> Answer:
    wanted, path = call.form.get("do", ""), BATCH.format(batch_id=batch.id)
    if wanted == "undo-all":
        if not call.form.get("sure"):
            return _batch_page(call, batch, typed, Trouble("sure"))
        service.undo(call.server, call.caller, batch.id)
        return see_other(f"{path}?undone=all")
    if wanted.startswith("undo "):
        code = service.code_of(wanted.removeprefix("undo "))
        service.undo(call.server, call.caller, batch.id, (code,))
        return see_other(f"{path}?undone={code}&again={code}")
    if wanted != "enter":
        raise not_found()
    if len(typed[1]) > MOST_TYPED:
        return _batch_page(call, batch, typed, Trouble("long"))
    match service.enter(call.server, call.caller, batch, *typed):
        case Entered(ratings):
            return see_other(f"{path}?entered={service.code_of(typed[0])}&ratings={ratings}")
        case NotEntered() as refused:
            return _batch_page(call, batch, typed, Trouble(refused.why), refused)


def _batch_page(
    call: Call, batch: Batch | None, typed: tuple[str, str], trouble: Trouble = NONE, refused: NotEntered | None = None
) -> Answer:
    values: dict[str, object] = {
        "batch": batch, "code": typed[0], "rows": typed[1], "trouble": trouble.name, "most": MOST_TYPED, "room": SHEETS,
        "path": BATCH.format(batch_id=call.path["batch_id"]), "sheets": [], "count": 0, "other": None,
        "flaws": refused.flaws if refused is not None else (), "entered": call.query.get("entered", "")[:12],
        "ratings": call.query.get("ratings", "")[:4], "undone": call.query.get("undone", "")[:12],
    }  # fmt: skip
    if batch is not None:
        with call.server.database.read() as connection:
            sheets = repository.sheets_of(connection, batch.id)
            sources = [service.source_of(batch.id, one.code) for one in sheets]
            counted = repository.ratings_by_source(connection, sources)
            people = {row.id: row.name for row in accounts_by_id(connection)}
            other = refused.sheet if refused is not None else None
            where = repository.batch(connection, other.batch) if other is not None else None
        rows = [
            (one, people.get(one.entered_by, ""), when(one.entered_at), counted.get(source, 0))
            for one, source in zip(sheets, sources, strict=True)
        ]
        values |= {"sheets": rows[:_MOST_SHEETS], "count": len(rows)}
        if other is not None:
            who, at = people.get(other.entered_by, ""), when(other.entered_at)
            values["other"] = (where.name if where is not None else "", who, at)
    return desk_page(call, PAPER, "desk/paper/batch.html", values, trouble.status)


def _page(
    call: Call, form: Mapping[str, str], *, wrong: Mapping[str, str] = _NONE_WRONG, trouble: Trouble = NONE
) -> Answer:
    found: list[Batch] = []
    names: dict[str, str] = {}
    if call.known is not None:
        with call.server.database.read() as connection:
            found, names = repository.batches(connection, _MOST_SHOWN), dict(districts.names(connection))
    values = {
        "form": form, "wrong": wrong, "trouble": trouble.name, "path": SHEETS, "room": PAPER, "districts": names,
        "batches": [(one, BATCH.format(batch_id=one.id)) for one in found], "tongues": LANGUAGES, "most": MOST_COPIES,
    }  # fmt: skip
    return desk_page(call, PAPER, "desk/paper/sheets.html", values, trouble.status)


def _empty(call: Call) -> dict[str, str]:
    return dict.fromkeys(_FIELDS, "") | {"form": new_form(call)}


def _typed(call: Call) -> dict[str, str]:
    return {name: text(call.form, name) for name in _FIELDS}


def _batch(call: Call) -> Batch:
    with call.server.database.read() as connection:
        found = repository.batch(connection, call.path["batch_id"])
    if found is None:
        raise not_found()
    return found


def _get(path: str, handler: Handler) -> Route:
    return Route("GET", path, handler, Entry.SESSION, PLACES, SMALL, Rate.PAGE, page=True)


ROUTES: Final[tuple[Route, ...]] = (
    _get(SHEETS, ask),
    Route("POST", SHEETS, take, Entry.SESSION, PLACES, FORM, Rate.PAGE, page=True, statuses=(200, 303), again=again),
    _get(PRINT, printed),
    _get(BATCH, open_batch),
    Route(
        "POST", BATCH, enter, Entry.SESSION, PLACES, FORM, Rate.PAGE, page=True, statuses=(200, 303), again=enter_again
    ),
)
