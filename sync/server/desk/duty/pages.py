"""Pages of duty for who leads: the calendar, absences and swaps (tried, then entered), the check, who had what."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy.engine import Connection

from app.calendar import prague_day, start_of_day
from app.czech_order import czech_order
from app.duty.domain import AbsenceKind, Gap, Refusal, Span
from app.duty.pairs import Alone
from sync.server.audit import service as audit
from sync.server.desk.duty import board, forms
from sync.server.desk.duty.forms import AbsenceForm, SwapForm
from sync.server.desk.frame.pages import DUTY, LEADS, desk_page, ended
from sync.server.districts.repository import all_districts
from sync.server.duty import checking, repository, service, words
from sync.server.duty.pairs import service as pairs
from sync.server.duty.service import Planned
from sync.server.ground.moments import instant
from sync.server.http.answers import Answer
from sync.server.http.calls import FORM, SMALL, Call, Entry, Handler, Route
from sync.server.http.page_face import see_other
from sync.server.http.rates import Rate

ABSENCE: Final = DUTY + "/absence"
SWAP: Final = DUTY + "/swap"
TAKE_BACK: Final = DUTY + "/take-back"
CHECK: Final = DUTY + "/check"
WHO: Final = DUTY + "/who"
CALENDARS: Final = DUTY + "/calendars"
BACKUPS: Final = DUTY + "/backups"
PAIRS: Final = DUTY + "/pairs"
_FORTNIGHT, _MONTH = 14, 31
_DAY: Final = timedelta(days=1)
_FARTHEST_DAYS: Final = 800
_MOST_STREETS: Final = 100


@dataclass(frozen=True, slots=True)
class Known:
    """Names by ids of people and districts."""

    people: dict[str, str]
    districts: dict[str, str]


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of a form: ``planned`` None where it can not be read; ``is_entered`` once it was done."""

    planned: Planned | Refusal | None
    is_entered: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """What would follow, in words: who stands in where and when, and where nobody would be left."""

    covers: tuple[tuple[str, str, str], ...]
    gaps: tuple[tuple[str, str, str, str], ...]
    alone: tuple[tuple[str, str, str, str], ...]
    mark: str


def calendar(call: Call) -> Answer:
    """GET, perhaps with a first day and how many → who holds which district when, and who is away."""
    server, today = call.server, prague_day(call.server.settings.clock())
    first = _near(words.day_of(call.query.get("from", "")), today) or today - timedelta(days=today.weekday())
    count = _MONTH if call.query.get("days") == str(_MONTH) else _FORTNIGHT
    days = board.days_from(first, count)
    since, now = instant(start_of_day(first)), server.now()
    with server.database.read() as connection:
        known = _known(connection)
        held = repository.calendar(connection, since, planned=True, past_people=True)
        listed = repository.absences(connection, since)
        entries = repository.absences(connection, now)
        swaps = repository.calendar(connection, now, planned=False, past_people=True).swaps
    ordered = sorted(known.districts.items(), key=lambda one: czech_order(one[1]))
    shown = [one for one in listed if one.absence.span.meets(Span(since, instant(start_of_day(days[-1] + _DAY))))]
    people = sorted({one.absence.officer_id for one in shown}, key=lambda one: czech_order(known.people[one]))
    values = {
        "over": "over" in call.query,
        "days": days, "count": count, "today": today, "calendar": DUTY, "absence_path": ABSENCE, "swap": SWAP,
        "check": CHECK, "who_had": WHO, "calendars": CALENDARS, "backups": BACKUPS, "pairs": PAIRS,
        "take_back": TAKE_BACK,
        "before": first - timedelta(days=count), "after": first + timedelta(days=count),
        "districts": [board.district_line(held, one, known.people, days) for one in ordered],
        "away": [
            board.away_line(known.people[one], [it for it in shown if it.absence.officer_id == one], days)
            for one in people
        ],
        "entries": [
            (one.absence.id, known.people[one.absence.officer_id], one.kind.value, words.span(one.absence.span),
             known.people.get(one.absence.cover_id, ""))
            for one in entries
        ],
        "swaps": [
            (one.id, known.people[one.first_id], known.people[one.second_id], words.span(one.span))
            for one in swaps
        ],
    }  # fmt: skip
    return desk_page(call, DUTY, "desk/duty/calendar.html", values)


def ask_absence(call: Call) -> Answer:
    """GET → the form of an absence, empty."""
    return _absence_page(call, AbsenceForm(), None, 200)


def take_absence(call: Call) -> Answer:
    """POST the form → what would follow of it; once that was seen, the absence is entered."""
    form = forms.read_absence(call.form)
    tried = call.server.database.durably(lambda connection: _try_absence(connection, call, form))
    return see_other(DUTY) if tried.is_entered else _absence_page(call, form, tried.planned, 422)


def ask_swap(call: Call) -> Answer:
    """GET → the form of a swap, empty."""
    return _swap_page(call, SwapForm(), None, 200)


def take_swap(call: Call) -> Answer:
    """POST the form → what would follow of it; once that was seen, the swap is entered."""
    form = forms.read_swap(call.form)
    tried = call.server.database.durably(lambda connection: _try_swap(connection, call, form))
    return see_other(DUTY) if tried.is_entered else _swap_page(call, form, tried.planned, 422)


def take_back(call: Call) -> Answer:
    """POST entry → that absence or swap ends now, or never begins."""
    entry_id = call.form.get("entry", "")

    def work(connection: Connection) -> bool:
        done = service.take_back(connection, call.server, entry_id)
        if done:
            audit.record(connection, call.server.now(), call.caller, "duty.take_back", entry_id)
        return done

    return ended(call, DUTY, work, lambda connection: repository.is_entered(connection, entry_id))


def check(call: Call) -> Answer:
    """GET → whether each address has exactly one officer on the next days: what is missing, where, when and why."""
    with call.server.database.read() as connection:
        found = checking.check(connection, call.server)
        lonely = pairs.check(connection, call.server)
    placed = found.placed
    known = Known(dict(found.people), dict(found.districts))
    values = {
        "found": found, "span": words.span(found.span), "calendar": DUTY,
        "gaps": [(*one, placed.by_district.get(gap.district_id, 0))
                 for one, gap in zip(_gaps(found.gaps, known), found.gaps, strict=True)],
        "lost": [(one.trouble.value, one.street, ", ".join(one.numbers)) for one in placed.lost[:_MOST_STREETS]],
        "more": max(0, len(placed.lost) - _MOST_STREETS), "alone": _alone(lonely, known), "pairs": PAIRS,
    }  # fmt: skip
    return desk_page(call, DUTY, "desk/duty/check.html", values)


def who(call: Call) -> Answer:
    """GET number, day, hour → who had a tip at that moment, as it was written down then."""
    number, day, hour = (call.query.get(name, "").strip()[:40] for name in ("number", "day", "hour"))
    hour = hour or ("12:00" if day else "")
    at = words.moment_of(f"{day}T{hour}") if day else None
    had, trouble = None, ""
    with call.server.database.read() as connection:
        known = _known(connection)
        if number:
            had = checking.who_had(connection, number, at) if at is not None else None
            trouble = _trouble(at, call.server.now(), had)
    served = had.serving if had is not None and not trouble else ()
    values = {
        "number": number, "day": day, "hour": hour, "trouble": trouble, "calendar": DUTY, "who_had": WHO,
        "had": had if not trouble else None, "holder": known.people.get(had.holder_id, "") if had is not None else "",
        "district": known.districts.get(had.district_id, "") if had is not None else "",
        "served": [(known.people[duty.officer_id], duty.kind.value, is_away) for duty, is_away in served],
    }  # fmt: skip
    return desk_page(call, DUTY, "desk/duty/who.html", values)


def _try_absence(connection: Connection, call: Call, form: AbsenceForm) -> Tried:
    span, officers = form.times.span, {one for one, _ in repository.officers(connection)}
    if span is None or form.officer not in officers or form.cover not in officers | {""}:
        return Tried(None)
    new = service.new_absence(form.officer, span, form.cover)
    planned = service.try_absence(connection, call.server, new)
    if not isinstance(planned, Planned) or call.form.get("seen") != forms.mark_of(form, planned):
        return Tried(planned)
    entered = service.enter_absence(connection, call.server, new, form.kind, call.caller.officer_id)
    if not isinstance(entered, Planned):  # somebody else was first
        return Tried(entered)
    audit.record(connection, call.server.now(), call.caller, "duty.absence", form.officer, absence=new.id)
    return Tried(planned, is_entered=True)


def _try_swap(connection: Connection, call: Call, form: SwapForm) -> Tried:
    span, officers = form.times.span, {one for one, _ in repository.officers(connection)}
    if span is None or not {form.officer, form.other} <= officers:
        return Tried(None)
    new = service.new_swap(form.officer, form.other, span)
    planned = service.try_swap(connection, call.server, new)
    if not isinstance(planned, Planned) or call.form.get("seen") != forms.mark_of(form, planned):
        return Tried(planned)
    entered = service.enter_swap(connection, call.server, new, call.caller.officer_id)
    if not isinstance(entered, Planned):  # somebody else was first
        return Tried(entered)
    audit.record(connection, call.server.now(), call.caller, "duty.swap", form.officer, swap=new.id)
    return Tried(planned, is_entered=True)


def _absence_page(call: Call, form: AbsenceForm, planned: Planned | Refusal | None, status: int) -> Answer:
    return _form_page(call, ABSENCE, "desk/duty/absence.html", form, planned, status=status, kinds=list(AbsenceKind))


def _swap_page(call: Call, form: SwapForm, planned: Planned | Refusal | None, status: int) -> Answer:
    return _form_page(call, SWAP, "desk/duty/swap.html", form, planned, status=status)


def _form_page(
    call: Call,
    path: str,
    template: str,
    form: AbsenceForm | SwapForm,
    planned: Planned | Refusal | None,
    *,
    status: int,
    **values: object,
) -> Answer:
    """The form with what was typed. 422 stands where it can not be read or is refused, not where it was tried."""
    with call.server.database.read() as connection:
        known, officers = _known(connection), repository.officers(connection)
    shown: dict[str, object] = {
        "form": form, "path": path, "calendar": DUTY, "trouble": "", "said": None,
        "officers": sorted(officers, key=lambda one: czech_order(one[1])),
    }  # fmt: skip
    if isinstance(planned, Refusal):
        shown["trouble"] = planned.value
    elif planned is not None:
        shown["said"] = _said(planned, forms.mark_of(form, planned), known)
        status = 200
    elif status != 200:
        shown["trouble"] = "odd"
    return desk_page(call, DUTY, template, {**shown, **values}, status)


def _said(planned: Planned, mark: str, known: Known) -> Said:
    covers = tuple(
        (known.people[one.officer_id], known.districts.get(one.district_id, one.district_id), words.span(one.span))
        for one in planned.covers
    )
    return Said(covers, tuple(_gaps(planned.gaps, known)), tuple(_alone(planned.alone, known)), mark)


def _alone(found: tuple[Alone, ...], known: Known) -> list[tuple[str, str, str, str]]:
    """When, in which district, who would go alone, and which partner is away."""
    return [
        (
            words.span(one.span),
            known.districts.get(one.district_id, one.district_id),
            known.people.get(one.officer_id, ""),
            known.people.get(one.partner_id, ""),
        )
        for one in found
    ]


def _gaps(gaps: tuple[Gap, ...], known: Known) -> list[tuple[str, str, str, str]]:
    """When, in which district, why, and who is away or one too many."""
    return [
        (
            words.span(one.span),
            known.districts.get(one.district_id, one.district_id),
            one.trouble.value,
            ", ".join(known.people.get(officer, "") for officer in one.officers),
        )
        for one in gaps
    ]


def _trouble(at: str | None, now: str, had: checking.Had | None) -> str:
    if at is None or at > now:
        return "moment"
    if had is None:
        return "number"
    return "" if had.is_known else "early"


def _near(day: date | None, today: date) -> date | None:
    """The day, unless it lies so far from today that nobody means it."""
    return day if day is not None and abs((day - today).days) <= _FARTHEST_DAYS else None


def _known(connection: Connection) -> Known:
    return Known(dict(repository.names(connection)), {one.id: one.name for one in all_districts(connection)})


def _get(path: str, handler: Handler) -> Route:
    return Route("GET", path, handler, Entry.SESSION, LEADS, SMALL, Rate.PAGE, page=True)


def _post(path: str, handler: Handler) -> Route:
    return Route("POST", path, handler, Entry.SESSION, LEADS, FORM, Rate.PAGE, page=True, statuses=(200, 303))


ROUTES: Final[tuple[Route, ...]] = (
    _get(DUTY, calendar),
    _get(ABSENCE, ask_absence),
    _post(ABSENCE, take_absence),
    _get(SWAP, ask_swap),
    _post(SWAP, take_swap),
    _post(TAKE_BACK, take_back),
    _get(CHECK, check),
    _get(WHO, who),
)
