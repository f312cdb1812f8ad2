"""The page of a district, of documents that the server's own job made of what officers did."""

import re

import pytest

from app.basemap.search import House, Street
from app.districts.domain import Basemap
from app.identifiers import new_id
from app.patrols.operations import PatrolNoteAdd
from app.tips.domain import Outcome, OutcomeKind, Status
from app.tips.operations import TipClose, TipFile
from sync.server.basemap import repository as basemaps
from sync.server.published import service
from tests.sync.server.residents.visitor import Visitor
from tests.sync.server.station import IN_WEST, WEST, Station

EIGHT = Street("Palackého", 13.05, 50.05, tuple(House(str(n), IN_WEST.lon, IN_WEST.lat) for n in range(8)))
SECRETS = ("u pana Nováka", "tajné", "Lampa svítí", "u lampy", "50.05", "13.05")


def text_of(visitor: Visitor, path: str) -> str:
    answer = visitor.get(path)
    assert answer.status == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", answer.body.decode()))


def live(station: Station, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two tips, of which one was solved, and a visit two weeks ago."""
    officer = station.officer("novak", WEST)
    done = new_id()
    officer.do(done, TipFile("Nesvítí lampa u pana Nováka", "light", text="tajné", place=IN_WEST))
    officer.do(done, TipClose(Status.NEW, Outcome(OutcomeKind.SOLVED, reply="Lampa svítí.")))
    officer.do(new_id(), TipFile("Nesvítí lampa u pana Nováka", "light", text="tajné", place=IN_WEST))
    officer.do(new_id(), PatrolNoteAdd(WEST, "u lampy", place=IN_WEST))
    station.clock.forward(days=14)
    monkeypatch.setattr(station.server.addresses, "streets", lambda _sha: (EIGHT,))
    with station.server.database.write() as connection:
        basemaps.replace(connection, Basemap("city", "0" * 64, 1, station.server.now()))
        service.make(connection, station.server)


def test_that_a_district_tells_what_was_done_and_no_word_that_nobody_released(
    station: Station, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"/lokalita/{WEST}"
    assert "Zatím se tu nic nespočítalo" in text_of(visitor, path)
    live(station, monkeypatch)
    page = visitor.get(path).body.decode()
    assert not any(secret in page for secret in SECRETS)
    assert "<script" not in page
    assert len(page) < 250_000
    text = text_of(visitor, path)
    for told in ("z toho vyřešeno: 1", "nejstarší od: březen 2026", "Osvětlení 1", "1 · okolí: Palackého",
                 "2. 3. – 8. 3. 2026", "1 den", "březen 2026"):  # fmt: skip
        assert told in text, told
    assert page.count("<circle") == 1
    assert page.count('class="done"') >= 1
    english = text_of(visitor, path + "?lang=en")
    assert all(told in english for told in ("of them solved: 1", "on 1 day", "March 2026", "around Palackého"))
    other = text_of(visitor, "/lokalita/d2?lang=cs")
    assert "žádný podnět neuzavřel" in other
    assert "žádné návštěvě nevíme" in other


def test_that_it_is_found_by_address_from_the_first_page_and_from_the_officers(visitor: Visitor) -> None:
    assert 'href="/lokalita"' in visitor.get("/").body.decode()
    assert visitor.get("/lokalita?kde=50.050,%2013.050").body.decode().count(f'href="/lokalita/{WEST}"') == 2
    assert f'href="/lokalita/{WEST}"' in visitor.get(f"/straznik/{WEST}").body.decode()
    page = visitor.get(f"/lokalita/{WEST}").body.decode()
    for way in (f"/straznik/{WEST}", f"/mapa-bezpeci?district={WEST}", "/podnet"):
        assert f'href="{way}"' in page
    assert visitor.get("/lokalita/%3Cscript%3E").status == 404
