"""Pages of pairs: who goes with whom, where two are needed, and when somebody would go alone there."""

from typing import Final

from sqlalchemy.engine import Connection

from app.czech_order import czech_order
from app.duty.domain import Refusal
from sync.server.audit import service as audit
from sync.server.desk.duty.pages import PAIRS
from sync.server.desk.frame.pages import DUTY, LEADS, desk_page, ended
from sync.server.districts.repository import all_districts
from sync.server.duty import repository as duty
from sync.server.duty import words
from sync.server.duty.pairs import repository, service
from sync.server.http.answers import Answer
from sync.server.http.calls import FORM, SMALL, Call, Entry, Handler, Route
from sync.server.http.page_face import see_other
from sync.server.http.rates import Rate

END: Final = PAIRS + "/end"
NEEDED: Final = PAIRS + "/needed"
_TWO: Final = "two "
_MOST: Final = 200


def listed(call: Call) -> Answer:
    """GET → the pairs, the districts that need two, and where somebody would go alone on the next 14 days."""
    return _page(call, ("", ""), "", 200)


def make(call: Call) -> Answer:
    """POST first, second → these two go together from now on."""
    first, second = (call.form.get(name, "")[:_MOST] for name in ("first", "second"))

    def work(connection: Connection) -> str:
        if not {first, second} <= {one for one, _ in duty.officers(connection)}:
            return "odd"
        made = service.make(connection, call.server, first, second, call.caller.officer_id)
        if isinstance(made, Refusal):
            return made.value
        audit.record(connection, call.server.now(), call.caller, "duty.pair", made.id, first=first, second=second)
        return ""

    trouble = call.server.database.durably(work)
    return _page(call, (first, second), trouble, 422) if trouble else see_other(PAIRS)


def end(call: Call) -> Answer:
    """POST pair → that pair ends now."""
    pair_id = call.form.get("pair", "")

    def work(connection: Connection) -> bool:
        done = repository.end(connection, pair_id, call.server.now())
        if done:
            audit.record(connection, call.server.now(), call.caller, "duty.pair_end", pair_id)
        return done

    return ended(call, PAIRS, work, lambda connection: repository.is_known(connection, pair_id))


def need(call: Call) -> Answer:
    """POST a field for each district that needs two → two are needed there and nowhere else."""
    wanted = sorted(name.removeprefix(_TWO) for name in call.form if name.startswith(_TWO))

    def work(connection: Connection) -> bool:
        done = service.need_two(connection, wanted)
        if done:
            audit.record(connection, call.server.now(), call.caller, "duty.two_needed", "", districts=wanted)
        return done

    return see_other(PAIRS) if call.server.database.durably(work) else _page(call, ("", ""), "odd", 422)


def _page(call: Call, chosen: tuple[str, str], trouble: str, status: int) -> Answer:
    now = call.server.now()
    with call.server.database.read() as connection:
        people = dict(duty.names(connection))
        officers = sorted(duty.officers(connection), key=lambda one: czech_order(one[1]))
        districts = {one.id: one.name for one in all_districts(connection)}
        known, needed = repository.pairs(connection, now), repository.districts(connection)
        lonely = service.check(connection, call.server)
    values = {
        "over": "over" in call.query,
        "path": PAIRS, "end": END, "needed_path": NEEDED, "calendar": DUTY, "officers": officers, "chosen": chosen,
        "trouble": trouble, "pairs": [(one.id, people[one.first_id], people[one.second_id]) for one in known],
        "districts": [
            (_TWO + one, name, one in needed)
            for one, name in sorted(districts.items(), key=lambda each: czech_order(each[1]))
        ],
        "needed": bool(needed),
        "alone": [
            (words.span(one.span), districts.get(one.district_id, ""), people.get(one.officer_id, ""),
             people.get(one.partner_id, ""))
            for one in lonely
        ],
    }  # fmt: skip
    return desk_page(call, DUTY, "desk/pairs/pairs.html", values, status)


def _post(path: str, handler: Handler) -> Route:
    return Route("POST", path, handler, Entry.SESSION, LEADS, FORM, Rate.PAGE, page=True, statuses=(303,))


ROUTES: Final[tuple[Route, ...]] = (
    Route("GET", PAIRS, listed, Entry.SESSION, LEADS, SMALL, Rate.PAGE, page=True),
    _post(PAIRS, make),
    _post(END, end),
    _post(NEEDED, need),
)
