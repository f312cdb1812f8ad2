"""Who scans the code of a paper is counted once they send something, by the wave alone."""

import re
from dataclasses import replace
from datetime import date

import sqlalchemy as sa

from app.accounts.domain import Role
from sync.server.paper import waves
from sync.server.published import service as published
from tests.sync.server import schema
from tests.sync.server.desk.browser import at_desk, text_of
from tests.sync.server.paper.reading import text_of as text_in
from tests.sync.server.residents.rating.raters import FOUR_TAPS, ratings
from tests.sync.server.residents.visitor import WRITTEN, Visitor, work
from tests.sync.server.station import WEST, Station


def begun(station: Station) -> str:
    with station.server.database.write() as connection:
        code = waves.begin(connection, "Jarní vizitky", date(2026, 3, 2), WEST, station.server.now())
        published.make(connection, station.server)  # what is made anew takes no wave away
    return code


def counts(station: Station) -> list[tuple[int, int]]:
    with station.server.database.read() as connection:
        return [(one.ratings, one.tips) for one in waves.counted(connection)]


def follow(visitor: Visitor, path: str, to: str) -> str:
    """The first link of a page that leads there, as the page says it."""
    found = re.search(rf'href="({to}[^"]*)"', visitor.get(path).body.decode())
    assert found is not None, path
    return found[1].replace("&amp;", "&")


def test_that_a_rating_by_a_paper_is_counted_beside_its_wave_and_knows_nothing_else(
    station: Station, visitor: Visitor
) -> None:
    code = begun(station)
    before = dict(visitor.cookies)
    start = follow(visitor, f"/k/{code}", "/hodnotit")
    assert {name: value for name, value in visitor.cookies.items() if name != "__Host-form"} == before, "no cookie"
    assert counts(station) == [(0, 0)], "opening a page counts nothing"
    filled = follow(visitor, f"{start}&where=50.050000,%2013.050000", "/hodnotit/jak")
    visitor.get(filled)
    station.clock.forward(seconds=8)
    assert visitor.post("/hodnotit/odeslat", FOUR_TAPS).status == 303
    work(station)
    (row,) = ratings(station)
    assert (row.channel, row.source) == ("qr", code)
    assert counts(station) == [(1, 0)]


def test_that_a_tip_by_a_paper_is_counted_and_not_known_by_it(station: Station, visitor: Visitor) -> None:
    code = begun(station)
    start = follow(visitor, f"/k/{code}", "/podnet")
    visitor.get(follow(visitor, start, "/podnet/popis"))
    station.clock.forward(seconds=30)
    assert visitor.post("/podnet/popis", {"do": "preview"} | WRITTEN).status == 200
    assert visitor.post("/podnet/odeslat", {}).status == 303
    work(station)
    assert counts(station) == [(0, 1)]
    assert not any(code in str(row) for row in station.all(sa.select(schema.tip))), "no tip is known by its wave"
    assert not any(code in str(row) for row in station.all(sa.select(schema.intake.c.doc)))


def test_that_a_code_that_is_none_leads_nowhere_and_is_counted_by_nobody(station: Station, visitor: Visitor) -> None:
    begun(station)
    for odd in ("ABCDE0", "abcdef", "x" * 400, "a-b"):
        assert visitor.get(f"/k/{odd}").status == 404, odd
    visitor.get("/hodnotit/jak?spot=50.050000,13.050000%7CTady&z=ABCDE0")
    station.clock.forward(seconds=8)
    assert visitor.post("/hodnotit/odeslat", FOUR_TAPS).status == 303
    work(station)
    (row,) = ratings(station)
    assert (row.channel, row.source) == ("web", "")


def test_that_a_wave_is_begun_once_and_its_papers_lead_to_it(station: Station) -> None:
    desk = at_desk(station, "dispecer", Role.DISPATCHER)
    typed = {"name": "Jarní vizitky", "day": "2026-03-02", "district": WEST}
    for wrong in ({"name": ""}, {"day": "zítra"}, {"district": "neni"}):
        refused = desk.post("/desk/paper/waves", desk.form("/desk/paper/waves") | typed | wrong)
        assert refused.status == 422, wrong
        assert ('value="Jarní vizitky"' in refused.body.decode()) == ("name" not in wrong)
    form, other_form = desk.form("/desk/paper/waves"), desk.form("/desk/paper/waves")
    for _ in range(2):
        assert desk.post("/desk/paper/waves", form | typed).status == 303
    assert counts(station) == [(0, 0)], "a double click begins one"
    old = desk.post("/desk/paper/waves", typed)
    assert (old.status, 'value="Jarní vizitky"' in old.body.decode()) == (403, True)
    school = {"name": "5. B", "pupils": "20", "until": "2026-03-20"}
    for one in (form, other_form):
        assert desk.post("/desk/paper/waves", one | typed | school).status == 303
    assert len(counts(station)) == 3, "two classes of one name and day are two, and so is what else is typed"
    with station.server.database.write() as connection:
        connection.execute(sa.delete(schema.paper_wave).where(schema.paper_wave.c.name == "5. B"))
    page = desk.get("/desk/paper/waves")
    assert "Jarní vizitky" in text_of(page)
    code = str(station.scalar(sa.select(schema.paper_wave.c.code)))
    assert f'value="{code}" selected' in desk.get(f"/desk/paper?wave={code}").body.decode()
    other = desk.get(f"/desk/paper/officer.pdf?form=card&district=d2&wave={code}")
    assert (other.status, "jinou lokalitu" in text_of(other)) == (422, True)


def test_that_a_paper_of_a_wave_opens_its_page_and_not_the_officers(station: Station, visitor: Visitor) -> None:
    station.server.settings = replace(station.server.settings, address="https://okrsek.example.cz")
    station.person("novak", Role.OFFICER, WEST)
    code = begun(station)
    desk = at_desk(station, "dispecer", Role.DISPATCHER)
    made = desk.get(f"/desk/paper/officer.pdf?form=poster&wave={code}")
    assert made.status == 200
    assert f"okrsek.example.cz/k/{code}" in text_in(made.raw)


def test_that_the_code_of_a_class_counts_for_it_until_its_last_day(station: Station, visitor: Visitor) -> None:
    desk = at_desk(station, "dispecer", Role.DISPATCHER)
    typed = desk.form("/desk/paper/waves") | {"name": "7. B", "day": "2026-03-02", "district": WEST}
    for pupils, until in (
        ("0", "2026-03-20"),
        ("61", "2026-03-20"),
        ("25", ""),
        ("25", "2026-06-30"),
        ("", "2026-03-20"),
    ):
        refused = desk.post("/desk/paper/waves", typed | {"pupils": pupils, "until": until})
        assert refused.status == 422, (pupils, until)
        assert 'value="7. B"' in refused.body.decode()
    assert desk.post("/desk/paper/waves", typed | {"pupils": "25", "until": "2026-03-20"}).status == 303
    code = str(station.scalar(sa.select(schema.paper_wave.c.code)))
    assert "třída, 25 žáků, platí do 20. 3. 2026" in text_of(desk.get("/desk/paper/waves"))
    for days in (0, 18, 1):
        station.clock.forward(days=days)
        start = follow(visitor, f"/k/{code}", "/hodnotit")
        visitor.get(follow(visitor, f"{start}&where=50.050000,%2013.050000", "/hodnotit/jak"))
        station.clock.forward(seconds=8)
        part = "day" if days == 18 else "night"
        assert visitor.post("/hodnotit/odeslat", FOUR_TAPS | {"part": part}).status == 303
        work(station)
    assert [(row.channel, row.source) for row in ratings(station)] == [
        ("school_class", code), ("school_class", code), ("web", ""),
    ]  # fmt: skip
    assert counts(station) == [(2, 0)]


def test_that_a_class_gets_a_sheet_with_its_code(station: Station) -> None:
    station.server.settings = replace(station.server.settings, address="https://okrsek.example.cz")
    with station.server.database.write() as connection:
        school = waves.SchoolClass(25, date(2026, 3, 20))
        code = waves.begin(connection, "7. B", date(2026, 3, 2), WEST, station.server.now(), school=school)
    desk = at_desk(station, "dispecer", Role.DISPATCHER)
    paper = desk.get(f"/desk/paper/waves/{code}")
    assert paper.headers["content-type"] == "application/pdf"
    said = text_in(paper.body)
    assert f"okrsek.example.cz/k/{code}" in said
    assert "Kód platí do 20. 3. 2026." in said
    assert desk.get("/desk/paper/waves/ABCDEF").status == 404
