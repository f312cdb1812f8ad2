"""Who has the code has the rating forgotten, or what they wrote beside it; what is public of a month stays."""

import re
from pathlib import Path

import pytest
import sqlalchemy as sa

from sync.server.erasure.service import ErasedAgain, erase_again
from sync.server.ratings import releases, surface
from sync.server.ratings.tables import rater, rating, rating_release
from sync.server.remarks.tables import rating_remark
from tests.sync.server.backups import back_up, restore
from tests.sync.server.erasure.test_journal import whole_database
from tests.sync.server.residents.rating.raters import of_code, rate, ratings
from tests.sync.server.residents.visitor import Visitor, work
from tests.sync.server.station import Station

STEP, SURE = "/moje-misto/vymazat", "/moje-misto/vymazat/ano"
ALL, WORDS = {"what": "hodnoceni"}, {"what": "poznamka"}
SAID = "U Zvlastnijmeno je tma"


def count(station: Station) -> int:
    """The ratings of which the surface is made."""
    with station.server.database.write() as connection:
        return surface.make(connection, station.server).ratings


def test_that_the_step_says_what_goes_and_changes_nothing(station: Station, visitor: Visitor) -> None:
    code = rate(visitor, remark=SAID)
    work(station)
    assert STEP in visitor.get("/moje-misto").body.decode()
    step = visitor.post(STEP, {"code": code})
    text = step.body.decode()
    assert step.status == 200
    assert "spíše nebezpečně" in text
    assert "Už zveřejněné měsíce se nemění" in text
    assert re.findall(r'name="what" value="(\w+)"', text) == ["hodnoceni", "poznamka"]
    assert "?lang=" not in text, "by an address alone nobody comes to this step, in no language"
    assert work(station) == 0
    assert len(of_code(station, code)) == 1


def test_that_a_rating_goes_with_what_it_replaced_and_the_surface_with_it(station: Station, visitor: Visitor) -> None:
    first = rate(visitor, remark=SAID)
    code = rate(visitor, answer="very_safe", remark=SAID)
    other = rate(visitor, part="day")
    work(station)
    assert count(station) == 2
    visitor.post(STEP, {"code": code})
    for _ in range(2):
        answer = visitor.post(SURE, {"code": f" {code.lower()} "} | ALL)
        assert answer.status == 303
    assert "nic nezůstane" in visitor.get(answer.headers["location"]).body.decode()
    assert visitor.post("/moje-misto", {"code": code}).status == 422, "from the click on"
    assert work(station) >= 1
    assert visitor.post(SURE, {"code": code} | ALL).status == 303, "once more nothing else is said"
    work(station)
    assert [row.part for row in ratings(station)] == ["day"]
    assert not of_code(station, first)
    assert SAID not in whole_database(station)
    assert visitor.cookies["__Host-rated"].split(".") == [other, first]
    assert count(station) == 1
    visitor.post(SURE, {"code": other} | ALL)
    work(station)
    assert station.scalar(sa.select(sa.func.count()).select_from(rater)) == 0, "nothing is known of the browser"


def test_that_only_the_words_go_where_only_they_are_meant(station: Station, visitor: Visitor) -> None:
    code = rate(visitor, remark=SAID)
    work(station)
    for _ in range(2):
        visitor.post(STEP, {"code": code})
        assert visitor.post(SURE, {"code": code} | WORDS).status == 303
        work(station)
    assert [row.remark for row in ratings(station)] == [""]
    assert not station.all(sa.select(rating_remark))
    assert SAID not in whole_database(station)
    assert "poznamka" not in visitor.post(STEP, {"code": code}).body.decode()


def test_that_who_erases_before_it_is_decided_has_nothing_kept_and_is_counted(
    station: Station, visitor: Visitor
) -> None:
    code = rate(visitor, remark=SAID)
    before = dict(visitor.hidden)
    visitor.post(SURE, {"code": code} | ALL)
    work(station)
    assert not ratings(station)
    assert SAID not in whole_database(station)
    visitor.hidden = before
    assert visitor.post("/hodnotit/odeslat", {"part": "night", "answer": "very_safe"}).status == 409
    work(station)
    assert not ratings(station), "a restored tab brings nothing back"


def test_that_the_published_month_stays_and_the_next_is_made_without_it(station: Station, visitor: Visitor) -> None:
    codes = [rate(Visitor(visitor.app, station, f"198.51.100.{number}")) for number in range(1, 8)]
    work(station)
    station.clock.forward(days=31)

    def release() -> None:
        with station.server.database.write() as connection:
            releases.make(connection, station.server)

    def published() -> list[tuple[object, ...]]:
        rows = station.all(sa.select(rating_release.c.month, rating_release.c.lines).order_by(rating_release.c.month))
        return [tuple(row) for row in rows]

    release()
    before = published()
    visitor.get("/moje-misto")
    for code in codes:
        visitor.post(SURE, {"code": code} | ALL)
    work(station)
    assert published() == before
    assert not ratings(station)
    assert '"n":5' in str(before[0][1]), "it was published with them"
    station.clock.forward(days=31)
    release()
    assert published()[0] == before[0]


def test_that_a_restored_backup_does_not_bring_it_back(station: Station, visitor: Visitor, tmp_path: Path) -> None:
    gone, unsaid, waiting = rate(visitor, remark=SAID), rate(visitor, part="day", remark=SAID), ""
    work(station)
    waiting = rate(Visitor(visitor.app, station, "198.51.100.9"), remark=SAID)
    back_up(station.settings.database, tmp_path / "backup")
    for code, what in ((gone, ALL), (unsaid, WORDS), (waiting, ALL)):
        visitor.post(SURE, {"code": code} | what)
    work(station)
    visitor.app.state.server.close()
    station.server.close()
    restore(station.settings.database, tmp_path / "backup")
    assert SAID in whole_database(station)
    done = erase_again(station.server)
    assert done == ErasedAgain(ratings=2, links=1)
    work(station)
    assert SAID not in whole_database(station)
    assert [row.part for row in station.all(sa.select(rating.c.part))] == ["day"]
    assert erase_again(station.server) == ErasedAgain()


@pytest.mark.parametrize("path", [STEP, SURE])
def test_that_wrong_codes_are_counted_here_too(visitor: Visitor, path: str) -> None:
    visitor.get("/moje-misto")
    codes = [f"AAAA-BBBB-{number:04}" for number in range(11)]
    statuses = [visitor.post(path, {"code": code} | ALL).status for code in codes]
    assert statuses == [422 if path == STEP else 303] * 10 + [429]
    assert visitor.post(path, {"code": codes[0], "what": "vsechno"}).status == 429
