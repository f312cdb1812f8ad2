"""The server's code is written for the newest of its migrations, which is one."""

from pathlib import Path

from alembic.config import Config
from alembic.script import ScriptDirectory

from sync.server.ground import migrations
from sync.server.ground.upgrade import HEAD


def test_that_the_newest_migration_is_the_one_that_is_asked_for() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]
