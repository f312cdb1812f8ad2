"""Who holds or covers which district at a moment, and so which scopes a person has."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from app.accounts.domain import CITY, TEAM, Actor, Role, personal_scope
from app.duty import domain
from app.duty.holding import PRECEDENCE
from app.tips.domain import Tip
from sync.server.accounts import repository
from sync.server.accounts.refused import AccountRefused
from sync.server.feed.publish import ERASED

UNPLACED = "unplaced"
"""The scope of tips outside all districts that nobody holds."""


DutyKind = domain.DutyKind


@dataclass(frozen=True, slots=True)
class Duty:
    """One officer's service for one district, from a moment to another or until further notice."""

    officer_id: str
    district_id: str
    kind: domain.DutyKind
    from_at: str
    is_away: bool = False


@dataclass(frozen=True, slots=True)
class Roster:
    """The duties of one moment, by district, those who go first first; who is away comes last."""

    by_district: Mapping[str, tuple[Duty, ...]]

    def on_duty(self, district_id: str) -> str | None:
        """The officer who gets a new tip of the district; nobody where all are away."""
        present = (duty.officer_id for duty in self.by_district.get(district_id, ()) if not duty.is_away)
        return next(present, None)

    def serves(self, officer_id: str, district_id: str) -> bool:
        """Whether the officer holds or covers the district."""
        return any(duty.officer_id == officer_id for duty in self.by_district.get(district_id, ()))

    def districts_of(self, officer_id: str) -> tuple[str, ...]:
        """The districts an officer holds or covers, sorted."""
        return tuple(sorted(d for d in self.by_district if self.serves(officer_id, d)))

    def scope_of(self, tip: Tip) -> str:
        """Where a tip belongs: its district, its holder from outside the district, or nobody's list."""
        if tip.holder_id is not None and not self.serves(tip.holder_id, tip.district_id):
            return personal_scope(tip.holder_id)
        return tip.district_id or UNPLACED


def roster(connection: Connection, at: str) -> Roster:
    """The duties of active officers at a moment."""
    by_district: dict[str, list[Duty]] = {}
    for row in repository.duties_at(connection, at):
        found = Duty(row.officer_id, row.district_id, DutyKind(row.kind), row.from_at, row.away)
        by_district.setdefault(found.district_id, []).append(found)
    return Roster({
        district: tuple(sorted(duties, key=lambda d: (d.is_away, PRECEDENCE[d.kind], d.from_at, d.officer_id)))
        for district, duties in by_district.items()
    })  # fmt: skip


def scopes_of(connection: Connection, officer_id: str, role: Role, at: str) -> frozenset[str]:
    """The scopes that a person has at a moment, worked out anew for every request."""
    always = {CITY, ERASED}
    match role:
        case Role.OFFICER:
            held = repository.districts_held(connection, officer_id, at)
            return frozenset(always | {personal_scope(officer_id)} | held)
        case Role.DISPATCHER:
            return frozenset(always | {UNPLACED} | repository.districts(connection))
        case Role.SUPERVISOR | Role.ADMIN:
            personal = {personal_scope(officer_id)} | repository.scopes_like(connection, personal_scope(""))
            return frozenset(always | {TEAM, UNPLACED} | repository.districts(connection) | personal)
        case Role.ANALYST:
            return frozenset(always | {TEAM})
        case Role.MODERATOR:
            return frozenset(always)


def scopes_to_show(connection: Connection, officer_id: str, role: Role, at: str) -> frozenset[str]:
    """The scopes of whose closed tips a person decides what becomes public: a moderator, who sees
    no tip otherwise, decides of all."""
    if role is not Role.MODERATOR:
        return scopes_of(connection, officer_id, role, at)
    personal = repository.scopes_like(connection, personal_scope(""))
    return frozenset({UNPLACED} | repository.districts(connection) | personal)


def actor(connection: Connection, officer_id: str, role: Role, at: str) -> Actor:
    """The person as ``rules.apply`` sees them."""
    return Actor(id=officer_id, role=role, scopes=scopes_of(connection, officer_id, role, at))


def grant(
    connection: Connection,
    officer_id: str,
    district_id: str,
    kind: domain.DutyKind,
    *,
    from_at: str,
    to_at: str | None = None,
) -> str:
    """Let an officer hold or cover a district; the duty's id. The caller publishes ``row_steps``.

    Raises AccountRefused.
    """
    if district_id not in repository.districts(connection):
        raise AccountRefused(f"there is no district {district_id!r}")
    if to_at is not None and to_at <= from_at:
        raise AccountRefused("a duty ends after it begins")
    return repository.insert_duty(
        connection, officer_id=officer_id, district_id=district_id, kind=kind.value, from_at=from_at, to_at=to_at
    )


def withdraw(connection: Connection, officer_id: str, district_id: str, at: str) -> int:
    """End the officer's running duties in a district; how many. The caller publishes ``row_steps``."""
    return repository.end_duties(connection, officer_id, district_id, at)
