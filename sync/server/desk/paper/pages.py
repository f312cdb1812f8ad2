"""Cards and posters of officers: what is to be printed is asked, and comes as a PDF."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy.engine import Connection

from app.czech_order import czech_order
from sync.server.desk.frame.pages import PAPER, PLACES, desk_page
from sync.server.desk.paper import forms
from sync.server.desk.paper.forms import OfficerForm
from sync.server.desk.paper.made.pages import pdf
from sync.server.desk.paper.sheets import pages as sheet_pages
from sync.server.desk.paper.sheets.pages import SHEETS
from sync.server.desk.paper.waves import pages as wave_pages
from sync.server.desk.paper.waves.pages import WAVES
from sync.server.districts import repository as districts
from sync.server.http.answers import Answer
from sync.server.http.calls import SMALL, Call, Entry, Route
from sync.server.http.rates import Rate
from sync.server.paper import service, waves
from sync.server.paper.domain import LANGUAGES, Form
from sync.server.paper.service import Lack, Wanted

PRINT: Final = PAPER + "/officer.pdf"
_NONE_WRONG: Final[Mapping[str, str]] = {}
_NOT_NOW: Final = "not_now"
_SEVERAL: Final = "several"


def ask(call: Call) -> Answer:
    """GET → what is to be printed is asked."""
    return _page(call, forms.read(call.query))


def printed(call: Call) -> Answer:
    """GET the fields of the form → the PDF; or the form with what is wrong."""
    form = forms.read(call.query)
    with call.server.database.read() as connection:
        wanted = _wanted(connection, call, form)
        if not isinstance(wanted, Wanted):
            return _page(call, form, wrong=wanted, status=422)
        path = waves.PAGE.format(code=form.wave) if form.wave else ""
        found = service.officer_paper(connection, call.server, wanted, path)
    if isinstance(found, Lack):
        return _page(call, form, trouble=found.value, status=409)
    return pdf("officer", found, f"{wanted.form.value}-{wanted.street or wanted.district}") or _page(
        call, form, trouble=_NOT_NOW, status=503
    )


def _wanted(connection: Connection, call: Call, form: OfficerForm) -> Wanted | forms.Wrong:
    """What is to be printed, by the street's district where none was chosen; or what has to be mended."""
    known = districts.names(connection)
    named = service.streets_named(connection, call.server, form.street)
    wrong = forms.faults(form, streets=len(named), districts=known)
    wave = waves.known(connection, form.wave) if form.wave else None
    if form.wave and wave is None:
        wrong["wave"] = "odd"
    if wrong:
        return wrong
    street = named[0].name if named else ""
    district = form.district or (wave.district if wave is not None else "")
    if wave is not None and district != wave.district:
        return {"district": "wave"}
    if not district:
        homes = service.districts_of(connection, call.server, named)
        if len(homes) != 1:
            return {"district": _SEVERAL if homes else "missing"}
        district = homes[0]
    return Wanted(Form(form.form), form.language, district, street, form.at)


def _page(
    call: Call, form: OfficerForm, *, wrong: Mapping[str, str] = _NONE_WRONG, trouble: str = "", status: int = 200
) -> Answer:
    with call.server.database.read() as connection:
        known = districts.names(connection)
        begun = waves.counted(connection)
        streets = {one.name for one in service.streets(connection, call.server)}
    values = {
        "form": form, "wrong": wrong, "trouble": trouble, "path": PRINT, "districts": known,
        "streets": sorted(streets, key=czech_order), "kinds": [one.value for one in Form], "tongues": LANGUAGES,
        "waves": begun, "waves_path": WAVES, "sheets_path": SHEETS,
    }  # fmt: skip
    return desk_page(call, PAPER, "desk/paper/officer.html", values, status)


ROUTES: Final[tuple[Route, ...]] = (
    Route("GET", PAPER, ask, Entry.SESSION, PLACES, SMALL, Rate.PAGE, page=True),
    *wave_pages.ROUTES,
    *sheet_pages.ROUTES,
    Route("GET", PRINT, printed, Entry.SESSION, PLACES, SMALL, Rate.PAGE, page=True),
)
