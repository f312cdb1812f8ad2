"""The city's pledge: within how many working days an answer comes, and what follows otherwise; with how it was kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy.engine import Connection

from app.values import believable
from sync.server.audit import service as audit
from sync.server.cards import repository
from sync.server.cards.domain import FEWEST_ANSWERS, MOST_PLEDGED_DAYS, Pledge
from sync.server.desk.frame.pages import LEADS, PUBLIC, desk_page
from sync.server.desk.moments import day
from sync.server.desk.public.forms import Wrong, long_ones, mark_of, text
from sync.server.desk.public.keeping import MEANWHILE, NONE, SAVED, Trouble, kept, late
from sync.server.ground.moments import instant
from sync.server.http.answers import Answer
from sync.server.http.calls import FORM, SMALL, Call, Entry, Route
from sync.server.http.page_face import see_other
from sync.server.http.rates import Rate

PLEDGE: Final = PUBLIC + "/pledge"
_END: Final = "end"
_NONE_WRONG: Final[Mapping[str, str]] = {}


@dataclass(frozen=True, slots=True)
class PledgeForm:
    """The pledge as it was typed; ``since`` is when it began, where it was taken back just now."""

    days: str = "3"
    otherwise: str = ""
    otherwise_en: str = ""
    since: str = ""


def ask(call: Call) -> Answer:
    """GET → the pledge as it is, and how often it was kept."""
    return _page(call, _form_of(_known(call)))


def take(call: Call) -> Answer:
    """POST the form → the pledge from now on, or none; or what is wrong, with what was typed."""
    form = _read(call.form)
    return kept(lambda: _taken(call, form), lambda trouble: _page(call, form, trouble=trouble))


def again(call: Call) -> Answer:
    """What was typed into a form of a session that is over."""
    return _page(call, _read(call.form), trouble=late(is_signed_in=call.known is not None))


def _taken(call: Call, form: PledgeForm) -> Answer:
    if call.form.get("do") == _END:
        gone = call.server.database.durably(lambda connection: _ended(connection, call))
        return _page(call, _form_of(gone) if gone is not None else form, is_gone=True)
    wrong = _faults(form)
    if wrong:
        return _page(call, form, wrong=wrong, trouble=Trouble("wrong"))
    if not call.server.database.durably(lambda connection: _written(connection, call, form)):
        return _page(call, form, trouble=Trouble(MEANWHILE))
    return see_other(PLEDGE + SAVED)


def _written(connection: Connection, call: Call, form: PledgeForm) -> bool:
    """False where somebody else changed it since the form was given out."""
    found, now = repository.the_pledge(connection), call.server.now()
    known, days = found[0] if found is not None else None, int(form.days)
    said = believable(form.since)
    began = instant(said) if known is None and said is not None and instant(said) < now else now
    told = {"cs": form.otherwise, "en": form.otherwise_en}
    since = known.since if known is not None and known.days == days else began
    one = Pledge(days, since, {language: words for language, words in told.items() if words})
    if call.form.get("seen", "") != mark_of(known) and known != one:
        return False
    figure = found[1] if found is not None and since == found[0].since else None
    repository.put_pledge(connection, one)
    if figure is not None:
        repository.put_figure(connection, figure)
    audit.record(connection, now, call.caller, "residents.pledge", "pledge")
    return True


def _ended(connection: Connection, call: Call) -> Pledge | None:
    found = repository.the_pledge(connection)
    if found is None:
        return None
    repository.drop_pledge(connection)
    audit.record(connection, call.server.now(), call.caller, "residents.pledge", "pledge", does=_END)
    return found[0]


def _read(sent: Mapping[str, str]) -> PledgeForm:
    return PledgeForm(*(text(sent, name) for name in PledgeForm.__dataclass_fields__))


def _form_of(known: Pledge | None) -> PledgeForm:
    if known is None:
        return PledgeForm()
    return PledgeForm(str(known.days), known.otherwise.get("cs", ""), known.otherwise.get("en", ""), known.since)


def _faults(form: PledgeForm) -> Wrong:
    wrong = long_ones({"otherwise": form.otherwise, "otherwise_en": form.otherwise_en})
    if not form.otherwise:
        wrong["otherwise"] = "missing"
    if form.days not in {str(number) for number in range(1, MOST_PLEDGED_DAYS + 1)}:
        wrong["days"] = "odd"
    return wrong


def _known(call: Call) -> Pledge | None:
    with call.server.database.read() as connection:
        found = repository.the_pledge(connection)
    return found[0] if found is not None else None


def _page(
    call: Call,
    form: PledgeForm,
    *,
    wrong: Mapping[str, str] = _NONE_WRONG,
    trouble: Trouble = NONE,
    is_gone: bool = False,
) -> Answer:
    with call.server.database.read() as connection:
        found = repository.the_pledge(connection) if call.known is not None else None
    known, figure = found if found is not None else (None, None)
    values = {
        "form": form, "wrong": wrong, "trouble": trouble.name, "path": PLEDGE, "room": PUBLIC, "known": known,
        "figure": figure, "few": FEWEST_ANSWERS, "seen": mark_of(known), "most": MOST_PLEDGED_DAYS, "gone": is_gone,
        "since": day(known.since) if known is not None else "", "saved": "saved" in call.query and not trouble.name,
        "counted": day(figure.until) if figure is not None else "",
    }  # fmt: skip
    return desk_page(call, PUBLIC, "desk/public/pledge.html", values, trouble.status)


ROUTES: Final[tuple[Route, ...]] = (
    Route("GET", PLEDGE, ask, Entry.SESSION, LEADS, SMALL, Rate.PAGE, page=True),
    Route("POST", PLEDGE, take, Entry.SESSION, LEADS, FORM, Rate.PAGE, page=True, statuses=(200, 303), again=again),
)
