"""A desk that runs, and a person's browser at it: what a module of presses asks for.

The module says what is there (``prepare``, a function of the server), whose browser it is (``WHO``, a role), and where
it begins (``PATH``).
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from pytestqt.qtbot import QtBot

from tests.sync.server.desk.shots import Desk, served

if TYPE_CHECKING:
    from tests.sync.server.desk.window import Window


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Desk]:
    """One for the whole module."""
    one = served(tmp_path_factory.mktemp("desk"), "init", request.module.prepare)
    yield one
    one.process.kill()


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, request: pytest.FixtureRequest) -> "Iterator[Window]":
    """As large as the parameter says: ``desk`` or ``phone``."""
    from tests.sync.server.desk.window import Window
    from ui.map.scheme import register

    register()  # the map's scheme: it can not be made known to a browser that runs, and both may run in one process
    one = Window(qtbot, desk, request.module.WHO, request.module.PATH, request.param)
    yield one
    one.close()
