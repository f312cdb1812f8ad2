"""Run the device's migrations. Loaded only when the file is not at the head, for the sake of a fast start."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy.engine import Connection


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def scripts() -> ScriptDirectory:
    """The migrations beside this module."""
    return ScriptDirectory.from_config(_config())


def is_known(revision: str) -> bool:
    """Whether this app has a migration of that name."""
    try:
        return scripts().get_revision(revision) is not None
    except CommandError:
        return False


def upgrade(connection: Connection, target: str = "head") -> None:
    """Bring the schema to ``target`` inside the connection's transaction."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, target)
