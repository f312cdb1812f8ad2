"""Who is a resident's officer at a moment, and how often the city keeps what it pledges."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final

from sqlalchemy.engine import Connection

from app.calendar import end_of_day, prague_day
from app.districts.domain import District
from app.districts.geometry import DistrictIndex
from app.workload.deadlines import add_working_days
from sync.server.cards import repository
from sync.server.cards.domain import DUE_DAYS, FRESH_DAYS, MOST_PRIORITIES, Kept, Priority, Service, Standing
from sync.server.ground.documents import parse
from sync.server.ground.moments import instant, moment
from sync.server.jobs.domain import Kind, Nothing
from sync.server.service import Server

_ORDER: Final = {Service.COVER: 0, Service.PRIMARY: 1, Service.BACKUP: 2}
_HOUR: Final = 3_600
_DAY: Final = 24 * _HOUR
_SEEN_BACK: Final = timedelta(days=92)


def in_order(found: Iterable[Standing]) -> tuple[Standing, ...]:
    """Who gets the tips of a district first: covers, who holds it, backups, who is away last; as the roster has it."""
    return tuple(sorted(found, key=lambda one: (one.away, _ORDER[one.service], one.from_at, one.badge)))


def priorities(connection: Connection, district_id: str, now: datetime) -> list[Priority]:
    """The three newest of a district, none older than three months."""
    return repository.priorities(connection, district_id, instant(now - timedelta(days=FRESH_DAYS)), MOST_PRIORITIES)


def is_fresh(at: str, now: datetime) -> bool:
    """Whether a priority that was set then is shown."""
    return at > instant(now - timedelta(days=FRESH_DAYS))


def last_shown(at: str) -> str:
    """Until when a priority that was set then is shown."""
    return instant(moment(at) + timedelta(days=FRESH_DAYS))


def state_of(at: str, now: datetime) -> str:
    """``fresh``, ``due`` to be set anew soon, or ``old``: shown no longer."""
    if not is_fresh(at, now):
        return "old"
    return "fresh" if is_fresh(at, now + timedelta(days=DUE_DAYS)) else "due"


def index(docs: tuple[str, ...], near_metres: float) -> DistrictIndex:
    """Where these districts lie; kept until they change."""
    return _index(docs, near_metres)


def is_kept(created: datetime, answered: datetime | None, days: int, now: datetime) -> bool | None:
    """Whether an answer came until the end of the last working day; None while there is time left for it."""
    last = end_of_day(add_working_days(prague_day(created), days))
    if answered is not None and answered <= last:
        return True
    return False if now > last else None


def count_kept(connection: Connection, server: Server, _payload: Nothing) -> bool:
    """The job: how often the pledge was kept in the last three months."""
    count(connection, server.settings.clock())
    return False


def count(connection: Connection, now: datetime) -> None:
    """How often the pledge was kept in the three months before a moment is written down."""
    known = repository.the_pledge(connection)
    if known is None:
        return
    since = max(instant(now - _SEEN_BACK), known[0].since)
    told = []
    for row in repository.answered(connection, since):
        answers = [moment(at) for at in (row.closed_at, row.written_at) if at]
        told.append(is_kept(moment(row.created_at), min(answers, default=None), known[0].days, now))
    over = [one for one in told if one is not None]
    repository.put_figure(connection, Kept(sum(over), len(over), since, instant(now)))


def forget_portraits(connection: Connection, server: Server, _payload: Nothing) -> bool:
    """The job: portraits that were taken off the page a day ago are gone for good."""
    repository.forget_portraits(connection, instant(server.settings.clock() - timedelta(seconds=_DAY)))
    return False


@lru_cache(maxsize=2)
def _index(docs: tuple[str, ...], near_metres: float) -> DistrictIndex:
    return DistrictIndex([parse(doc, District) for doc in docs], near_metres)


PERIODIC: Final = (
    Kind("count_kept_pledge", count_kept, every=_DAY),
    Kind("forget_portraits", forget_portraits, every=_HOUR),
)
