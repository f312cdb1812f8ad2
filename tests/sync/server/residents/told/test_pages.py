"""Who was told digits by telephone reads the answer by them, and says more; nobody else does."""

import re
from dataclasses import replace

import pytest
import sqlalchemy as sa

from app.accounts.domain import Role
from app.messages.domain import Way
from app.tips.domain import Outcome, OutcomeKind, Status
from app.tips.operations import TipAsk, TipClose
from sync.server.intake.limits import Allowed
from tests.sync.server import schema
from tests.sync.server.desk.browser import Browser, at_desk, text_of
from tests.sync.server.residents.visitor import Visitor, work
from tests.sync.server.station import WEST, Station

ASKED = {"category": "1", "where": "u lípy", "spot": "words", "text": "Nesvítí lampa u školy."}
DIGITS = re.compile(r"\b\d{4}(?: \d{4}){3}\b")


def call(desk: Browser, **fields: str) -> str:
    """The digits that the dispatcher reads to the caller."""
    answer = desk.post("/desk/call", desk.form("/desk/call") | ASKED | fields | {"do": "file"})
    assert answer.status == 303, text_of(answer)
    found = DIGITS.search(text_of(desk.get(answer.headers["location"])))
    assert found is not None
    return found[0]


@pytest.fixture
def desk(station: Station) -> Browser:
    return at_desk(station, "pevuska", Role.DISPATCHER)


def opened(visitor: Visitor, digits: str) -> str:
    """The address of the page that the digits open."""
    visitor.get("/sledovat")
    answer = visitor.post("/sledovat", {"code": digits})
    assert answer.status == 303, answer.body.decode()
    return answer.headers["location"]


def test_that_a_nameless_caller_reads_the_question_answers_it_and_reads_what_was_done(
    station: Station, visitor: Visitor, desk: Browser
) -> None:
    officer = station.officer("novak", WEST)
    digits = call(desk, where="50.0500, 13.0500", spot="")
    officer.pull()
    (tip,) = officer.docs("tip").values()
    assert [one.get("way") for one in tip["parties"]] == [Way.PAGE.value]
    page = opened(visitor, digits)
    assert page == opened(visitor, f" {digits.replace(' ', '-')} ")
    officer.do(tip["id"], TipAsk(Status.NEW, "Která lampa to je?"))
    assert "Která lampa to je?" in visitor.get(page).body.decode()
    visitor.get(page + "/odpovedet")
    assert visitor.post(page + "/odpovedet", {"text": "Ta u branky."}).status == 303
    work(station)
    officer.pull()
    (tip,) = officer.docs("tip").values()
    assert tip["status"] == "in_progress"
    officer.do(tip["id"], TipClose(Status.IN_PROGRESS, Outcome(OutcomeKind.SOLVED, reply="Už svítí.")))
    station.clock.forward(minutes=11)
    work(station)
    told = visitor.get(page).body.decode()
    assert "Ta u branky." in told
    assert "Už svítí." in told


def test_that_whose_number_is_known_is_called_and_reads_it_too(
    station: Station, visitor: Visitor, desk: Browser
) -> None:
    first, second = call(desk, name="Jana", phone="602 123 456"), call(desk, text="Něco jiného.")
    assert first != second
    page = visitor.get(opened(visitor, first)).body.decode()
    assert "602 123" not in page
    assert "Jana" not in page
    assert opened(visitor, first) != opened(visitor, second)


def test_that_digits_of_nobody_are_counted_and_refused_and_those_of_who_is_forgotten_open_nothing(
    station: Station, visitor: Visitor, desk: Browser
) -> None:
    digits = call(desk)
    visitor.app.state.server.settings = replace(visitor.app.state.server.settings, codes=Allowed(address_hour=3))
    for wrong in ("4539 1488 0343 6467", "nic"):
        visitor.get("/sledovat")
        refused = visitor.post("/sledovat", {"code": wrong})
        assert (refused.status, f'value="{wrong}"' in refused.body.decode()) == (422, True)
    page = opened(visitor, digits)
    visitor.get(page + "/vymazat")
    assert visitor.post(page + "/vymazat", {}).status == 303
    work(station)
    assert visitor.get(page).status == 404
    assert visitor.post("/sledovat", {"code": digits}).status == 422
    late = visitor.post("/sledovat", {"code": digits})
    assert (late.status, "Z vaší sítě" in late.body.decode()) == (429, True)
    stored = "\n".join(str(row) for table in schema.metadata.tables.values() for row in station.all(sa.select(table)))
    assert digits.replace(" ", "") not in stored


@pytest.mark.parametrize("path", ["/sledovat", "/moje-misto"])
def test_that_what_was_typed_into_an_old_page_is_still_there(visitor: Visitor, path: str) -> None:
    stale = visitor.post(path, {"code": "4539 1488"})
    assert (stale.status, 'value="4539 1488"' in stale.body.decode()) == (403, True)
    assert "Váš kód tu zůstal" in stale.body.decode()
