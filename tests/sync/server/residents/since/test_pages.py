"""Who has the code, or the browser, reads what was done at the place since, and never the point."""

import dataclasses

import pytest
import sqlalchemy as sa

from app.identifiers import new_id
from app.ratings.domain import CellClass, Release, ReleasedLine
from app.safety.grid import cells_of, name_of
from app.tips.domain import Outcome, OutcomeKind, Status
from app.tips.operations import TipClose, TipFile
from sync.server.ground.documents import render
from sync.server.intake.limits import Allowed
from sync.server.published import repository, service
from sync.server.published.domain import RELEASE, WORK, HexWork
from tests.sync.server import schema
from tests.sync.server.residents.rating.raters import rate
from tests.sync.server.residents.visitor import Visitor, work
from tests.sync.server.station import IN_EAST, IN_WEST, NOWHERE, WEST, Station

HERE = name_of(int(cells_of([IN_WEST.lat], [IN_WEST.lon], 9)[0]))


def publish(station: Station) -> None:
    station.server.database.durably(lambda connection: service.make(connection, station.server))


def close_a_tip(station: Station) -> None:
    officer = station.officer("novak", WEST)
    tip = new_id()
    officer.do(tip, TipFile("Nesvítí", "light", place=IN_WEST))
    officer.do(tip, TipClose(Status.NEW, Outcome(OutcomeKind.SOLVED, reply="Lampa svítí.")))


def test_that_the_loop_closes_for_the_rater(station: Station, visitor: Visitor) -> None:
    code = rate(visitor)
    assert "právě přišlo" in visitor.get("/moje-misto").body.decode()
    work(station)
    assert "Zatím nic" in visitor.get("/moje-misto").body.decode()
    close_a_tip(station)
    publish(station)
    own = visitor.get("/moje-misto").body.decode()
    stranger = Visitor(visitor.app, station, "2001:db8::1")
    assert "Osvětlení" not in stranger.get("/moje-misto").body.decode()
    by_code = stranger.post("/moje-misto", {"code": f" {code.lower().replace('-', ' ')} "}).body.decode()
    for text in (own, by_code):
        assert "březen 2026" in text
        assert "Osvětlení: vyřešeno" in text
        assert "spíše nebezpečně" in text
        assert "50.05" not in text, "never the point"
        assert "Palackého" not in text
    assert "solved" in stranger.post("/moje-misto?lang=en", {"code": code}).body.decode()
    assert "__Host-rated" not in stranger.cookies, "a code that was typed stays where it was written down"


def test_that_only_what_was_done_since_is_told(station: Station, visitor: Visitor) -> None:
    done = HexWork(weeks=("2026-02-23", "2026-03-02"))
    rate(visitor)
    work(station)
    publish(station)
    with station.server.database.write() as connection:
        repository.put(connection, {WORK + HERE: render(done)}, station.server.now())
    text = visitor.get("/moje-misto").body.decode()
    assert "2. 3. – 8. 3. 2026" in text
    assert "23. 2." not in text


def test_that_the_public_figure_of_the_hexagon_is_shown(station: Station, visitor: Visitor) -> None:
    rate(visitor)
    work(station)
    line = ReleasedLine("cell", 15, CellClass.WORSE, 0.45, 0.8, cell=HERE)
    with station.server.database.write() as connection:
        release = Release("2026-02", station.server.now(), (line,))
        repository.put(connection, {RELEASE + "2026-02": render(release)}, station.server.now())
    text = visitor.get("/moje-misto").body.decode()
    assert "hůř než jinde ve městě" in text
    assert "Nejméně 15 lidí, 45 až 80 % odpovědí" in text


def test_that_the_rater_is_told_what_waits_and_what_lies_outside(station: Station, visitor: Visitor) -> None:
    rate(visitor, NOWHERE)
    work(station)
    assert "leží mimo město" in visitor.get("/moje-misto").body.decode()
    station.server.settings = dataclasses.replace(station.settings, ratings=Allowed(checked_in_hour=1))
    rate(visitor, IN_EAST)
    work(station)
    assert "podívá člověk" in visitor.get("/moje-misto").body.decode()


@pytest.mark.parametrize("code", ["", "AAAA-BBBB-CCCC", "7Q4K", "ž" * 12, "A" * 5_000, "'; DROP TABLE rating; --"])
def test_that_a_wrong_code_is_answered_in_words(visitor: Visitor, code: str) -> None:
    visitor.get("/moje-misto")
    answer = visitor.post("/moje-misto", {"code": code})
    assert answer.status == 422
    assert 'role="alert"' in answer.body.decode()


def test_that_a_full_disk_is_said_in_words_and_the_code_stays(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> bool:
        raise sa.exc.OperationalError("INSERT", {}, Exception("database or disk is full"))

    visitor.get("/moje-misto")
    with monkeypatch.context() as patched:
        patched.setattr("sync.server.intake.repository.take_down", full)
        answer = visitor.post("/moje-misto", {"code": "AAAA-BBBB-CCCC"})
    assert answer.status == 503
    assert "Teď se to nepodařilo zjistit" in answer.body.decode()
    assert 'value="AAAA-BBBB-CCCC"' in answer.body.decode()
    assert visitor.post("/moje-misto", {"code": "AAAA-BBBB-CCCC"}).status == 422


def test_that_tries_are_limited_in_words_and_only_wrong_ones_count(station: Station, visitor: Visitor) -> None:
    code = rate(visitor)
    work(station)
    guesser = Visitor(visitor.app, station, "198.51.100.7")
    guesser.get("/moje-misto")
    for _ in range(15):
        assert guesser.post("/moje-misto", {"code": code}).status == 200
    statuses = [guesser.post("/moje-misto", {"code": f"AAAA-BBBB-{number:04}"}).status for number in range(11)]
    assert statuses == [422] * 10 + [429]
    refused = guesser.post("/moje-misto", {"code": code})
    assert refused.status == 429
    assert "za hodinu" in refused.body.decode()
    assert visitor.post("/moje-misto", {"code": code}).status == 200, "others go on"
    rate(guesser)
    station.clock.forward(hours=1, minutes=1)
    work(station)
    assert guesser.post("/moje-misto", {"code": code}).status == 200
    assert station.scalar(sa.select(sa.func.count()).select_from(schema.tip)) == 0


def test_that_wrong_codes_use_up_nobodys_tips(station: Station, visitor: Visitor) -> None:
    server = visitor.app.state.server
    server.settings = dataclasses.replace(server.settings, intake=Allowed(address_hour=1))
    visitor.get("/moje-misto")
    for _ in range(3):
        visitor.post("/moje-misto", {"code": "AAAA-BBBB-CCCC"})
    visitor.send()


def test_that_a_code_of_a_rating_that_was_replaced_still_opens_its_place(station: Station, visitor: Visitor) -> None:
    first = rate(visitor)
    rate(visitor, answer="very_safe")
    work(station)
    assert "spíše nebezpečně" in visitor.post("/moje-misto", {"code": first}).body.decode()
    assert visitor.get("/moje-misto").body.decode().count("velmi bezpečně") == 1
