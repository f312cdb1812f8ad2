"""A call can be a complaint, a request, a report or an emergency: then it is no tip and has its readers."""

import re

import pytest
import sqlalchemy as sa

from app.accounts.domain import Role
from sync.server.accounts.callers import Caller
from sync.server.accounts.repository import account_id
from sync.server.submissions import repository, service
from sync.server.submissions.domain import State, SubmissionKind
from tests.sync.server import schema
from tests.sync.server.desk.browser import Browser, at_desk, text_of
from tests.sync.server.residents.visitor import Visitor, visitor
from tests.sync.server.station import WEST, HttpAnswer, Station

__all__ = ["visitor"]
WORDS = "Strážník Zelený na mě křičel."


@pytest.fixture
def dispatcher(station: Station) -> Browser:
    station.person("spravce", Role.ADMIN)
    return at_desk(station, "pevuska", Role.DISPATCHER)


def send(browser: Browser, **fields: str) -> HttpAnswer:
    said = {"category": "", "where": "", "text": WORDS, "name": "Jana", "phone": "602 123 456", "do": "submission"}
    return browser.post("/desk/call", browser.form("/desk/call") | said | fields)


def reader(station: Station, login: str, role: Role) -> Caller:
    with station.server.database.read() as connection:
        return Caller(account_id(connection, login) or station.person(login, role), login, role)


def test_that_a_complaint_by_telephone_is_no_tip_and_its_caller_reads_the_answer_by_the_code(
    station: Station, dispatcher: Browser, visitor: Visitor
) -> None:
    officer = station.officer("zeleny", WEST)
    fields = dispatcher.form("/desk/call") | {"text": WORDS, "kind": "complaint", "about": officer.officer_id}
    answers = [dispatcher.post("/desk/call", fields | {"do": "submission"}) for _ in range(2)]
    assert [one.status for one in answers] == [303, 303]
    assert answers[0].headers["location"] == answers[1].headers["location"]
    told = dispatcher.get(answers[0].headers["location"])
    assert WORDS not in text_of(told)
    code = re.search(r'class="spoken code">([\d ]+)<', told.body.decode())
    assert code is not None
    officer.pull()
    assert (officer.docs("tip"), station.all(sa.select(schema.tip.c.id))) == ({}, [])
    admin = reader(station, "spravce", Role.ADMIN)
    (one,) = service.listed(station.server, admin, State.OPEN, 10)
    assert (one.kind, one.doc.text, one.doc.channel) == (SubmissionKind.COMPLAINT, WORDS, "phone")
    with station.server.database.read() as connection:
        assert repository.about(connection, one.id) == {officer.officer_id}
    service.act(station.server, admin, one.id, one.version, service.answer("Omlouváme se.", is_last=True))
    visitor.get("/sledovat")
    opened = visitor.post("/sledovat", {"code": code[1]})
    assert opened.status == 303
    page = text_of(visitor.get(opened.headers["location"]))
    assert "Omlouváme se." in page
    assert WORDS not in page


def test_that_nothing_typed_is_lost_where_it_can_not_be_filed(station: Station, dispatcher: Browser) -> None:
    admin_id = reader(station, "spravce", Role.ADMIN).officer_id
    for fields, status in (
        ({"kind": ""}, 422), ({"kind": "tip"}, 422), ({"kind": "complaint", "text": " "}, 422),
        ({"kind": "complaint", "about": admin_id}, 409), ({"kind": "offence", "form": "x"}, 409),
    ):  # fmt: skip
        refused = send(dispatcher, **fields)
        assert refused.status == status, fields
        assert "602 123 456" in refused.body.decode()
    assert station.all(sa.select(schema.submission.c.id)) == []


def test_that_who_entered_it_alone_is_told_the_code_and_a_kind_that_was_chosen_is_never_filed_as_a_tip(
    station: Station, dispatcher: Browser
) -> None:
    filed = send(dispatcher, kind="emergency", do="file", category="1")
    assert "předejte hovor ihned" in text_of(dispatcher.get(filed.headers["location"]))
    assert at_desk(station, "druha", Role.DISPATCHER).get(filed.headers["location"]).status == 404
    assert station.all(sa.select(schema.tip.c.id)) == []
