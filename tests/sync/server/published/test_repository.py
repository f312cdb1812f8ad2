"""The names of public documents, in whatever order the database's own language puts its letters."""

import sqlalchemy as sa

from sync.server.published import repository
from sync.server.published.domain import RELEASE, WORK

NAMES = ("release-2026-02", "release-2026-03", "releases", "town", "work-891e3545b03ffff")


def as_glibc(one: str, other: str) -> int:
    """How a cluster of PostgreSQL made with cs_CZ.UTF-8 or en_US.UTF-8 compares: first by letters and digits alone."""
    first, second = ("".join(sign for sign in text if sign.isalnum()) for text in (one, other))
    return (first > second) - (first < second) or (one > other) - (one < other)


def test_that_documents_are_found_by_their_beginning_in_the_order_of_any_language() -> None:
    engine = sa.create_engine("sqlite://")
    with engine.begin() as connection:
        connection.connection.driver_connection.create_collation("glibc", as_glibc)  # type: ignore[union-attr]
        connection.execute(sa.text("CREATE TABLE public_document (name TEXT COLLATE glibc, made_at TEXT, doc TEXT)"))
        for name in NAMES:
            values = {"name": name}
            connection.execute(sa.text("INSERT INTO public_document VALUES (:name, '', '')"), values)
        assert repository.names(connection, RELEASE) == list(NAMES[:2])
        assert repository.names(connection, WORK) == [NAMES[-1]]
    engine.dispose()
