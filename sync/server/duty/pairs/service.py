"""Pairs are made and ended, districts need two or one, and what that means on the next days."""

from collections.abc import Collection

from sqlalchemy.engine import Connection

from app.duty.domain import Refusal, Span
from app.duty.pairs import Alone, Pair, alone, refuse_pair
from app.identifiers import new_id
from sync.server.districts.repository import all_districts
from sync.server.duty import repository as duty
from sync.server.duty.checking import last_moment
from sync.server.duty.pairs import repository
from sync.server.service import Server


def make(connection: Connection, server: Server, first_id: str, second_id: str, by: str) -> Pair | Refusal:
    """These two go together from now on. ``by`` is who said so."""
    duty.alone(connection)
    now = server.now()
    new = Pair(new_id(), first_id, second_id, Span(now))
    refusal = refuse_pair(repository.pairs(connection, now), new)
    if refusal is not None:
        return refusal
    repository.insert(connection, new, by)
    return new


def need_two(connection: Connection, district_ids: Collection[str]) -> bool:
    """Two are needed in these districts and in no other; False, and nothing is changed, where one is unknown."""
    if not set(district_ids) <= {one.id for one in all_districts(connection)}:
        return False
    repository.set_districts(connection, district_ids)
    return True


def check(connection: Connection, server: Server) -> tuple[Alone, ...]:
    """Where somebody would go alone on the next 14 days."""
    now = server.now()
    span = Span(now, last_moment(server.settings.clock()))
    calendar = duty.calendar(connection, now, planned=True)
    return alone(calendar, repository.pairs(connection, now), repository.districts(connection), span)
