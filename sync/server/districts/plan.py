"""What an import of districts would change, found before it does: districts, duties, holders and tips."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy.engine import Connection

from app.districts.domain import District
from app.districts.geometry import DistrictIndex, likeness
from sync.server.accounts.repository import holders_of
from sync.server.districts.moves import Displaced, displaced
from sync.server.districts.repository import all_districts
from sync.server.tips.repository import count_in

_ALIKE = 0.95


@dataclass(frozen=True, slots=True)
class Removed:
    """A district that is not in the file: its duties end, its tips are placed anew."""

    id: str
    name: str
    holders: tuple[str, ...]
    tips: int


@dataclass(slots=True)
class Plan:
    """Ids by what happens to them; ``renamed`` pairs a removed id with an added one of nearly the same shape."""

    added: list[str] = field(default_factory=list)
    reshaped: list[str] = field(default_factory=list)
    retitled: list[str] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)
    renamed: list[tuple[str, str]] = field(default_factory=list)
    tips: list[Displaced] = field(default_factory=list)

    @property
    def is_first(self) -> bool:
        """Whether there were no districts: then nothing of anybody's is changed by it."""
        return not (self.removed or self.reshaped or self.retitled)


def plan(connection: Connection, districts: Sequence[District], near_metres: float, now: str) -> Plan:
    """Compare a file with what there is. Reads only."""
    new = {district.id: district for district in districts}
    old = {district.id: district for district in all_districts(connection)}
    made = Plan(added=sorted(new.keys() - old.keys()))
    both = sorted(new.keys() & old.keys())
    made.reshaped = [one for one in both if new[one].geometry != old[one].geometry]
    made.retitled = [one for one in both if new[one].name != old[one].name]
    gone = sorted(old.keys() - new.keys())
    holders, tips = _holders(connection, gone, now), count_in(connection, gone)
    made.removed = [Removed(one, old[one].name, tuple(holders.get(one, ())), tips[one]) for one in gone]
    for origin in gone:
        to = next((one for one in made.added if likeness(old[origin].geometry, new[one].geometry) > _ALIKE), None)
        if to is not None:
            made.renamed.append((origin, to))
    made.tips = displaced(connection, DistrictIndex(districts, near_metres))
    return made


def described(made: Plan) -> list[str]:
    """The plan in words, a line each."""
    lines = []
    if made.added:
        lines.append(f"{len(made.added)} districts are new: {_listed(made.added)}")
    if made.reshaped:
        lines.append(f"{len(made.reshaped)} districts get other borders: {_listed(made.reshaped)}")
    if made.retitled:
        lines.append(f"{len(made.retitled)} districts get other names: {_listed(made.retitled)}")
    for one in made.removed:
        holders = f", held by {', '.join(one.holders)}: these duties end" if one.holders else ", held by nobody"
        lines.append(f"district {one.id} ({one.name}) is not in the file and goes{holders}; {one.tips} tips lie in it")
    for origin, to in made.renamed:
        lines.append(
            f"{origin} looks renamed to {to} (the same shape): duties do not follow; keep the id {origin} in the file, "
            f"or put the officers on duty in {to} afterwards"
        )
    if made.tips:
        ways = Counter((one.origin or "none", one.to or "none") for one in made.tips)
        shown = ", ".join(f"{origin} → {to} {count}" for (origin, to), count in ways.most_common(12))
        more = f" and {len(ways) - 12} more ways" if len(ways) > 12 else ""
        lines.append(f"{len(made.tips)} tips move to another district: {shown}{more}")
    return lines


def _listed(ids: Sequence[str]) -> str:
    return ", ".join(ids[:12]) + (f" and {len(ids) - 12} more" if len(ids) > 12 else "")


def _holders(connection: Connection, gone: Sequence[str], now: str) -> dict[str, list[str]]:
    """The logins by district, each once whatever duties it has there."""
    found: dict[str, list[str]] = {}
    for row in holders_of(connection, gone, now):
        logins = found.setdefault(row.district_id, [])
        if row.login not in logins:
            logins.append(row.login)
    return found
