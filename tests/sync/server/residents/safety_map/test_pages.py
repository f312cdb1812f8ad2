"""The public safety map by the pages of a real process's application, of a release that the server's own job made."""

import re
from datetime import date, timedelta
from html.parser import HTMLParser

from app.ratings.domain import Answer
from app.values import Place
from sync.server.published import service
from sync.server.ratings import releases
from tests.sync.server.ratings.given import coming, hand_over
from tests.sync.server.residents.visitor import Visitor
from tests.sync.server.station import EAST, IN_EAST, IN_WEST, Station

FEW = Place(50.02, 13.15)


def release(station: Station, month: date = date(2026, 2, 28)) -> None:
    """What the two jobs do, of crowds that feel unsafe in the west and safe in the east."""
    told = [(IN_WEST, Answer.VERY_UNSAFE, 30), (IN_EAST, Answer.VERY_SAFE, 30), (FEW, Answer.VERY_UNSAFE, 3)]
    long_ago = [station.clock() - timedelta(days=3 + 2 * number) for number in range(30)]
    hand_over(station, *(coming(f"{place} {number}", place, answer=answer, at=long_ago[number])
                         for place, answer, count in told for number in range(count)))  # fmt: skip
    with station.server.database.write() as connection:
        releases.make_of(connection, station.server, month)
        service.make(connection, station.server)


class Texts(HTMLParser):
    """The texts of the cells of the tables, and the classes of what is drawn."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.drawn: list[str] = []
        self._in_cell = False
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        if tag in ("th", "td"):
            self.rows[-1].append("")
        self._in_cell = tag in ("th", "td")
        if tag == "g":
            self.drawn.append(dict(attributes).get("class") or "")

    def handle_endtag(self, tag: str) -> None:
        self._in_cell = self._in_cell and tag not in ("th", "td")

    def handle_data(self, data: str) -> None:
        if self._in_cell:
            self.rows[-1][-1] += data


def test_that_the_picture_and_the_table_say_the_same(station: Station, visitor: Visitor) -> None:
    assert "Veřejná mapa zatím není" in visitor.get("/mapa-bezpeci").body.decode()
    release(station)
    page = visitor.get("/mapa-bezpeci").body
    texts = Texts(page.decode())
    cells = [row for row in texts.rows if re.match(r"\d+ · ", row[0])]
    assert sorted(texts.drawn) == ["better", "worse"]
    assert sorted(row[1] for row in cells) == ["hůř než jinde ve městě", "lépe než jinde ve městě"]
    assert all(re.fullmatch(r"nejméně \d*[05] lidí", row[2]) for row in cells)
    assert all(re.fullmatch(r"\d+ až \d+ % odpovědí říká nebezpečně", row[3]) for row in cells)
    assert "únor 2026" in page.decode()
    assert "málo odpovědí" in page.decode()
    assert len(page) < 150_000
    assert b"<script" not in page
    english = visitor.get("/mapa-bezpeci?lang=en").body.decode()
    assert "worse than elsewhere in the town" in english
    assert "February 2026" in english


def test_that_what_three_people_say_is_on_no_page(station: Station, visitor: Visitor) -> None:
    release(station)
    texts = Texts(visitor.get("/mapa-bezpeci").body.decode())
    assert len([row for row in texts.rows if re.match(r"\d+ · ", row[0])]) == 2
    assert "3 lid" not in str(texts.rows)


def test_that_a_district_and_a_month_can_be_chosen_and_strange_ones_are_passed_by(
    station: Station, visitor: Visitor
) -> None:
    release(station)
    east = Texts(visitor.get(f"/mapa-bezpeci?district={EAST}&month=2026-02").body.decode())
    assert east.drawn == ["better"]
    assert ">1</text>" in visitor.get(f"/mapa-bezpeci?district={EAST}").body.decode(), "a number to find it by"
    assert ">1</text>" not in visitor.get("/mapa-bezpeci").body.decode()
    for query in ("district=d9&month=9999-99", "district=<script>", "month=2026-02%20", "month=" + "x" * 3_000):
        answer = visitor.get(f"/mapa-bezpeci?{query}")
        assert answer.status == 200
        assert len(Texts(answer.body.decode()).drawn) == 2
