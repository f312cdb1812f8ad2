"""Many rows go to the database by one statement, and stand there as they were given."""

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sync.server.feed.tables import scope
from sync.server.ground.many import Many
from tests.sync.server.station import Station

PUT = Many("scope", "INSERT INTO scope (id, head, purged) VALUES (:id, :head, :purged) "
    "ON CONFLICT (id) DO UPDATE SET head = excluded.head")  # fmt: skip
RAISE = Many("scope", "UPDATE scope SET head = :head, purged = :purged WHERE scope.id = :id")
ODD = ("", "a'b", 'a"b', "\\", "ž\U0001f511", "{", "line\nline", ":head", "%s", "given.id")


def stored(connection: Connection) -> dict[str, tuple[int, int]]:
    named = sa.select(scope).where(scope.c.id.like("t:%"))
    return {row.id[2:]: (row.head, row.purged) for row in connection.execute(named)}


def test_that_rows_are_written_and_written_over_as_they_were_given(station: Station) -> None:
    rows = [{"id": f"t:{text}", "head": place, "purged": 2**62} for place, text in enumerate(ODD)]
    with station.server.database.write() as connection:
        PUT.run(connection, rows)
        assert stored(connection) == {text: (place, 2**62) for place, text in enumerate(ODD)}
        PUT.run(connection, [row | {"head": 7} for row in rows[:2]])
        RAISE.run(connection, [row | {"head": 9, "purged": 1} for row in rows[1:3]])
        found = stored(connection)
    assert [found[text] for text in ODD[:4]] == [(7, 2**62), (9, 1), (9, 1), (3, 2**62)]


def test_that_none_is_well_and_very_many_are_too(station: Station) -> None:
    with station.server.database.write() as connection:
        PUT.run(connection, [])
        RAISE.run(connection, [])
        PUT.run(connection, [{"id": f"t:{number}", "head": number, "purged": 0} for number in range(4_321)])
        assert len(stored(connection)) == 4_321
        assert stored(connection)["4320"] == (4_320, 0)


def test_that_what_can_not_be_stored_is_refused_and_nothing_of_it_is_there(station: Station) -> None:
    good: dict[str, object] = {"id": "t:good", "head": 1, "purged": 0}
    with pytest.raises(sa.exc.IntegrityError), station.server.database.write() as connection:
        PUT.run(connection, [good, good | {"id": "t:bad", "head": None}])
    with station.server.database.read() as connection:
        assert stored(connection) == {}


def test_that_new_rows_keep_their_nulls_truths_and_fractions(station: Station) -> None:
    table = sa.Table("every_kind", sa.MetaData(), sa.Column("id", sa.Text, primary_key=True),
        sa.Column("far", sa.Float), sa.Column("odd", sa.Boolean), sa.Column("seq", sa.BigInteger))  # fmt: skip
    rows = [{"id": text, "far": None if place % 2 else -0.1 - place, "odd": place % 3 == 0, "seq": -place}
        for place, text in enumerate(ODD)]  # fmt: skip
    with station.server.database.write() as connection:
        table.create(connection)
        Many.insert(table).run(connection, rows)
        found = connection.execute(sa.select(table)).all()
        table.drop(connection)
    assert {row.id: dict(row._mapping) for row in found} == {row["id"]: row for row in rows}
