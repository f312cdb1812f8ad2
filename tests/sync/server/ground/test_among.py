"""Many ids go to the database as one parameter."""

import sqlalchemy as sa

from sync.server.ground.among import among
from sync.server.photos.tables import photo
from sync.server.tips.tables import story
from tests.sync.server.station import Station


def test_that_a_list_of_any_length_is_one_parameter_of_one_statement(station: Station) -> None:
    texts = ["", "a", 'a"b', "a'b", "a,b", "{a}", "\\", "ž", *(f"id{number}" for number in range(70_000))]
    asked = ("ž", 'a"b', "\\", "id69999", "b")
    values = sa.union_all(*(sa.select(sa.literal(one).label("id")) for one in asked)).subquery()
    with station.server.database.read() as connection:
        found = connection.execute(sa.select(values.c.id).where(among(values.c.id, texts))).scalars().all()
        none = connection.execute(sa.select(story.c.id).where(among(story.c.id, ()))).all()
    assert sorted(found) == sorted(["ž", 'a"b', "\\", "id69999"])
    assert none == []


def test_that_the_statement_does_not_grow_with_the_list(station: Station) -> None:
    with station.server.database.read() as connection:
        short, long = (
            str(sa.select(photo.c.id).where(among(photo.c.id, ["a"] * many)).compile(connection)) for many in (1, 999)
        )
    assert short == long
