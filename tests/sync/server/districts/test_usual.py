"""What a new server starts with."""

import json
from importlib import resources

from app.tips.domain import OutcomeKind
from sync.server.demo.phrases import THEMES
from sync.server.districts.usual import CATEGORIES, REPLIES, add_usual
from sync.server.imports.mapping import built_in
from tests.sync.server import schema
from tests.sync.server.station import WEST, Station


def test_that_a_new_server_has_the_usual_categories_and_replies_on_its_devices(station: Station) -> None:
    with station.server.database.write() as connection:
        connection.execute(schema.category.delete())
        add_usual(connection, station.server)
    officer = station.officer("novak", WEST)
    officer.pull()
    assert officer.docs("category")["lighting"]["name"] == "Osvětlení"
    assert {doc["outcome"] for doc in officer.docs("template").values()} >= {kind.value for kind in REPLIES}


def test_that_categories_of_a_town_are_left_alone(station: Station) -> None:
    with station.server.database.write() as connection:
        before = set(connection.execute(schema.category.select().with_only_columns(schema.category.c.id)).scalars())
        add_usual(connection, station.server)
        after = set(connection.execute(schema.category.select().with_only_columns(schema.category.c.id)).scalars())
    assert before
    assert after == before


def test_that_whatever_imports_and_the_demo_call_a_category_has_a_name_and_an_icon() -> None:
    known = {category.id for category in CATEGORIES}
    named = {word for mapping in built_in() for word in mapping.categories.values()} | {theme.id for theme in THEMES}
    icons = json.loads((resources.files("resources") / "vendor" / "lucide" / "codepoints.json").read_text())
    assert named <= known
    assert [category.icon for category in CATEGORIES if category.icon not in icons] == []


def test_that_every_outcome_has_a_prepared_reply() -> None:
    assert set(REPLIES) == set(OutcomeKind)
