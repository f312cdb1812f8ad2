"""Districts, categories and reply templates, read and written at the server."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.czech_order import czech_order
from app.districts.domain import Category, District, ReplyTemplate
from sync.server.districts.tables import category, district, template
from sync.server.ground.documents import parse, render


def all_districts(connection: Connection) -> list[District]:
    """All districts by their ids, without who holds them."""
    docs = connection.execute(sa.select(district.c.doc).order_by(district.c.id)).scalars()
    return [parse(text, District) for text in docs]


def names(connection: Connection) -> dict[str, str]:
    """The names of all districts by their ids, in the order of the names."""
    rows = connection.execute(sa.select(district.c.id, district.c.name)).all()
    return {row.id: row.name for row in sorted(rows, key=lambda row: czech_order(row.name))}


def any_district(connection: Connection) -> bool:
    """Whether there is a district at all."""
    return connection.execute(sa.select(district.c.id).limit(1)).first() is not None


def any_category(connection: Connection) -> bool:
    """Whether there is a category at all."""
    return connection.execute(sa.select(category.c.id).limit(1)).first() is not None


def working_days(connection: Connection) -> dict[str, int]:
    """How many working days each category has."""
    query = sa.select(category.c.id, category.c.working_days)
    return {row.id: row.working_days for row in connection.execute(query)}


def category_name(connection: Connection, category_id: str) -> str:
    """What a category is called; its id where it is not known."""
    name = connection.execute(sa.select(category.c.name).where(category.c.id == category_id)).scalar()
    return category_id if name is None else str(name)


def find_category(connection: Connection, category_id: str) -> Category | None:
    """The category of this id."""
    doc = connection.execute(sa.select(category.c.doc).where(category.c.id == category_id)).scalar()
    return None if doc is None else parse(doc, Category)


def replace_districts(connection: Connection, districts: Iterable[District]) -> None:
    """These are now all districts."""
    connection.execute(sa.delete(district))
    rows = [{"id": one.id, "name": one.name, "doc": render(one)} for one in districts]
    if rows:
        connection.execute(sa.insert(district), rows)


def put_category(connection: Connection, one: Category) -> None:
    """Add or replace a category."""
    connection.execute(sa.delete(category).where(category.c.id == one.id))
    values = {"id": one.id, "name": one.name, "working_days": one.working_days, "doc": render(one)}
    connection.execute(sa.insert(category).values(values))


def put_template(connection: Connection, one: ReplyTemplate) -> None:
    """Add or replace a reply template."""
    connection.execute(sa.delete(template).where(template.c.id == one.id))
    connection.execute(sa.insert(template).values(id=one.id, doc=render(one)))
