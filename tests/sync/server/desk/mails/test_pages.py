"""Mails that wait are read as text, given to a tip, made one or put aside; by the rules and with an entry."""

import sqlalchemy as sa

from app.accounts.domain import Role
from app.identifiers import new_id
from app.tips.operations import TipFile
from sync.server.mail.incoming.domain import State
from tests.sync.server import schema
from tests.sync.server.desk.browser import Browser, at_desk, text_of
from tests.sync.server.mail.incoming.test_deciding import come, mail, states
from tests.sync.server.station import IN_WEST, WEST, HttpAnswer, Station

EVIL = "Dobrý den <script>alert(1)</script> & <img src=x>"


def waiting(station: Station, number: str = "2026-999999") -> str:
    """A mail that names a tip waits; its id."""
    state, _ = come(station, mail(EVIL, f"Subject: Podnět {number} <b>", "List-Id: <x>"))
    assert state is State.CHECK
    return str(station.scalar(sa.select(schema.incoming.c.id).where(schema.incoming.c.state == "check")))


def filed(station: Station) -> str:
    """A tip that somebody sent who can be answered; its number."""
    tip_id = new_id()
    officer = station.officer("novak", WEST)
    officer.do(tip_id, TipFile("Tma", "light", place=IN_WEST, contact_email="anna@example.cz"))
    return str(station.scalar(sa.select(schema.tip.c.number)))


def post(browser: Browser, mail_id: str, **fields: str) -> HttpAnswer:
    return browser.post(f"/desk/mails/{mail_id}", browser.form(f"/desk/mails/{mail_id}") | fields)


def actions(station: Station) -> list[tuple[str, str]]:
    rows = station.all(sa.select(schema.audit).order_by(schema.audit.c.id))
    return [(row.action, row.target) for row in rows if row.action.startswith("mail.")]


def test_that_a_mail_is_text_and_never_markup(station: Station) -> None:
    mail_id = waiting(station)
    dispatcher = at_desk(station, "d", Role.DISPATCHER)
    assert "anna@example.cz" in text_of(dispatcher.get("/desk/mails"))
    page = dispatcher.get(f"/desk/mails/{mail_id}")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.body.decode()
    assert "<script" not in page.body.decode()
    assert "<img" not in page.body.decode()
    assert actions(station)[-2:] == [("mail.list", ""), ("mail.read", mail_id)]


def test_that_only_an_admin_fetches_the_bytes_and_reads_no_sender(station: Station) -> None:
    mail_id = waiting(station)
    for role in (Role.DISPATCHER, Role.SUPERVISOR, Role.OFFICER, Role.ANALYST):
        person = at_desk(station, role.value, role)
        assert person.get(f"/desk/mails/{mail_id}/raw").status == 403
        places = role in (Role.DISPATCHER, Role.SUPERVISOR)
        assert (person.get("/desk/mails").status == 200) == places
    admin = at_desk(station, "a", Role.ADMIN)
    assert "anna@example.cz" not in text_of(admin.get("/desk/mails"))
    assert "anna@example.cz" not in text_of(admin.get(f"/desk/mails/{mail_id}"))
    raw = admin.get(f"/desk/mails/{mail_id}/raw")
    assert b"From: Anna <anna@example.cz>" in raw.body
    assert raw.headers["content-type"] == "application/octet-stream"
    assert raw.headers["content-disposition"].startswith("attachment")
    assert actions(station)[-1] == ("mail.raw", mail_id)
    assert admin.get(f"/desk/mails/{new_id()}/raw").status == 404


def test_that_a_mail_is_given_to_a_tip_or_why_not(station: Station) -> None:
    number = filed(station)
    mail_id = waiting(station, number)
    dispatcher = at_desk(station, "d", Role.DISPATCHER)
    assert f'value="{number}"' in dispatcher.get(f"/desk/mails/{mail_id}").body.decode(), "as it may belong to it"
    wrong = post(dispatcher, mail_id, do="give", number="2026-555555")
    assert wrong.status == 409
    assert 'value="2026-555555"' in wrong.body.decode()
    assert station.all(sa.select(schema.message)) == []
    assert post(dispatcher, mail_id, do="give", number=number).headers["location"] == "/desk/mails?done=give"
    (message,) = station.all(sa.select(schema.message))
    assert "Dobrý den" in message.doc
    assert states(station)[-1][0] is State.ATTACHED
    assert dispatcher.get(f"/desk/mails/{mail_id}").status == 404, "it waits no more"
    assert [one for one in actions(station) if one[0] == "mail.give"] == [("mail.give", mail_id)]


def test_that_a_mail_becomes_a_tip_once(station: Station) -> None:
    mail_id = waiting(station)
    dispatcher = at_desk(station, "d", Role.DISPATCHER)
    known = dispatcher.form(f"/desk/mails/{mail_id}")
    assert dispatcher.post(f"/desk/mails/{mail_id}", known | {"do": "file"}).status == 303
    again = dispatcher.post(f"/desk/mails/{mail_id}", known | {"do": "file"})
    assert "Tento e-mail už je rozhodnutý" in text_of(dispatcher.get(again.headers["location"]))
    assert len(station.all(sa.select(schema.tip))) == 1
    assert "Z e-mailu je nový podnět" in text_of(dispatcher.get("/desk/mails?done=file"))


def test_that_a_mail_is_put_aside_for_a_reason_and_taken_back(station: Station) -> None:
    mail_id = waiting(station)
    dispatcher = at_desk(station, "d", Role.DISPATCHER)
    aside = post(dispatcher, mail_id, do="aside-junk")
    assert states(station) == [(State.REFUSED, "junk")]
    assert post(dispatcher, mail_id, do="aside-odd").status == 404
    dispatcher.get(aside.headers["location"])
    back = dispatcher.post(f"/desk/mails/{mail_id}", {"do": "back"})
    assert back.headers["location"] == f"/desk/mails/{mail_id}"
    assert states(station) == [(State.CHECK, "reopened")]
    assert "vzatý zpět" in text_of(dispatcher.get(f"/desk/mails/{mail_id}"))
    post(dispatcher, mail_id, do="file")
    dispatcher.get("/desk/mails")
    assert dispatcher.post(f"/desk/mails/{mail_id}", {"do": "back"}).headers["location"] == "/desk/mails"
    assert states(station)[-1][0] is State.FILED, "what became a tip is not taken back"


def test_that_a_mail_is_made_a_complaint_that_whom_it_is_about_never_reads(station: Station) -> None:
    mail_id = waiting(station)
    station.person("spravce", Role.ADMIN)
    officer = station.officer("zeleny", WEST)
    dispatcher = at_desk(station, "d", Role.DISPATCHER)
    assert post(dispatcher, mail_id, do="submission", kind="").status == 409
    assert states(station)[-1][0] is State.CHECK
    form = dispatcher.form(f"/desk/mails/{mail_id}")
    done = post(dispatcher, mail_id, do="submission", kind="complaint", about=officer.officer_id)
    assert done.status == 303
    admin = at_desk(station, "druhy", Role.ADMIN)
    admin.get("/desk/mails")
    seen = admin.post(f"/desk/mails/{mail_id}", {"do": "aside-junk"})
    assert seen.status == 303, "who may read it is told"
    assert "Tento e-mail už je rozhodnutý" in text_of(admin.get(seen.headers["location"]))
    assert dispatcher.post(f"/desk/mails/{mail_id}", form | {"do": "file"}).status == 404
    assert states(station)[-1] == (State.SUBMITTED, "")
    assert [row.kind for row in station.all(sa.select(schema.submission.c.kind))] == ["complaint"]
    about = [row.officer_id for row in station.all(sa.select(schema.submission_about.c.officer_id))]
    assert about == [officer.officer_id]
    officer.pull()
    assert (officer.docs("tip"), station.all(sa.select(schema.tip.c.id))) == ({}, [])
    assert dispatcher.get(f"/desk/mails/{mail_id}").status == 404
