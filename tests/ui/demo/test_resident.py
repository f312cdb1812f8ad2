"""A resident of the story: a browser in a process of its own, on real pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from sync.server import cli
from tests.faults.server_process import ServerProcess
from ui.demo import programs
from ui.demo.stage import Actor, ActorFailed

pytestmark = pytest.mark.web


@pytest.fixture(scope="module")
def resident(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Actor]:
    home = tmp_path_factory.mktemp("resident")
    where = ("--database", f"sqlite:///{home / 'server.sqlite3'}", "--files", str(home / "files"))
    assert cli.main(["init", *where]) == 0
    server = ServerProcess(where[1], home / "files", home / "log", command="serve-residents")
    server.start()
    with Actor("resident", home / "browser", "--pages", server.origin, program=programs.resident()) as one:
        yield one
    server.kill()


def test_that_what_is_pressed_and_typed_is_on_the_page(resident: Actor, tmp_path: Path) -> None:
    resident.do("press", words="Poslat podnět")
    resident.do("press", words="Osvětlení")
    resident.do("type", field="where", text="u školy")
    resident.do("type", field="text", text="Nesvítí lampa.")
    resident.do("photo", field="photos")
    resident.do("picture", path=str(tmp_path / "tip.png"))
    assert QImage(str(tmp_path / "tip.png")).width() == 390
    resident.do("press", words="Pokračovat")
    seen = resident.do("read")
    assert seen["heading"] == "Je to tak správně?"
    assert "Nesvítí lampa." in seen["text"]


def test_that_somebody_else_has_another_browser(resident: Actor) -> None:
    resident.do("open", path="/podnet/popis?category=lighting")
    resident.do("type", field="text", text="Jen moje.")
    resident.do("forget")
    resident.do("open", path="/podnet/popis?category=lighting")
    assert "Jen moje." not in resident.do("read")["text"]


def test_that_what_it_can_not_do_is_said(resident: Actor) -> None:
    with pytest.raises(ActorFailed, match="no_such_thing"):
        resident.do("no_such_thing")
