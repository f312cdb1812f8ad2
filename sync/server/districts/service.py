"""The city's look-ups: districts, categories, reply templates; each written and published together."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import msgspec
from sqlalchemy.engine import Connection

from app.accounts.domain import CITY, TEAM
from app.districts.domain import Category, District, ReplyTemplate
from sync.server.accounts import repository as accounts
from sync.server.accounts.duties import UNPLACED, DutyKind, Roster, roster
from sync.server.districts import moves, repository
from sync.server.districts.lookups import touch
from sync.server.feed.publish import ERASED, Gone, Put, Step
from sync.server.ground.documents import render
from sync.server.service import Server

NOT_DISTRICTS: Final = frozenset({CITY, ERASED, UNPLACED, TEAM})
"""Scopes that are no district's: what lies in a district of such an id would go to everyone who has that scope."""


@dataclass(slots=True)
class Replaced:
    """What became of the districts, and what has to be published last in the transaction."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    tips_moved: int = 0
    steps: list[Step] = field(default_factory=list)


class DistrictService:
    """Writes look-ups on a caller's connection; the caller publishes the steps last, then commits."""

    def __init__(self, server: Server) -> None:
        self._server = server

    def replace_all(self, connection: Connection, districts: Sequence[District]) -> Replaced:
        """``replace``, and every tip that lies elsewhere now is placed anew, all in one transaction."""
        result = self.replace(connection, districts)
        moved = moves.displaced(connection, self._server.lookups.get(connection).districts)
        result.tips_moved = len(moved)
        result.steps += moves.move(connection, moved, self._server.now())
        return result

    def replace(self, connection: Connection, districts: Sequence[District]) -> Replaced:
        """These are now all districts; duties in removed ones end. Tips stay where they are: see ``moves``.

        The geometries must have no fault (``app.districts.geometry.fault_of``). Raises ValueError for an id that is
        another scope's.
        """
        if taken := NOT_DISTRICTS.intersection(district.id for district in districts):
            raise ValueError(f"no district can have the id {min(taken)}")
        now = self._server.now()
        new = {district.id: district for district in districts}
        old = {district.id: district for district in repository.all_districts(connection)}
        result = Replaced(added=len(new.keys() - old.keys()), removed=len(old.keys() - new.keys()))
        result.changed = sum(_bare(new[one]) != _bare(old[one]) for one in new.keys() & old.keys())
        repository.replace_districts(connection, [_bare(one) for one in new.values()])
        gone = sorted(old.keys() - new.keys())
        accounts.end_duties_in(connection, gone, now)
        touch(connection)
        result.steps += [Gone(one, CITY) for one in gone]
        result.steps += district_steps(connection, now)
        return result

    def add_categories(self, connection: Connection, categories: Sequence[Category]) -> list[Step]:
        """Add or replace categories."""
        for one in categories:
            repository.put_category(connection, one)
        touch(connection)
        return [Put("category", one.id, one.id, CITY, render(one)) for one in categories]

    def add_templates(self, connection: Connection, templates: Sequence[ReplyTemplate]) -> list[Step]:
        """Add or replace reply templates."""
        for one in templates:
            repository.put_template(connection, one)
        return [Put("template", one.id, one.id, CITY, render(one)) for one in templates]


def district_steps(connection: Connection, at: str) -> list[Step]:
    """The district rows of scope ``city`` with who holds them at the moment."""
    duties = roster(connection, at)
    steps: list[Step] = []
    for district in repository.all_districts(connection):
        one = _held(district, duties)
        steps.append(Put("district", one.id, one.id, CITY, render(one)))
    return steps


def _held(district: District, duties: Roster) -> District:
    by_kind = {duty.kind: duty.officer_id for duty in reversed(duties.by_district.get(district.id, ()))}
    return msgspec.structs.replace(
        district, primary_id=by_kind.get(DutyKind.PRIMARY), backup_id=by_kind.get(DutyKind.BACKUP)
    )


def _bare(district: District) -> District:
    return msgspec.structs.replace(district, primary_id=None, backup_id=None)
