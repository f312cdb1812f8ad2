"""Whether each resident has exactly one officer on each of the next days, and who had a tip at a moment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.engine import Connection

from app.calendar import prague_day, start_of_day
from app.districts.domain import District
from app.districts.geometry import DistrictIndex
from app.duty.domain import Duty, Gap, Span
from app.duty.holding import gaps, is_away, serving
from app.duty.places import Placed, place
from app.tips.domain import StoryLine
from sync.server.basemap.repository import offered
from sync.server.districts.repository import all_districts
from sync.server.duty import repository
from sync.server.ground.moments import instant
from sync.server.ratings.service import SETTINGS
from sync.server.service import Server

DAYS: Final = 14


@dataclass(frozen=True, slots=True)
class Checked:
    """What was looked at and what was found; ``districts`` and ``people`` have names by ids.

    ``mapped`` is false where no basemap is offered, so that no address is known.
    """

    span: Span
    placed: Placed
    gaps: tuple[Gap, ...]
    districts: Mapping[str, str]
    people: Mapping[str, str]
    mapped: bool

    @property
    def is_proven(self) -> bool:
        """Whether each address has its one officer through the whole time."""
        return self.mapped and bool(self.districts) and not (self.gaps or self.placed.lost or self.placed.lost_hexagons)


@dataclass(frozen=True, slots=True)
class Had:
    """Who had a tip at a moment, by its story, and who served its district then, those who went first first.

    ``is_known``: whether the tip was there by then.
    """

    number: str
    district_id: str
    holder_id: str
    serving: tuple[tuple[Duty, bool], ...]
    is_known: bool


def last_moment(now: datetime, days: int = DAYS) -> str:
    """The end of so many days, of which today is the first."""
    return instant(start_of_day(prague_day(now) + timedelta(days=days)))


def check(
    connection: Connection, server: Server, days: int = DAYS, borders: Sequence[District] | None = None
) -> Checked:
    """From now until the end of so many days, today the first of them; by other borders than those of now, if given."""
    now = server.settings.clock()
    span = Span(instant(now), last_moment(now, days))
    basemap = offered(connection)
    streets = server.addresses.streets(basemap.sha256) if basemap is not None else ()
    districts = {one.id: one.name for one in (all_districts(connection) if borders is None else borders)}
    known = server.lookups.get(connection).districts
    index = known if borders is None else DistrictIndex(borders, server.settings.near_district_metres)
    calendar = repository.calendar(connection, span.from_at, planned=True)
    return Checked(
        span,
        place(streets, index, SETTINGS.resolution),
        gaps(calendar, districts, span),
        districts,
        repository.names(connection),
        bool(streets),
    )


def fresh(before: Checked, after: Checked) -> tuple[Gap, ...]:
    """The gaps of one check that another had not. Those of now begin with the moment of the check: that is no news."""
    known = {(one.district_id, one.span.to_at, one.trouble, one.officers) for one in before.gaps}
    return tuple(one for one in after.gaps if (one.district_id, one.span.to_at, one.trouble, one.officers) not in known)


def who_had(connection: Connection, number: str, at: str) -> Had | None:
    """Who had the tip of this number at a moment; None where there is no such tip.

    From what was recorded then: the story of the tip and the calendar of duties, neither of which is ever rewritten.
    """
    told = repository.told(connection, number, at)
    if told is None:
        return None
    holder_id, district_id = _held(told.lines, told.district_id)
    calendar = repository.calendar(connection, at, planned=True, past_people=True)
    served = serving(calendar, district_id, at)
    return Had(
        told.number,
        district_id,
        holder_id,
        tuple((one, is_away(calendar, one.officer_id, at)) for one in served),
        told.created_at <= at,
    )


def _held(lines: tuple[StoryLine, ...], district_id: str) -> tuple[str, str]:
    holder = ""
    for line in lines:
        if line.verdict != "applied":
            continue
        if line.kind == "tip.assign":
            holder = line.detail.get("to", "")
        elif "holder" in line.detail:
            holder = line.detail["holder"]
        elif line.kind == "tip.accept" and not holder:
            holder = line.by or ""
        district_id = line.detail.get("district", district_id)
    return holder, district_id
