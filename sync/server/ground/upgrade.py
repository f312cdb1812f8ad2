"""Brings a database to the newest schema, and says whether it is there.

Alembic is asked only where something is to be done: it is as much code as the rest of the server.
"""

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sync.server.ground.database import Database

HEAD = "submission_mails"
"""The newest of the migrations, to which a database is brought."""

_STANDS = sa.table("alembic_version", sa.column("version_num"))


def upgrade(database: Database) -> None:
    """Run all missing migrations in one transaction; nothing happens on a database that is up to date."""
    with database.read() as connection:
        if is_current(connection):
            return
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    with database.write() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def is_current(connection: Connection) -> bool:
    """Whether the schema is the one that this code was written for."""
    if not sa.inspect(connection).has_table(_STANDS.name):
        return False
    return set(connection.execute(sa.select(_STANDS.c.version_num)).scalars()) == {HEAD}
