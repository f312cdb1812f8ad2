"""The audit can not be changed without being found out."""

import pytest
import sqlalchemy as sa

from sync.server import schema
from sync.server.audit import service as audit
from tests.sync.server.station import Station


@pytest.fixture
def written(bare_station: Station) -> Station:
    for number in range(5):
        with bare_station.server.database.write() as connection:
            audit.append(connection, bare_station.server.now(), "a", "tip.read", str(number), why="č")
    return bare_station


def verdict(station: Station) -> audit.Intact | audit.Broken:
    with station.server.database.read() as connection:
        return audit.verify(connection)


def test_that_an_untouched_chain_holds(written: Station) -> None:
    found = verdict(written)
    assert isinstance(found, audit.Intact)
    assert found.entries == 5


@pytest.mark.parametrize("column", ["at", "actor", "action", "target", "detail", "previous", "hash"])
def test_that_one_altered_value_is_found(written: Station, column: str) -> None:
    with written.server.database.write() as connection:
        connection.execute(sa.update(schema.audit).where(schema.audit.c.id == 3).values({column: "x"}))
    assert verdict(written) == audit.Broken(3)


@pytest.mark.parametrize(("entry", "found_at"), [(1, 1), (3, 3), (5, 5)])
def test_that_a_missing_entry_is_found(written: Station, entry: int, found_at: int) -> None:
    with written.server.database.write() as connection:
        connection.execute(sa.delete(schema.audit).where(schema.audit.c.id == entry))
    assert verdict(written) == audit.Broken(found_at)
