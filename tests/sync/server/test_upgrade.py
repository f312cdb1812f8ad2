"""The migrations make exactly the tables that the code works with."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from sync.server.database import Database
from sync.server.schema import KEPT_APART, metadata
from sync.server.upgrade import is_current, upgrade


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """Start from nothing."""
    return f"sqlite:///{tmp_path / 'new.sqlite3'}"


@pytest.fixture
def postgres_schema() -> None:
    """Start from nothing."""


def test_that_the_migrations_make_the_schema(database_url: str) -> None:
    database = Database(database_url)
    with database.read() as connection:
        assert not is_current(connection)
    upgrade(database)
    upgrade(database)
    with database.read() as connection:
        assert is_current(connection)
        context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
        apart = ("remove_table", "remove_index")
        assert [
            one
            for one in compare_metadata(context, metadata)
            if not (one[0] in apart and one[1].name.startswith(KEPT_APART))
        ] == []
        names = {name for name in sa.inspect(connection).get_table_names() if not name.startswith(KEPT_APART)}
        assert names == set(metadata.tables) | {"alembic_version"}
    database.close()
