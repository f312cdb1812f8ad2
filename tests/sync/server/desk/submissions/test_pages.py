"""The page of submissions: a list by clocks, one of them with what can be done, for who may read it alone."""

import pytest
import sqlalchemy as sa

from app.accounts.domain import Role
from sync.server.accounts import people
from sync.server.accounts.repository import account_id
from sync.server.submissions import service
from tests.sync.server import schema
from tests.sync.server.desk.browser import Browser, at_desk, text_of
from tests.sync.server.residents.visitor import Visitor, work
from tests.sync.server.station import HttpAnswer, Station

WORDS = "Strážník Zelený na mě křičel."


@pytest.fixture
def boss(station: Station) -> Browser:
    """A supervisor whom the city named to read complaints."""
    browser = at_desk(station, "vedouci", Role.SUPERVISOR)
    read_by(station, "vedouci")
    return browser


def read_by(station: Station, *logins: str) -> None:
    """Name who reads complaints."""
    with station.server.database.write() as connection:
        named = [account_id(connection, login) or "" for login in logins]
        assert service.choose_readers(connection, named) is None


def sent(station: Station, visitor: Visitor, kind: str = "complaint") -> str:
    visitor.send(kind=kind, text=WORDS, where="", name="Jana Malá") if kind == "complaint" else visitor.send(kind=kind)
    work(station)
    found: str = station.scalar(sa.select(schema.submission.c.id).where(schema.submission.c.kind == kind))
    return found


def post(browser: Browser, submission_id: str, **fields: str) -> HttpAnswer:
    path = f"/desk/submissions/{submission_id}"
    return browser.post(path, browser.form(path) | fields)


def waiting(browser: Browser) -> str:
    """What the first page says that waits."""
    return text_of(browser.get("/desk")).partition("Tady nic nečeká")[0]


def test_that_it_is_listed_without_its_words_opened_answered_and_gone_from_what_waits(
    station: Station, visitor: Visitor, boss: Browser
) -> None:
    one = sent(station, visitor)
    listed = text_of(boss.get("/desk/submissions"))
    assert "Stížnost na strážníka" in listed
    assert "křičel" not in listed
    shown = text_of(boss.get(f"/desk/submissions/{one}"))
    assert WORDS in shown
    assert "Jana Malá" in shown
    assert "Stížnosti, žádosti, oznámení a tísňová podání" in waiting(boss)
    assert post(boss, one, do="take").status == 303
    assert "Vedouci" in text_of(boss.get("/desk/submissions"))
    done = post(boss, one, do="answer-last", text="Omlouváme se.")
    assert done.status == 303
    assert "Odpověď je na stránce odesílatele." in text_of(boss.get(done.headers["location"]))
    assert "Nečeká nic" in text_of(boss.get("/desk/submissions"))
    assert "Stížnost" in text_of(boss.get("/desk/submissions?done=1"))


def test_that_a_clock_that_ran_out_is_said_and_counted(station: Station, visitor: Visitor, boss: Browser) -> None:
    sent(station, visitor, "emergency")
    assert "Z nich po lhůtě" not in waiting(boss)
    station.clock.forward(minutes=59)
    assert "po lhůtě" not in text_of(boss.get("/desk/submissions"))
    station.clock.forward(hours=2, minutes=1)
    boss.sign_in("vedouci")
    assert "po lhůtě 2 hodiny" in text_of(boss.get("/desk/submissions"))
    assert "Z nich po lhůtě" in waiting(boss)


def test_that_what_was_typed_survives_a_refusal(station: Station, visitor: Visitor, boss: Browser) -> None:
    one = sent(station, visitor)
    seen = boss.form(f"/desk/submissions/{one}")
    assert post(boss, one, do="take").status == 303
    late = boss.post(f"/desk/submissions/{one}", seen | {"do": "answer", "text": "Dlouhá odpověď"})
    assert late.status == 409
    assert "Dlouhá odpověď" in text_of(late)
    assert post(boss, one, do="close", reason=" ").status == 422
    assert post(boss, one, do="kind", kind="tip", why="x").status == 422
    assert post(boss, one, do="nic").status == 404


def test_that_who_names_themselves_hands_it_on_and_never_sees_it_again(
    station: Station, visitor: Visitor, boss: Browser
) -> None:
    one = sent(station, visitor)
    at_desk(station, "spravce", Role.ADMIN)
    read_by(station, "vedouci", "spravce")
    boss_id = station.scalar(sa.select(schema.account.c.id).where(schema.account.c.login == "vedouci"))
    done = post(boss, one, do="about", about=boss_id)
    assert done.status == 303
    led = boss.get(done.headers["location"])
    assert led.status == 303
    assert "Vy už je číst nesmíte" in text_of(boss.get(led.headers["location"]))
    assert boss.get(f"/desk/submissions/{one}").status == 404
    assert "Stížnosti, žádosti" not in waiting(boss)


def test_that_a_complaint_is_nothing_for_a_dispatcher_not_even_among_what_is_to_check(
    station: Station, visitor: Visitor
) -> None:
    one = sent(station, visitor)
    dispatcher = at_desk(station, "pevuska", Role.DISPATCHER)
    assert dispatcher.get(f"/desk/submissions/{one}").status == 404
    assert "Stížnost" not in text_of(dispatcher.get("/desk/submissions")).partition("Nečeká nic")[2]
    assert at_desk(station, "z", Role.OFFICER).get("/desk/submissions").status == 403
    visitor.write(kind="complaint", text=WORDS, where="")
    visitor.post("/podnet/odeslat", {"homepage": "robot"})
    work(station)
    waits = text_of(dispatcher.get("/desk/check"))
    assert "Stížnost na strážníka" in waits
    assert "křičel" not in waits


def test_that_an_emergency_leads_to_the_numbers_and_says_that_nobody_reads_it_at_once(visitor: Visitor) -> None:
    shown = visitor.write(kind="emergency").body.decode()
    assert 'href="tel:112"' in shown
    assert "nikdo nečte hned" in shown
    assert "nikdo nečte hned" not in visitor.write().body.decode()
    assert visitor.write(kind="odd").status == 422


def test_that_a_tip_is_made_one_by_its_number_and_a_tip_again(
    station: Station, visitor: Visitor, boss: Browser
) -> None:
    visitor.send(text=WORDS)
    work(station)
    number, tip_id = station.all(sa.select(schema.tip.c.number, schema.tip.c.id))[0]
    assert "Není to podnět" in text_of(boss.get(f"/desk/unplaced/{tip_id}"))
    boss.get(f"/desk/no-tip?number={number}")
    for typed, status in (
        ({"kind": "tip", "reason": "jde o strážníka"}, 422), ({"kind": "complaint", "reason": ""}, 422),
        ({"kind": "complaint", "reason": "jde o strážníka", "number": "2026-999999"}, 404),
    ):  # fmt: skip
        refused = boss.post("/desk/no-tip", {"number": number, **typed})
        assert refused.status == status
        assert typed["reason"] in refused.body.decode()
    made = boss.post("/desk/no-tip", {"number": number, "kind": "complaint", "reason": "jde o strážníka"})
    assert made.status == 303
    path = made.headers["location"].partition("?")[0]
    assert "z podnětu se stalo: Stížnost na strážníka" in text_of(boss.get(path))
    assert boss.post(path, boss.form(path) | {"do": "tip", "category": "light", "because": " "}).status == 422
    done = boss.post(path, boss.form(path) | {"do": "tip", "category": "light", "because": "omyl"})
    assert done.status == 303
    assert "Teď je to podnět 2026-" in text_of(boss.get(done.headers["location"]))
    assert boss.get(path).status == 404


def test_that_a_complaint_waits_for_nobody_who_is_gone(station: Station, visitor: Visitor, boss: Browser) -> None:
    admin = at_desk(station, "spravce", Role.ADMIN)
    one = sent(station, visitor)
    assert WORDS not in text_of(admin.get(f"/desk/submissions/{one}"))
    with station.server.database.write() as connection:
        people.deactivate(connection, account_id(connection, "vedouci") or "", station.server.now())
    assert WORDS in text_of(admin.get(f"/desk/submissions/{one}"))
