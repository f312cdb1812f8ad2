"""Districts, categories and reply templates, as they are asked for."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.districts.domain import District
from sync.server.districts.tables import category, district
from sync.server.ground.documents import parse


def all_districts(connection: Connection) -> list[District]:
    """All districts by their ids, without who holds them."""
    docs = connection.execute(sa.select(district.c.doc).order_by(district.c.id)).scalars()
    return [parse(text, District) for text in docs]


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
