"""A mail server process, and an officer of a station that hands its mail to it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.server.mail.relay import use
from tests.sync.server.mail.post import Post, open_post
from tests.sync.server.station import WEST, Device, Station


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Post]:
    """The mail server."""
    with open_post(tmp_path / "post") as one:
        yield one


@pytest.fixture
def novak(station: Station, post: Post) -> Device:
    """The officer's device."""
    with station.server.database.write() as connection:
        use(connection, post.relay())
    return station.officer("novak", WEST)
