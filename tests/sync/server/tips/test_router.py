"""Tips come in by the plain API, and their story can be read by who may."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from app.accounts.domain import Role
from app.identifiers import new_id
from app.tips import operations as ops
from app.tips.domain import Outcome, OutcomeKind, Status
from sync.server.accounts.keys import issue_key, revoke_key
from sync.server.erasure.service import erase_tips
from tests.sync.server import schema
from tests.sync.server.station import EAST, WEST, SignedIn, Station

TIP = {
    "title": "Nesvítí lampa",
    "text": "U školy.",
    "category": "light",
    "lat": 50.05,
    "lon": 13.05,
    "address": "Školní 1",
    "contact": {"name": "Anna Malá", "phone": "+420 777 000 000"},
    "channel": "phone",
}


@pytest.fixture
def dispatcher(station: Station) -> SignedIn:
    return station.signed_in(station.person("dispecink", Role.DISPATCHER))


def test_that_a_tip_by_telephone_gets_all_that_the_caller_is_told(station: Station, dispatcher: SignedIn) -> None:
    holder = station.officer("novak", WEST)
    answer = dispatcher.http("POST", "/api/v1/tips", TIP)
    assert answer.status == 201
    tip_id = answer.json.pop("id")
    assert {key: value for key, value in answer.json.items() if key != "id"} == {
        "number": "2026-000001",
        "district": WEST,
        "holder": holder.officer_id,
        "deadline": "2026-03-09T22:59:59.000Z",
    }
    holder.pull()
    assert holder.docs("tip")[tip_id]["place"] == {"lat": 50.05, "lon": 13.05, "address": "Školní 1"}
    assert holder.docs("contact")[tip_id]["name"] == "Anna Malá"


def test_that_numbers_count_within_a_year(station: Station, dispatcher: SignedIn) -> None:
    numbers = [dispatcher.http("POST", "/api/v1/tips", TIP).json["number"] for _ in range(2)]
    station.clock.forward(days=365)
    dispatcher.renew()
    numbers.append(dispatcher.http("POST", "/api/v1/tips", TIP).json["number"])
    assert numbers == ["2026-000001", "2026-000002", "2027-000001"]


def test_that_the_year_of_a_number_and_the_day_of_a_deadline_are_pragues(
    station: Station, dispatcher: SignedIn
) -> None:
    station.clock.at = datetime(2026, 12, 31, 23, 20, tzinfo=UTC)
    dispatcher.renew()
    filed = dispatcher.http("POST", "/api/v1/tips", TIP).json
    assert (filed["number"], filed["deadline"]) == ("2027-000001", "2027-01-08T22:59:59.000Z")
    novak = station.officer("novak", WEST)
    tip_id = new_id()
    novak.do(tip_id, ops.TipFile(title="Lampa", category="light"))
    novak.pull()
    assert novak.docs("tip")[tip_id]["number"] == "2027-000002"
    station.clock.at = datetime(2027, 3, 1, 23, 20, tzinfo=UTC)  # Tuesday in Prague
    dispatcher.renew()
    assert dispatcher.http("POST", "/api/v1/tips", TIP).json["deadline"] == "2027-03-09T22:59:59.000Z"


def test_that_a_title_of_several_lines_is_one(station: Station, dispatcher: SignedIn) -> None:
    novak = station.officer("novak", WEST)
    title = {"title": "První řádek\nDruhý řádek\r\nTřetí\u200b řádek"}
    filed = dispatcher.http("POST", "/api/v1/tips", TIP | title).json["id"]
    novak.pull()
    assert novak.docs("tip")[filed]["title"] == "První řádek Druhý řádek Třetí řádek"
    empty = dispatcher.http("POST", "/api/v1/tips", TIP | {"title": "\u200b\u3164"})
    assert (empty.status, empty.json["message"]) == (
        400,
        "The title shows nothing: write in one line what it is about.",
    )
    own = new_id()
    assert novak.do(own, ops.TipFile(title="\u200b", category="light")).now == {"field": "title"}
    novak.do(own, ops.TipFile(title="Lampa\nu školy", category="light"))
    novak.do(own, ops.TipEdit("title", "Lampa u školy", "Lampa\n\nu lípy"))
    novak.pull()
    assert novak.docs("tip")[own]["title"] == "Lampa u lípy"


def test_that_a_program_files_with_its_key_until_it_is_revoked(station: Station) -> None:
    owner = station.person("web", Role.DISPATCHER)
    with station.server.database.write() as connection:
        key_id, secret = issue_key(connection, "portal", owner, station.server.now())
    assert station.http("POST", "/api/v1/tips", TIP, token=secret).status == 201
    with station.server.database.write() as connection:
        assert revoke_key(connection, key_id, station.server.now())
    assert station.http("POST", "/api/v1/tips", TIP, token=secret).status == 401


def test_that_a_repeat_with_the_same_id_files_once(station: Station, dispatcher: SignedIn) -> None:
    named = TIP | {"id": new_id()}
    first, again = dispatcher.http("POST", "/api/v1/tips", named), dispatcher.http("POST", "/api/v1/tips", named)
    assert (first.status, again.status) == (201, 200)
    assert first.json == again.json
    other = station.signed_in(station.person("jiny", Role.DISPATCHER))
    assert other.http("POST", "/api/v1/tips", named).status == 409
    with station.server.database.write() as connection:
        erase_tips(connection, station.server, [str(named["id"])])
    erased = dispatcher.http("POST", "/api/v1/tips", named)
    assert (erased.status, erased.code) == (409, "already_exists")


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "   "},
        {"title": "\u200b\u2060"},
        {"title": "x" * 201},
        {"text": "x" * 10_001},
        {"lat": 91},
        {"lat": None},
        {"lon": "13"},
        {"channel": "officer"},
        {"channel": "pigeon"},
        {"category": ""},
        {"category": "no such"},
        {"unknown": 1},
        {"text": "a\x00b"},
        {"contact": {"name": "x" * 201}},
    ],
)
def test_that_bad_input_is_refused_in_words(station: Station, dispatcher: SignedIn, wrong: dict[str, object]) -> None:
    answer = dispatcher.http("POST", "/api/v1/tips", TIP | wrong)
    assert (answer.status, answer.code) == (400, "invalid")
    assert len(answer.json["message"]) > 15
    assert answer.json["request_id"]
    assert station.scalar(sa.select(sa.func.count()).select_from(schema.tip)) == 0


def test_that_an_address_without_a_position_is_kept(station: Station, dispatcher: SignedIn) -> None:
    bare = {key: value for key, value in TIP.items() if key not in ("lat", "lon")}
    tip_id = dispatcher.http("POST", "/api/v1/tips", bare).json["id"]
    story = dispatcher.http("GET", f"/api/v1/tips/{tip_id}/story").json
    assert "Školní 1" in story["tip"]["text"]


def test_that_the_history_reads_like_a_story(station: Station, dispatcher: SignedIn) -> None:
    novak, cerna = station.officer("novak", WEST), station.officer("cerna", WEST)
    tip_id = dispatcher.http("POST", "/api/v1/tips", TIP).json["id"]
    novak.do(tip_id, ops.TipAccept(Status.NEW))
    novak.do(tip_id, ops.TipNoteAdd(new_id(), "Volám správce."))
    novak.do(tip_id, ops.TipClose(Status.ACCEPTED, Outcome(OutcomeKind.SOLVED, reply="Svítí.")))
    cerna.do(tip_id, ops.TipClose(Status.ACCEPTED, Outcome(OutcomeKind.NOT_FOUND)))
    story = dispatcher.http("GET", f"/api/v1/tips/{tip_id}/story").json
    assert [(line["kind"], line["verdict"]) for line in story["story"]] == [
        ("received", "applied"),
        ("tip.accept", "applied"),
        ("tip.note", "applied"),
        ("tip.close", "applied"),
        ("tip.close", "merged"),
    ]
    assert story["contact"]["name"] == "Anna Malá"
    assert [line.get("by") for line in story["story"]][1:] == [novak.officer_id] * 3 + [cerna.officer_id]


def test_that_another_districts_story_is_not_there_and_the_try_is_audited(
    station: Station, dispatcher: SignedIn
) -> None:
    tip_id = dispatcher.http("POST", "/api/v1/tips", TIP).json["id"]
    cerna = station.signed_in(station.person("cerna", Role.OFFICER, EAST))
    theirs = cerna.http("GET", f"/api/v1/tips/{tip_id}/story")
    none = cerna.http("GET", f"/api/v1/tips/{new_id()}/story")
    assert (
        (theirs.status, theirs.json["message"])
        == (none.status, none.json["message"])
        == (404, "There is nothing here.")
    )
    assert ("tip.denied", tip_id) in station.all(sa.select(schema.audit.c.action, schema.audit.c.target))


def test_that_an_admin_reads_the_story_without_the_contact(station: Station, dispatcher: SignedIn) -> None:
    tip_id = dispatcher.http("POST", "/api/v1/tips", TIP).json["id"]
    admin = station.signed_in(station.person("admin", Role.ADMIN))
    answer = admin.http("GET", f"/api/v1/tips/{tip_id}/story")
    assert answer.json["contact"] is None
    assert "Anna" not in answer.body.decode()
