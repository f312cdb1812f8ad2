"""Commands on a station's own database."""

from collections.abc import Callable

import pytest

from sync.server import cli
from tests.sync.server.station import Station

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def command(station: Station, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command on the station's database: exit code, and all that it said."""
    url, files = station.server.database.url.render_as_string(), str(station.settings.files)

    def run(*arguments: str) -> tuple[int, str]:
        code = cli.main([*arguments, "--database", url, "--files", files])
        said = capsys.readouterr()
        return code, said.out + said.err

    return run
