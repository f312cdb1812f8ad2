"""Pages of the standing backups: who stands in where by turns, tried by the next 14 days before it is written."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy.engine import Connection

from app.czech_order import czech_order
from app.duty.domain import Calendar, DutyKind, Gap
from app.duty.holding import serving
from sync.server.audit import service as audit
from sync.server.desk.backups import forms
from sync.server.desk.backups.forms import PLACES, BackupsForm
from sync.server.desk.duty.pages import BACKUPS
from sync.server.desk.frame.pages import DUTY, LEADS, desk_page
from sync.server.districts.repository import all_districts
from sync.server.duty import repository, service, words
from sync.server.http.answers import Answer
from sync.server.http.calls import FORM, SMALL, Call, Entry, Route
from sync.server.http.page_face import see_other
from sync.server.http.rates import Rate


@dataclass(frozen=True, slots=True)
class Row:
    """A district, who holds it, and who stands in by turns, by their names."""

    id: str
    name: str
    holder: str
    backups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of a form: in ``gaps`` nobody would be left; ``trouble`` says why it can not be tried."""

    gaps: tuple[Gap, ...] = ()
    trouble: str = ""
    is_written: bool = False


def listed(call: Call) -> Answer:
    """GET → each district with its backups; with a district named, its form."""
    district = call.query.get("district", "")[:200]
    return _page(call, _form_of(call, district) if district else None, None, 200)


def take(call: Call) -> Answer:
    """POST district and who, by turns → what would follow on the next 14 days; once that was seen, it is written."""
    form = forms.read(call.form)
    tried = call.server.database.durably(lambda connection: _try(connection, call, form))
    if tried.is_written:
        return see_other(f"{BACKUPS}?saved=1")
    return _page(call, form, tried, 422 if tried.trouble else 200)


def _try(connection: Connection, call: Call, form: BackupsForm) -> Tried:
    officers = {one for one, _ in repository.officers(connection)}
    if form.district not in {one.id for one in all_districts(connection)} or not set(form.officers) <= officers:
        return Tried(trouble="odd")
    if len(set(form.officers)) < len(form.officers):
        return Tried(trouble="twice")
    now = call.server.now()
    known = repository.calendar(connection, now, planned=False)
    if set(form.officers) & set(_serving(known, form.district, now, DutyKind.PRIMARY)):
        return Tried(trouble="holds")
    gaps = service.try_backups(connection, call.server, form.district, form.officers)
    if call.form.get("seen") != forms.mark_of(form, gaps):
        return Tried(gaps)
    service.set_backups(connection, call.server, form.district, form.officers)
    audit.record(connection, now, call.caller, "duty.backups", form.district, officers=list(form.officers))
    return Tried(gaps, is_written=True)


def _form_of(call: Call, district: str) -> BackupsForm:
    """The form as it stands now."""
    now = call.server.now()
    with call.server.database.read() as connection:
        known = repository.calendar(connection, now, planned=False)
    there = _serving(known, district, now, DutyKind.BACKUP)[: len(PLACES)]
    return BackupsForm(district, there + ("",) * (len(PLACES) - len(there)))


def _page(call: Call, form: BackupsForm | None, tried: Tried | None, status: int) -> Answer:
    now = call.server.now()
    with call.server.database.read() as connection:
        known = repository.calendar(connection, now, planned=False)
        people = dict(repository.names(connection))
        districts = {one.id: one.name for one in all_districts(connection)}
        officers = sorted(repository.officers(connection), key=lambda one: czech_order(one[1]))
    rows = [
        Row(one, name, ", ".join(_named(people, _serving(known, one, now, DutyKind.PRIMARY))),
            _named(people, _serving(known, one, now, DutyKind.BACKUP)))
        for one, name in sorted(districts.items(), key=lambda each: czech_order(each[1]))
    ]  # fmt: skip
    shown = form if form is not None and form.district in districts else None
    values = {
        "path": BACKUPS, "calendar": DUTY, "rows": rows, "form": shown, "officers": officers, "places": PLACES,
        "chosen": dict(zip(PLACES, shown.chosen, strict=True)) if shown is not None else {},
        "district": districts.get(form.district, "") if form is not None else "",
        "trouble": tried.trouble if tried is not None else "", "saved": call.query.get("saved") == "1",
        "tried": tried is not None and not tried.trouble,
        "gaps": [
            (words.span(one.span), districts.get(one.district_id, one.district_id), one.trouble.value,
             ", ".join(people.get(who, "") for who in one.officers))
            for one in (tried.gaps if tried is not None else ())
        ],
        "seen": forms.mark_of(form, tried.gaps) if form is not None and tried is not None else "",
    }  # fmt: skip
    return desk_page(call, DUTY, "desk/backups/backups.html", values, status)


def _serving(known: Calendar, district: str, at: str, kind: DutyKind) -> tuple[str, ...]:
    return tuple(one.officer_id for one in serving(known, district, at) if one.kind is kind)


def _named(people: dict[str, str], officers: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(people.get(one, "") for one in officers)


ROUTES: Final[tuple[Route, ...]] = (
    Route("GET", BACKUPS, listed, Entry.SESSION, LEADS, SMALL, Rate.PAGE, page=True),
    Route("POST", BACKUPS, take, Entry.SESSION, LEADS, FORM, Rate.PAGE, page=True, statuses=(200, 303)),
)
