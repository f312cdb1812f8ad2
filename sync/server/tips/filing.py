"""What the server adds to a filed tip: number, district, holder and deadline."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import msgspec

from app.calendar import end_of_day, prague_day
from app.tips.domain import Tip
from app.workload.deadlines import add_working_days
from sync.server.accounts.duties import Roster
from sync.server.districts.lookups import DEFAULT_WORKING_DAYS, Lookups
from sync.server.ground.moments import instant, moment


@dataclass(frozen=True, slots=True)
class Desk:
    """What is needed to file tips: look-ups and who is on duty."""

    lookups: Lookups
    roster: Roster


def complete(tip: Tip, desk: Desk, number: str) -> Tip:
    """The tip with the server's fields. Its filer keeps it where they serve the district or nobody does."""
    place = tip.place
    found = desk.lookups.districts.district_of(place.lon, place.lat) if place is not None else None
    district_id = found or ""
    holder = tip.holder_id
    if holder is None or not desk.roster.serves(holder, district_id):
        holder = desk.roster.on_duty(district_id) or holder
    days = desk.lookups.working_days.get(tip.category, DEFAULT_WORKING_DAYS)
    return msgspec.structs.replace(
        tip, number=number, district_id=district_id, holder_id=holder, deadline=deadline(tip.created_at, days)
    )


def filed_detail(tip: Tip) -> dict[str, str]:
    """What the story says of a tip that came in."""
    return {
        "number": tip.number,
        "district": tip.district_id,
        "holder": tip.holder_id or "",
        "deadline": tip.deadline or "",
    }


def deadline(created_at: str, working_days: int) -> str:
    """The end of the last working day in Prague, the day of arrival not counted."""
    return _deadline_of(prague_day(moment(created_at)), working_days)


@lru_cache(maxsize=4096)
def _deadline_of(day: date, working_days: int) -> str:
    return instant(end_of_day(add_working_days(day, working_days)))


def number_year(at: str) -> int:
    """The year that is in the number of a tip that came in at this ``Instant``: Prague's."""
    return prague_day(moment(at)).year
