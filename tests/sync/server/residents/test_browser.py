"""The pages under the fingers of somebody with a real browser: what is pressed happens, what was typed stays."""

import base64
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any, NoReturn

import pytest
import sqlalchemy as sa
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile
from PySide6.QtWebEngineWidgets import QWebEngineView
from pytestqt.qtbot import QtBot

from app.districts.domain import District
from app.districts.geometry import DistrictIndex
from sync.server.ground.database import Database
from sync.server.ground.documents import render
from sync.server.ground.moments import instant
from sync.server.intake.limits import Allowed
from sync.server.intake.proof import is_shown
from sync.server.intake.tables import intake
from sync.server.jobs.worker import Worker
from sync.server.kinds import KINDS
from sync.server.published import repository
from sync.server.published.domain import TOWN
from sync.server.published.town import town_of
from sync.server.service import Server
from sync.server.settings import Settings
from tests.faults.server_process import HANG_SECONDS, ServerProcess
from tests.sync.server.photos.test_previews import lying
from tests.sync.server.residents.shots import served
from tests.sync.server.station import box
from ui.map.scheme import register

pytestmark = pytest.mark.web

PATIENCE_MS = int(HANG_SECONDS * 1000)
TEXT = "Nesvítí lampa.\nJe tam <b>tma</b> & zima."
LAID_OUT = """
(() => {
  const one = %s;
  if (!one) return [0, 0, false, document.readyState];
  one.scrollIntoView({block: "center"});
  const there = one.getClientRects()[0], x = there.x + there.width / 2, y = there.y + there.height / 2;
  return [x, y, one.contains(document.elementFromPoint(x, y)), document.readyState];
})()"""
SMALL = """
[...document.querySelectorAll("a, button, input:not([type=hidden]), select, textarea")].filter(one => {
  const box = (one.closest("label") ?? one).getBoundingClientRect();
  return !one.closest(".unseen, .default") && getComputedStyle(one).display !== "none" && box.height < 48;
}).map(one => one.outerHTML.slice(0, 90))
"""
CHOOSE = """
(() => {
  const input = document.querySelector("input[type=file]"), chosen = new DataTransfer();
  %s.forEach(one => chosen.items.add(new File([Uint8Array.from(atob(one), sign => sign.charCodeAt(0))], "o.jpg")));
  input.files = chosen.files;
  input.dispatchEvent(new Event("change", {bubbles: true}));
  return 0;
})()"""
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Person:
    """Presses what is seen at the place where it is seen, and types on a keyboard."""

    def __init__(self, bot: QtBot, origin: str) -> None:
        self._bot, self._origin = bot, origin
        self._profile = QWebEngineProfile()
        self._profile.setHttpAcceptLanguage("cs")
        self._page = QWebEnginePage(self._profile)
        self._page.certificateError.connect(lambda error: error.acceptCertificate())
        self._view = QWebEngineView()
        self._view.setPage(self._page)
        self._view.resize(390, 844)
        self._view.show()

    def open(self, path: str) -> None:
        self._another(lambda: self._page.load(QUrl(self._origin + path)))

    def press(self, words: str) -> None:
        """The button or link that says this leads to another page."""
        said = f"one.getClientRects().length && one.innerText?.trim() === {json.dumps(words)}"
        self._touch(f"[...document.querySelectorAll('a, button')].filter(one => {said})[0]")

    def tap(self, selector: str) -> None:
        """What is drawn there leads to another page."""
        self._touch(f"document.querySelector({json.dumps(selector)})")

    def enter(self, words: str) -> None:
        """The button that says this is met by the keyboard and pressed."""
        found = f"[...document.querySelectorAll('button')].find(one => one.innerText.trim() === {json.dumps(words)})"
        self.until(lambda: self.ask(f"!!{found}"), words)
        self.ask(f"{found}.focus() ?? 0")
        target = self._view.focusProxy()
        assert target is not None
        self._another(lambda: QTest.keyClick(target, Qt.Key.Key_Return))

    def back(self) -> None:
        self._another(lambda: self._page.triggerAction(QWebEnginePage.WebAction.Back))

    def type(self, name: str, text: str) -> None:
        self.ask(f"document.getElementById({json.dumps(name)}).focus() ?? 0")
        self.ask(f"(document.execCommand('selectAll'), document.execCommand('insertText', false, {json.dumps(text)}))")

    def typed(self, name: str) -> object:
        return self.ask(f"document.getElementById({json.dumps(name)}).value")

    def text(self) -> str:
        return str(self.ask("document.body.innerText"))

    def heading(self) -> object:
        return self.ask("document.querySelector('h1').innerText")

    def ask(self, script: str) -> Any:
        """What an expression says in the page."""
        found: list[str] = []
        self._page.runJavaScript(f"JSON.stringify({script})", 0, found.append)
        self._bot.waitUntil(lambda: bool(found), timeout=PATIENCE_MS)
        return json.loads(found[0] or "null")

    def choose(self, photos: list[bytes]) -> None:
        """Photos are chosen, as the system's own window gives them to the page."""
        packed = json.dumps([base64.b64encode(one).decode() for one in photos])
        self.ask(CHOOSE % packed)

    def shows(self, selector: str) -> int:
        """How many pictures there are, once one is loaded."""
        found = f"[...document.querySelectorAll({json.dumps(selector)})].filter(one => one.naturalWidth > 0).length"
        self.until(lambda: self.ask(found) > 0, selector)
        return int(self.ask(found))

    def reload(self) -> None:
        self._another(lambda: self._page.triggerAction(QWebEnginePage.WebAction.Reload))

    def wide(self, width: int, zoom: float) -> None:
        """As a screen of this width, or with text of this size."""
        self._view.resize(width, 844)
        self._page.setZoomFactor(zoom)
        self.until(lambda: self.ask("innerWidth") == round(width / zoom), f"{width} px at {zoom}")

    def until(self, is_so: Callable[[], bool], awaited: str) -> None:
        """Wait for what has to become so."""
        try:
            self._bot.waitUntil(is_so, timeout=PATIENCE_MS)
        except TimeoutError:
            self._give_up(awaited)

    def close(self) -> None:
        self._view.close()
        for one in (self._view, self._page, self._profile):
            one.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def _touch(self, found: str) -> None:
        def hit() -> tuple[int, int] | None:
            x, y, is_on_top, state = self.ask(LAID_OUT % found)
            return (round(x), round(y)) if is_on_top and state == "complete" else None

        self.until(lambda: hit() is not None, f"something to press: {found}")
        where = hit()
        assert where is not None
        target = self._view.focusProxy()
        assert target is not None
        self._another(lambda: QTest.mouseClick(target, Qt.MouseButton.LeftButton, pos=QPoint(*where)))

    def _another(self, begin: Callable[[], object]) -> None:
        with self._bot.waitSignal(self._page.loadFinished, timeout=PATIENCE_MS, raising=False) as loaded:
            begin()
        if not loaded.signal_triggered:
            self._give_up("another page")

    def _give_up(self, awaited: str) -> NoReturn:
        pytest.fail(f"{awaited} did not come; at {self._page.url().toString()} there is:\n{self.text()}")


BROKEN = """
(() => {
  const found = [], walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    for (const word of walker.currentNode.data.matchAll(/[\\p{L}-]+/gu)) {
      const range = document.createRange();
      range.setStart(walker.currentNode, word.index);
      range.setEnd(walker.currentNode, word.index + word[0].length);
      const lines = new Set([...range.getClientRects()].map(one => one.top)).size;
      if (lines > 1 && !word[0].includes("-")) found.push(word[0]);
    }
  }
  return found;
})()"""
TABLE = """
(() => {
  const row = [["th", "3 · Dostojevského"], ["td", "jako jinde, nebo to nejde poznat"], ["td", "nejméně 10 lidí"],
    ["td", "25 až 70 % odpovědí říká nebezpečně"]].map(([tag, text]) => `<${tag}>${text}</${tag}>`).join("");
  document.querySelector("main").innerHTML = `<table class="cells"><tbody><tr>${row}</tr></tbody></table>`;
  return 0;
})()"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    folder = tmp_path_factory.mktemp("pages")
    server = served(folder)
    database = Database(f"sqlite:///{folder / 'server.sqlite3'}")
    west = District(id="west", name="Lokalita Západ", geometry=box(13.045, 50.045, 13.055, 50.055))
    town = town_of([west], DistrictIndex([west]), (), 9)
    database.durably(lambda connection: repository.put(connection, {TOWN: render(town)}, ""))
    database.close()
    yield server
    server.kill()


@pytest.fixture
def flooded(pages: ServerProcess) -> Iterator[None]:
    """Of late so much came that a person looks at each."""
    database = Database(pages.url)
    at = instant(datetime.now(UTC))
    rows = [
        {"number": f"flood{n}", "form": f"flood{n}", "link": f"flood{n}", "kind": "tip", "doc": "{}", "digest": "",
         "at": at, "language": "cs", "address": "", "network": "", "doubt": "", "state": "dropped", "code": ""}
        for n in range(Allowed().checked_in_hour)
    ]  # fmt: skip
    database.durably(lambda connection: connection.execute(sa.insert(intake), rows))
    yield
    database.durably(lambda connection: connection.execute(sa.delete(intake).where(intake.c.number.like("flood%"))))
    database.close()


@pytest.fixture
def person(qtbot: QtBot, pages: ServerProcess) -> Iterator[Person]:
    register()  # the map's scheme: it can not be made known to a browser that runs, and both may run in one process
    one = Person(qtbot, pages.origin)
    yield one
    one.close()


def write(person: Person) -> None:
    """To the form, and something into each field."""
    person.open("/")
    person.press("Poslat podnět")
    person.press("Osvětlení")
    for name, text in {"where": "u zastávky Písečná", "text": TEXT, "name": "Jana", "email": "jana@example.cz"}.items():
        person.type(name, text)


def test_that_going_back_loses_nothing_typed(person: Person) -> None:
    write(person)
    person.press("Pokračovat")
    assert person.heading() == "Je to tak správně?"
    person.back()
    assert (person.typed("text"), person.typed("name")) == (TEXT, "Jana")
    person.press("Pokračovat")
    person.press("Vrátit se a upravit")
    assert (person.typed("text"), person.typed("email")) == (TEXT, "jana@example.cz")
    person.type("email", "to není adresa")
    person.press("Pokračovat")
    assert (person.typed("text"), person.typed("email")) == (TEXT, "to není adresa")


def test_that_each_button_of_the_link_does_what_it_says(person: Person) -> None:
    write(person)
    person.press("Pokračovat")
    person.press("Odeslat")
    assert person.heading() == "Odesláno. Děkujeme."
    link = str(person.ask("document.querySelector('.address a').innerText"))
    person.press(link)
    assert person.heading() == "Váš podnět"
    person.press("Už to není třeba řešit")
    assert "Strážník to ví" in person.text()
    person.press("Vymazat mé údaje")
    assert person.heading() == "Vymazat vaše údaje?"
    person.press("Vrátit se, nic nemazat")
    assert person.heading() == "Váš podnět"
    person.press("Vymazat mé údaje")
    person.press("Vymazat mé údaje")
    assert person.heading() == "Vaše údaje se mažou"
    person.back()
    person.open(link[link.index("/sledovat") :])
    assert "Tady nic není." in person.text()
    person.press("Začátek")
    assert person.heading() == "S čím vám má strážník pomoci?"


def test_that_a_browser_works_for_what_it_sends_while_a_flood_comes(person: Person, flooded: None) -> None:
    write(person)
    person.press("Pokračovat")
    person.press("Odeslat")
    assert person.heading() == "Odesláno. Děkujeme."
    write(person)
    person.press("Pokračovat")
    person.until(lambda: bool(person.ask("document.forms.draft.elements.work.value")), "a proof of work")
    form, number = person.ask("['form', 'work'].map(one => document.forms.draft.elements.namedItem(one).value)")
    assert is_shown(form, number)


@pytest.mark.parametrize(
    "path", ["/", "/podnet", "/podnet/popis?category=lighting", "/soukromi", "/pristupnost", "/nic"]
)
def test_that_a_narrow_screen_or_large_text_cuts_nothing_and_a_thumb_finds_all(person: Person, path: str) -> None:
    person.open(path)
    assert person.ask(SMALL) == []
    person.wide(320, 1.0)
    assert person.ask(WIDE) == 0
    assert person.ask(BROKEN) == []
    person.wide(640, 2.0)
    assert person.ask(WIDE) == 0


def test_that_no_word_of_a_table_is_broken(person: Person) -> None:
    person.open("/soukromi")
    assert person.ask(TABLE) == 0
    for width in (1280, 500, 320):
        person.wide(width, 1.0)
        assert (person.ask(BROKEN), person.ask(WIDE)) == ([], 0), width


def test_that_photos_that_are_not_there_yet_stay_chosen_and_go_with_the_form(person: Person) -> None:
    write(person)
    person.choose([lying(1), lying(3), lying(6)])
    there = "[document.querySelectorAll('.photos img').length, document.querySelector('input[type=file]').files.length]"
    seen: list[list[int]] = []

    def are_all_sent() -> bool:
        seen.append(person.ask(there))
        return seen[-1][0] == 3

    person.until(are_all_sent, "three photos")
    assert min(sent + chosen for sent, chosen in seen) == 3, seen


def test_that_photos_are_sent_as_they_are_chosen_and_outlive_going_back_and_a_reload(person: Person) -> None:
    """Screens: the tiles, the form, the preview. Taps: a category, photos, continue, send."""
    write(person)
    person.choose([lying(6)])
    assert person.shows("img[src*='/podnet/fotka/']") == 1
    person.press("Pokračovat")
    assert person.heading() == "Je to tak správně?"
    person.back()
    assert person.shows("img[src*='/podnet/fotka/']") == 1
    assert person.typed("text") == TEXT
    person.reload()
    assert person.shows("img[src*='/podnet/fotka/']") == 1
    assert (person.typed("text"), person.typed("where")) == (TEXT, "u zastávky Písečná")
    person.press("Odebrat fotku 1")
    assert "Odebrat fotku" not in person.text()
    person.choose([lying(1)])
    assert person.shows("img[src*='/podnet/fotka/']") == 1
    person.press("Pokračovat")
    assert person.heading() == "Je to tak správně?"
    assert person.shows("img[src*='/podnet/fotka/']") == 1
    person.press("Odeslat")
    assert person.heading() == "Odesláno. Děkujeme."
    person.open("/podnet/popis?category=lighting")
    assert person.typed("text") == "", "what was sent is not kept in the browser"


def test_that_a_place_is_chosen_on_the_map_by_taps_and_by_keyboard_and_nothing_typed_is_lost(person: Person) -> None:
    write(person)
    person.press("Vybrat na mapě")
    assert person.heading() == "Vybrat na mapě"
    person.tap("svg.pick a")
    assert person.heading() == "Lokalita Západ"
    assert person.ask(SMALL) == []
    person.tap("svg.pick a:nth-of-type(3)")
    assert person.ask(WIDE) == 0
    person.tap("svg.pick a:nth-of-type(25)")
    assert person.heading() == "Kde a co se děje?"
    assert "Vybráno na mapě: 50." in person.text()
    assert (person.typed("where"), person.typed("text"), person.typed("name")) == ("u zastávky Písečná", TEXT, "Jana")
    person.press("Vybrat na mapě")
    person.enter("Lokalita Západ")
    person.enter("Zpět k formuláři, místo nechat")
    assert "Vybráno na mapě: 50." in person.text()
    person.press("Pokračovat")
    assert "přesně na mapě" in person.text()


def test_that_somebody_joins_by_taps_in_three_screens(qtbot: QtBot, person: Person, pages: ServerProcess) -> None:
    """Taps: send a tip, a category, continue, join."""
    write(person)
    person.type("where", "50.0500, 13.0500")
    person.press("Pokračovat")
    person.press("Odeslat")
    decide(pages)
    other = Person(qtbot, pages.origin)
    write(other)
    other.type("where", "50.0502, 13.0501")
    other.press("Pokračovat")
    assert other.heading() == "Je to tak správně?"
    assert "Neví o tom už policie?" in other.text()
    assert (other.ask(SMALL), other.ask(WIDE)) == ([], 0)
    other.press("To je ono: přidat se")
    assert other.heading() == "Odesláno. Děkujeme."
    decide(pages)
    other.press(str(other.ask("document.querySelector('.address a').innerText")))
    assert "Přidali jste se k podnětu" in other.text()
    assert "Napsali jste" in other.text()
    other.close()


def decide(pages: ServerProcess) -> None:
    """The main server's job, as if everything had been written as slowly as a person writes."""
    server = Server(Settings(database=pages.url, files=pages.files))
    server.database.durably(lambda connection: connection.execute(sa.update(intake).values(doubt="")))
    assert Worker(server, KINDS).run_due() > 0
    server.close()
