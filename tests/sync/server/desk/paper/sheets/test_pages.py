"""Sheets on the desk: printed with a map and numbers, entered, refused with what was typed, taken back."""

import re

import pytest

from app.accounts.domain import Role
from sync.server.published import service as published
from tests.sync.server.desk.browser import Browser, at_desk, text_of
from tests.sync.server.paper import reading
from tests.sync.server.station import WEST, Station

ROOM = "/desk/paper/sheets"


@pytest.fixture
def dispatcher(station: Station) -> Browser:
    with station.server.database.write() as connection:
        published.make(connection, station.server)
    return at_desk(station, "pevuska", Role.DISPATCHER)


def printed(dispatcher: Browser, copies: int = 2) -> list[str]:
    """The codes of sheets that were printed, as they stand on the paper."""
    fields = dispatcher.form(ROOM) | {"do": "print", "district": WEST, "copies": str(copies), "language": "cs"}
    made = dispatcher.post(ROOM, fields)
    assert made.status == 303
    paper = dispatcher.get(made.headers["location"])
    assert paper.headers["content-type"] == "application/pdf"
    return re.findall(r"Kód archu: (\w{4} \w{4})", reading.text_of(paper.body))[::2]


def begun(dispatcher: Browser) -> str:
    begun = dispatcher.post(ROOM, dispatcher.form(ROOM) | {"do": "begin", "name": "Den s policií", "day": "2026-02-20"})
    assert begun.status == 303
    return str(begun.headers["location"])


def test_that_a_sheet_has_a_map_numbers_boxes_and_a_code(dispatcher: Browser) -> None:
    made = dispatcher.post(
        ROOM, dispatcher.form(ROOM) | {"do": "print", "district": WEST, "copies": "1", "language": "en"}
    )
    paper = dispatcher.get(made.headers["location"]).body
    said = reading.text_of(paper)
    assert said.startswith("How safe do you feel here?")
    assert "4 very unsafe" in said
    assert "8 other" in said
    assert any("numbered places" in one for one in reading.alternatives(paper))
    assert set(reading.sizes_of(paper)) == {(210, 297)}


def test_that_a_sheet_is_entered_and_entered_twice_is_noticed(dispatcher: Browser) -> None:
    first, _ = printed(dispatcher)
    path = begun(dispatcher)
    dispatcher.get(path)
    done = dispatcher.post(path, {"do": "enter", "code": first, "rows": "1 d1 t4 c1 p1\r\n2 t3"})
    assert done.status == 303
    assert "ratings=3" in done.headers["location"]
    shown = text_of(dispatcher.get(done.headers["location"]))
    assert f"Zapsáno: arch {first.replace(' ', '')}, hodnocení: 3." in shown
    assert "1 arch v této dávce" in shown
    again = dispatcher.post(path, {"do": "enter", "code": first, "rows": "1 d1"})
    assert again.status == 422
    assert "Tento arch už je zapsaný" in text_of(again)
    assert "v dávce Den s policií" in text_of(again)


def test_that_what_was_typed_survives_every_refusal(dispatcher: Browser) -> None:
    first, _ = printed(dispatcher)
    path = begun(dispatcher)
    dispatcher.get(path)
    for code, rows, said in (
        (first, "1 d1\n999 d1\n2 d9", "řádek 2, 999"), ("0000 0000", "1 d1", "Arch s tímto kódem není"),
        (first, "  ", "není tu"),
    ):  # fmt: skip
        refused = dispatcher.post(path, {"do": "enter", "code": code, "rows": rows})
        assert refused.status == 422
        assert said in text_of(refused)
        assert rows in refused.body.decode()
        assert code in refused.body.decode()
    dispatcher.token = "ab" * 16
    over = dispatcher.post(path, {"do": "enter", "code": first, "rows": "1 d1"})
    assert (over.status, "1 d1" in over.body.decode()) == (403, True)
    form = dispatcher.form(ROOM)
    typed = form | {"do": "begin", "name": "ř" * 81, "day": "2027-01-01"}
    refused = dispatcher.post(ROOM, typed)
    assert refused.status == 422
    assert typed["name"] in refused.body.decode()
    odd = {"do": "print", "district": "nic", "copies": "51", "language": "cs"}
    assert dispatcher.post(ROOM, form | odd).status == 422
    old = dispatcher.post(ROOM, {"do": "begin", "name": "Trh", "day": "2026-02-20"})
    assert (old.status, 'value="Trh"' in old.body.decode()) == (403, True)


def test_that_a_double_click_is_known_by_its_form_and_not_by_equal_words(dispatcher: Browser) -> None:
    for wanted in (
        {"do": "begin", "name": "Den s policií", "day": "2026-02-20"},
        {"do": "print", "district": WEST, "copies": "1", "language": "cs"},
    ):
        first, second = dispatcher.form(ROOM), dispatcher.form(ROOM)
        twice = [dispatcher.post(ROOM, first | wanted).headers["location"] for _ in range(2)]
        other = dispatcher.post(ROOM, second | wanted).headers["location"]
        assert twice[0] == twice[1] != other


def test_that_a_sheet_and_a_whole_batch_are_taken_back(dispatcher: Browser) -> None:
    codes = printed(dispatcher)
    path = begun(dispatcher)
    dispatcher.get(path)
    for code in codes:
        assert dispatcher.post(path, {"do": "enter", "code": code, "rows": "1 t4"}).status == 303
    one = codes[0].replace(" ", "")
    undone = dispatcher.post(path, {"do": f"undo {one}"})
    back = dispatcher.get(undone.headers["location"])
    assert "1 t4" in back.body.decode()
    assert one in back.body.decode()
    assert dispatcher.post(path, {"do": "undo-all"}).status == 422
    assert dispatcher.post(path, {"do": "undo-all", "sure": "1"}).status == 303
    assert "0 archů v této dávce" in text_of(dispatcher.get(path))


def test_that_only_who_enters_paper_sees_it(station: Station, dispatcher: Browser) -> None:
    path = begun(dispatcher)
    officer = at_desk(station, "z", Role.OFFICER)
    assert {officer.get(one).status for one in (ROOM, path)} == {403}
    assert dispatcher.get("/desk/paper/batches/none").status == 404
    assert dispatcher.get("/desk/paper/sheets/none").status == 404
