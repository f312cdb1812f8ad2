"""A resident and their officer speak by the page of the link: each message once, nothing by a look."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from app.messages.domain import Satisfaction
from app.tips.domain import Outcome, OutcomeKind, Status
from app.tips.operations import TipAnswer, TipAsk, TipClose, TipReopen
from sync.server.intake.limits import Allowed
from tests.sync.server import schema
from tests.sync.server.residents.visitor import Visitor, work
from tests.sync.server.station import IN_WEST, WEST, Device, Station

HERE = f"{IN_WEST.lat:.4f}, {IN_WEST.lon:.4f}"
THANKS = Outcome(OutcomeKind.SOLVED, reply="Lampa svítí.")
WORDS = "Je to ta u školy.\n<b>Bliká</b>"


@pytest.fixture
def officer(station: Station) -> Device:
    return station.officer("novak", WEST)


@pytest.fixture
def secret(station: Station, visitor: Visitor, officer: Device) -> str:
    """The link of a tip that an officer has."""
    assert officer
    sent = visitor.send(where=HERE)
    work(station)
    return sent


def tip_id(station: Station) -> str:
    found: str = station.scalar(sa.select(schema.tip.c.id).order_by(schema.tip.c.number.desc()))
    return found


def shown(visitor: Visitor, secret: str, path: str = "") -> str:
    answer = visitor.get(f"/sledovat/{secret}{path}")
    assert answer.status == 200, answer.status
    return answer.body.decode()


def asked(station: Station, officer: Device) -> str:
    target = tip_id(station)
    officer.do(target, TipAsk(Status.NEW, "Která lampa to je?"))
    return target


def heard(officer: Device) -> list[str]:
    """What devices have of what the resident said."""
    officer.pull()
    return [one["text"] for one in officer.docs("message").values() if "by" not in one]


def test_that_an_answer_whose_commit_broke_off_is_kept_once(
    station: Station, visitor: Visitor, officer: Device, secret: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line to the database broke after it had written and before it said so."""
    asked(station, officer)
    database = visitor.app.state.server.database
    written = database.durably

    def broken(work: object) -> None:
        written(work)
        raise sa.exc.OperationalError("COMMIT", {}, Exception("server closed the connection unexpectedly"))

    visitor.get(f"/sledovat/{secret}/odpovedet")
    with monkeypatch.context() as patched:
        patched.setattr(database, "durably", broken)
        unsure = visitor.post(f"/sledovat/{secret}/odpovedet", {"text": WORDS})
    assert (unsure.status, "Bliká" in unsure.body.decode()) == (503, True)
    assert visitor.post(f"/sledovat/{secret}/odpovedet", {"text": WORDS}).status == 303
    work(station)
    assert heard(officer) == [WORDS]


def test_that_a_question_is_read_and_answered_once_and_the_tip_is_at_work_again(
    station: Station, visitor: Visitor, officer: Device, secret: str
) -> None:
    target = asked(station, officer)
    page = shown(visitor, secret)
    assert "Která lampa to je?" in page
    assert "Odpovědět strážníkovi" in page
    assert heard(officer) == []
    form = visitor.get(f"/sledovat/{secret}/odpovedet")
    assert form.headers["cache-control"] == "private, no-cache", "going back finds what was typed"
    station.clock.forward(seconds=30)
    for _ in range(2):
        answer = visitor.post(f"/sledovat/{secret}/odpovedet", {"text": WORDS})
        assert (answer.status, answer.headers["location"]) == (303, f"/sledovat/{secret}?took=answer#conversation")
    sent = shown(visitor, secret)
    assert "Je to ta u školy.\n&lt;b&gt;Bliká&lt;/b&gt;" in sent, "at once"
    assert "na cestě ke strážníkovi" in sent
    assert "Odpovědět strážníkovi" not in sent, "nobody waits for it twice"
    work(station)
    assert shown(visitor, secret).count("Je to ta u školy.") == 1
    assert heard(officer) == [WORDS]
    tip = officer.docs("tip")[target]
    assert (tip["status"], "heard_at" in tip) == ("in_progress", True)


def test_that_each_link_has_its_own_conversation(
    station: Station, visitor: Visitor, officer: Device, secret: str
) -> None:
    asked(station, officer)
    other = visitor.send(where=HERE, text="Jiná věc")
    work(station)
    assert "Která lampa" not in shown(visitor, other)
    visitor.get(f"/sledovat/{other}/odpovedet")
    visitor.post(f"/sledovat/{other}/odpovedet", {"text": "K jiné věci"})
    work(station)
    assert "K jiné věci" not in shown(visitor, secret)
    assert heard(officer) == ["K jiné věci"]


def test_that_a_form_answers_once_and_other_words_are_asked_about(
    station: Station, visitor: Visitor, officer: Device, secret: str
) -> None:
    visitor.get(f"/sledovat/{secret}/odpovedet")
    sent = dict(visitor.hidden)
    assert visitor.post(f"/sledovat/{secret}/odpovedet", {"text": "První"}).status == 303
    again = visitor.post(f"/sledovat/{secret}/odpovedet", sent | {"text": "Druhé"})
    assert (again.status, "Druhé" in again.body.decode()) == (409, True)
    assert visitor.post(f"/sledovat/{secret}/odpovedet", {"text": "Druhé"}).status == 303
    work(station)
    assert sorted(heard(officer)) == ["Druhé", "První"]


def test_that_what_was_typed_survives_whatever_is_wrong(station: Station, visitor: Visitor, secret: str) -> None:
    path = f"/sledovat/{secret}/odpovedet"
    visitor.get(path)
    assert visitor.post(path, {"text": " \n"}).status == 422
    assert "x" * 5_001 in visitor.post(path, {"text": "x" * 5_001}).body.decode()
    forged = visitor.post(path, {"text": "Napsáno", "token": "0" * 64})
    assert (forged.status, "Napsáno" in forged.body.decode()) == (403, True)
    visitor.get(path)
    station.clock.forward(days=2)
    old = visitor.post(path, {"text": "Napsáno předevčírem"})
    assert (old.status, "Napsáno předevčírem" in old.body.decode()) == (409, True)
    assert visitor.post(path, {"text": "Napsáno předevčírem"}).status == 303
    limit(visitor, Allowed(address_hour=0))
    visitor.get(path)
    many = visitor.post(path, {"text": "Ještě něco"})
    assert (many.status, "Ještě něco" in many.body.decode()) == (429, True)


def limit(visitor: Visitor, allowed: Allowed) -> None:
    visitor.app.state.server.settings = replace(visitor.app.state.server.settings, intake=allowed)


def test_that_a_held_or_cancelled_reply_is_on_no_page(
    station: Station, visitor: Visitor, officer: Device, secret: str
) -> None:
    target = tip_id(station)
    officer.do(target, TipClose(Status.NEW, THANKS))
    assert "Lampa svítí." not in shown(visitor, secret)
    assert "/hodnoceni" not in shown(visitor, secret)
    station.supervisor().do(target, TipReopen("Nesvítí"))
    station.clock.forward(seconds=601)
    work(station)
    assert "Lampa svítí." not in shown(visitor, secret)


def closed(station: Station, visitor: Visitor, officer: Device, secret: str) -> str:
    """Closed, and its reply to be read; where it is judged."""
    officer.do(tip_id(station), TipClose(Status.NEW, THANKS))
    station.clock.forward(seconds=601)
    work(station)
    assert "Lampa svítí." in shown(visitor, secret)
    return f"/sledovat/{secret}/hodnoceni"


def judge(station: Station, visitor: Visitor, officer: Device, secret: str, **fields: str) -> int:
    path = closed(station, visitor, officer, secret)
    visitor.get(path)
    status = visitor.post(path, fields).status
    visitor.post(path, fields)
    work(station)
    officer.pull()
    return status


@pytest.mark.parametrize("said", list(Satisfaction))
def test_that_a_closing_is_judged_once_and_comes_back_to_its_officer(
    station: Station, visitor: Visitor, officer: Device, secret: str, said: Satisfaction
) -> None:
    assert judge(station, visitor, officer, secret, said=said.value, text="Svítí jen někdy.", call="yes") == 303
    tip = officer.docs("tip")[tip_id(station)]
    status = "reopened" if said in (Satisfaction.PARTLY, Satisfaction.NOT_SOLVED) else "closed"
    assert (tip["status"], tip["holder_id"]) == (status, officer.officer_id)
    assert tip["parties"][0]["satisfaction"] == said.value
    assert heard(officer) == ["Svítí jen někdy."]
    page = shown(visitor, secret)
    assert page.count("Svítí jen někdy.") == 1
    assert "/hodnoceni" not in page


def test_that_words_of_a_second_judgement_or_of_one_too_late_may_go_as_an_answer(
    station: Station, visitor: Visitor, officer: Device, secret: str
) -> None:
    path = f"/sledovat/{secret}/hodnoceni"
    assert judge(station, visitor, officer, secret, said="partly", text="Bliká.") == 303
    judged_once = visitor.post(path, {"said": "solved", "text": "Už svítí, 4A2 3456."})
    assert judged_once.status == 409
    assert "Už svítí, 4A2 3456." in judged_once.body.decode()
    assert "platí" in judged_once.body.decode()
    assert "registrační značka" in judged_once.body.decode()
    assert visitor.post(f"/sledovat/{secret}/odpovedet", {"text": "Už svítí."}).status == 303
    work(station)
    assert sorted(heard(officer)) == ["Bliká.", "Už svítí."]
    assert officer.docs("tip")[tip_id(station)]["parties"][0]["satisfaction"] == "partly"


def test_that_two_judgements_by_two_forms_are_one(
    station: Station, visitor: Visitor, officer: Device, secret: str
) -> None:
    path = closed(station, visitor, officer, secret)
    visitor.get(path)
    first = dict(visitor.hidden)
    visitor.get(path)
    assert visitor.post(path, {"said": "solved"}).status == 303
    other = visitor.post(path, first | {"said": "not_solved", "text": "Nesvítí."})
    assert (other.status, "Nesvítí." in other.body.decode()) == (409, True)
    work(station)
    officer.pull()
    assert officer.docs("tip")[tip_id(station)]["parties"][0]["satisfaction"] == "solved"


def test_that_what_was_written_of_a_closing_that_was_undone_meanwhile_is_kept(
    station: Station, visitor: Visitor, officer: Device, secret: str
) -> None:
    path = closed(station, visitor, officer, secret)
    visitor.get(path)
    station.supervisor().do(tip_id(station), TipReopen("Nesvítí"))
    late = visitor.post(path, {"said": "not_solved", "text": "Pořád tma."})
    assert (late.status, "Pořád tma." in late.body.decode()) == (409, True)
    assert "mezitím" in late.body.decode()
    assert visitor.post(f"/sledovat/{secret}/odpovedet", {"text": "Pořád tma."}).status == 303
    work(station)
    assert heard(officer) == ["Pořád tma."]


def test_that_nothing_is_judged_without_a_choice_or_before_it_is_closed(
    station: Station, visitor: Visitor, officer: Device, secret: str
) -> None:
    path = f"/sledovat/{secret}/hodnoceni"
    assert visitor.get(path).status == 303
    shown(visitor, secret, "/odpovedet")
    assert visitor.post(path, {"said": "solved"}).status == 303
    assert judge(station, visitor, officer, secret, said="", text="Věta") == 422
    assert "parties" in officer.docs("tip")[tip_id(station)]
    assert "satisfaction" not in officer.docs("tip")[tip_id(station)]["parties"][0]


def test_that_looking_at_every_page_of_a_link_changes_nothing(
    station: Station, visitor: Visitor, officer: Device, secret: str
) -> None:
    officer.do(tip_id(station), TipClose(Status.NEW, THANKS))
    station.clock.forward(seconds=601)
    work(station)
    before = station.all(sa.select(schema.intake)), station.all(sa.select(schema.story.c.id))
    for path in ("", "/odpovedet", "/hodnoceni", "?took=answer", "/vymazat"):
        assert visitor.get(f"/sledovat/{secret}{path}").status == 200
    for path in ("/odpovedet", "/hodnoceni"):
        for headers in ({"sec-fetch-site": "cross-site"}, {}):
            fields = {"text": "x", "said": "partly", "token": "0" * 64}
            assert visitor.post(f"/sledovat/{secret}{path}", fields, **headers).status == 403
    work(station)
    assert (station.all(sa.select(schema.intake)), station.all(sa.select(schema.story.c.id))) == before


def test_that_who_was_forgotten_says_nothing_any_more(
    station: Station, visitor: Visitor, officer: Device, secret: str
) -> None:
    officer.do(tip_id(station), TipAnswer("Děkuji."))
    shown(visitor, secret, "/odpovedet")
    written = dict(visitor.hidden)
    visitor.post(f"/sledovat/{secret}/odpovedet", {"text": "Ještě něco"})
    shown(visitor, secret, "/vymazat")
    visitor.post(f"/sledovat/{secret}/vymazat", {})
    for path in ("", "/odpovedet", "/hodnoceni"):
        assert visitor.get(f"/sledovat/{secret}{path}").status == 404
    assert visitor.post(f"/sledovat/{secret}/odpovedet", written | {"text": "x"}).status == 404
    work(station)
    assert station.all(sa.select(schema.tip_link)) == []
