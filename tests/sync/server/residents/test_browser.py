"""The pages under the fingers of somebody with a real browser: what is pressed happens, what was typed stays."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
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
from tests.faults.server_process import ServerProcess
from tests.sync.server.photos.test_previews import lying
from tests.sync.server.residents.person import Person
from tests.sync.server.residents.shots import served
from tests.sync.server.station import box
from ui.map.scheme import register

pytestmark = pytest.mark.web

TEXT = "Nesvítí lampa.\nJe tam <b>tma</b> & zima."
SMALL = """
[...document.querySelectorAll("a, button, input:not([type=hidden]), select, textarea")].filter(one => {
  const box = (one.closest("label") ?? one).getBoundingClientRect();
  return !one.closest(".unseen, .default") && getComputedStyle(one).display !== "none" && box.height < 48;
}).map(one => one.outerHTML.slice(0, 90))
"""
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


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
