"""All tips of one's scopes are found by the words that the device searches by, those that left the devices too."""

import json

import msgspec
import pytest
import sqlalchemy as sa

from app.accounts.domain import Role
from app.districts.domain import Category
from app.identifiers import new_id
from app.tips import operations as ops
from app.tips.domain import Outcome, OutcomeKind, Status, Tip, TipNote
from app.tips.words import matches, wanted_words
from app.values import Place
from sync.protocol.messages import SearchResponse, TipStory
from sync.server import upkeep
from sync.server.districts.service import DistrictService
from sync.server.erasure.service import erase_tips
from sync.server.feed.publish import publish
from sync.server.tips.search import repository as search
from sync.server.tips.search.repository import Question, find
from sync.server.tips.search.words import MOST_BYTES
from tests.sync.server import schema
from tests.sync.server.filed import IncomingTip, file_many
from tests.sync.server.station import EAST, IN_WEST, WEST, Device, SignedIn, Station

LAMP = ops.TipFile(
    title="Nesvítí lampa",
    category="light",
    text="Od pondělí je u školky tma.",
    place=Place(50.05, 13.05, "Palackého 14"),
    contact_name="Anna Malá",
)
CLOSE = ops.TipClose(Status.NEW, Outcome(OutcomeKind.SOLVED))


@pytest.fixture
def boss(station: Station) -> Device:
    return station.supervisor()


@pytest.fixture
def desk(station: Station, boss: Device) -> SignedIn:
    """The supervisor, over HTTP."""
    return station.signed_in(boss.officer_id)


def filed(device: Device, operation: ops.TipFile = LAMP) -> str:
    tip_id = new_id()
    device.do(tip_id, operation)
    return tip_id


def titled(title: str, created_at: str) -> IncomingTip:
    return IncomingTip(Tip(id=new_id(), number="", title=title, category="light", created_at=created_at, place=IN_WEST))


def file_all(station: Station, incoming: list[IncomingTip]) -> list[str]:
    with station.server.database.write() as connection:
        filed = file_many(station.server, connection, incoming)
        publish(connection, filed.steps, station.server.now())
    return [tip.id for tip in filed.tips]


def found(station: Station, text: str, *, newest: int = search.NEWEST, older: bool = False) -> list[str]:
    with station.server.database.read() as connection:
        question = Question(wanted_words(text), older=older)
        return [tip.id for tip in find(connection, question, {WEST, EAST}, newest=newest)]


def ask(device: SignedIn, text: str = "", **more: object) -> SearchResponse:
    answer = device.http("POST", "/api/v1/search", {"protocol": 1, "text": text} | more)
    assert answer.status == 200, answer.body
    return msgspec.json.decode(answer.body, type=SearchResponse)


@pytest.mark.parametrize("newest", [0, search.NEWEST], ids=["by the index", "looked through"])
@pytest.mark.parametrize(
    "text",
    ["2026 000001", "nesviti", "LAMPA", "sko", "palackeho 14", "správce", "osvetleni", "tma lampa osvet volam", "pon"],
)
def test_that_a_tip_is_found_by_any_of_its_words(station: Station, boss: Device, text: str, newest: int) -> None:
    tip_id = filed(boss)
    boss.do(tip_id, ops.TipNoteAdd(new_id(), "Volám správce."))
    filed(boss, ops.TipFile(title="Hluk z baru", category="noise"))
    assert found(station, text, newest=newest) == [tip_id]


@pytest.mark.parametrize("newest", [0, search.NEWEST], ids=["by the index", "looked through"])
def test_that_the_server_agrees_with_the_rule_of_the_device(station: Station, newest: int) -> None:
    texts = (
        "Šípková 12/3a", "a-b_c d", "ÖßŁ ﬁ ½ ²", "100% 'uvozovky' \"a\" \\ /", "l'ampa", "ČÁSLAV", "Ďábel", "日本 語",
        "x" * 70, "_6c69676874", "AND OR NOT NEAR", "lampa:*", "🙂 úsměv", "𞤀𞤣 adlam", "e\u0301te\u0301",
    )  # fmt: skip
    tips = [IncomingTip(Tip(new_id(), "", text, "x", "2026-01-01T08:00:00.000Z", place=IN_WEST)) for text in texts]
    ids = dict(zip(file_all(station, tips), texts, strict=True))
    for text in (*texts, *(text[:3] for text in texts), "%", "_", "6c", "lamp", "or"):
        wanted = wanted_words(text)
        right = {one for one, title in ids.items() if matches(title, wanted) or matches("2026", wanted)}
        assert set(found(station, text, newest=newest)) == right, text


def test_that_a_word_inside_another_does_not_count(station: Station, boss: Device) -> None:
    filed(boss)
    assert found(station, "ampa") == found(station, "lampa ampa") == found(station, "lampy") == []


def test_that_what_is_corrected_is_found_by_the_new_words_alone(station: Station, boss: Device) -> None:
    tip_id = filed(boss)
    boss.do(tip_id, ops.TipEdit(field="title", base=LAMP.title, value="Rozbitá lavička"))
    for newest in (0, search.NEWEST):
        assert found(station, "lavicka", newest=newest) == [tip_id]
        assert found(station, "nesviti", newest=newest) == []


def test_that_a_renamed_category_is_found_at_once(station: Station, boss: Device) -> None:
    tip_id = filed(boss)
    with station.server.database.write() as connection:
        renamed = Category("light", "Lucerny", working_days=5)
        publish(connection, DistrictService(station.server).add_categories(connection, [renamed]), station.server.now())
    for newest in (0, search.NEWEST):
        assert found(station, "lucern", newest=newest) == [tip_id]
        assert found(station, "osvetleni", newest=newest) == []


def test_that_an_imported_tip_is_found_by_its_notes(station: Station) -> None:
    tip_id = new_id()
    note = TipNote(new_id(), tip_id, new_id(), "2024-01-02T08:00:00.000Z", "Předáno údržbě.")
    tip = Tip(tip_id, "", "Výmol", "road", "2024-01-01T08:00:00.000Z", place=IN_WEST, notes=1)
    file_all(station, [IncomingTip(tip, notes=(note,))])
    assert found(station, "vymol udrzbe", newest=0) == [tip_id]


def test_that_an_endless_text_is_found_by_its_beginning_and_holds_nothing_up(station: Station, boss: Device) -> None:
    tip_id = filed(boss)
    for part in range(60):
        words = " ".join(f"slovo{part}x{n}" for n in range(750))
        assert boss.do(tip_id, ops.TipNoteAdd(new_id(), words)).verdict.value == "applied"
    stored = station.scalar(sa.select(schema.tip_words.c.words))
    assert len(stored.encode()) <= MOST_BYTES
    assert found(station, "nesviti slovo0x7", newest=0) == [tip_id]


def test_that_an_erased_tip_is_found_by_nothing(station: Station, boss: Device) -> None:
    tip_id = filed(boss)
    with station.server.database.write() as connection:
        erase_tips(connection, station.server, [tip_id])
    assert found(station, "lampa", newest=0) == found(station, "lampa") == found(station, "") == []
    assert station.all(sa.select(schema.tip_words)) == []


def test_that_older_tips_are_those_that_no_device_holds(station: Station, boss: Device) -> None:
    old, fresh = filed(boss), filed(boss)
    boss.do(old, CLOSE)
    assert found(station, "lampa", older=True) == []
    station.clock.forward(days=91)
    upkeep.run(station.server)
    for newest in (0, search.NEWEST):
        assert found(station, "lampa", older=True, newest=newest) == [old]
        assert set(found(station, "lampa", newest=newest)) == {old, fresh}
    assert found(station, "", older=True) == [old]
    boss.do(old, ops.TipReopen("Zase nesvítí."))
    assert found(station, "lampa", older=True) == []


def test_that_pages_bring_each_tip_once_the_newest_first(station: Station, desk: SignedIn) -> None:
    same = "2026-01-05T08:00:00.000Z"
    moments = [f"2026-01-{day:02}T08:00:00.000Z" for day in (3, 9, 1, 7)] + [same] * 4
    ids = file_all(station, [titled("Lampa", at) for at in moments])
    order = sorted(zip(moments, ids, strict=True), reverse=True)
    for text in ("", "lampa"):
        came: list[str] = []
        more: dict[str, object] = {}
        while True:
            page = ask(desk, text, limit=3, **more)
            came += [tip.id for tip in page.tips]
            if not page.more:
                break
            more = {"before_at": page.tips[-1].created_at, "before_id": page.tips[-1].id}
        assert came == [tip_id for _, tip_id in order]


def test_that_a_row_says_what_a_list_shows_and_nothing_of_who_sent_it(
    station: Station, boss: Device, desk: SignedIn
) -> None:
    tip_id = filed(boss)
    boss.do(tip_id, CLOSE)
    answer = desk.http("POST", "/api/v1/search", {"protocol": 1, "text": "skolky"})
    (row,) = msgspec.json.decode(answer.body, type=SearchResponse).tips
    assert (row.id, row.number, row.title, row.status) == (tip_id, "2026-000001", "Nesvítí lampa", Status.CLOSED)
    assert (row.address, row.district_id, row.category) == ("Palackého 14", WEST, "light")
    assert row.closed_at == station.server.now()
    assert "u školky tma" in row.snippet
    assert "Anna" not in answer.body.decode()
    assert ask(desk, "anna").tips == ask(desk, "mala").tips == ()


def test_that_another_districts_tips_are_not_found_and_not_counted(station: Station, boss: Device) -> None:
    tip_id = filed(boss)
    novak = station.signed_in(station.person("novak", Role.OFFICER, WEST))
    cerna = station.signed_in(station.person("cerna", Role.OFFICER, EAST))
    assert [tip.id for tip in ask(novak, "lampa", limit=1).tips] == [tip_id]
    for text in ("lampa", "", "2026 000001"):
        assert ask(cerna, text, limit=1) == SearchResponse()
    boss.do(tip_id, ops.TipAssign(district_id=EAST), base=1)
    assert [tip.id for tip in ask(cerna, "lampa").tips] == [tip_id]
    assert ask(novak, "lampa").tips == ()


def test_that_a_lost_duty_holds_at_the_next_search(station: Station, boss: Device) -> None:
    filed(boss)
    officer = station.person("novak", Role.OFFICER, WEST)
    novak = station.signed_in(officer)
    assert len(ask(novak, "lampa").tips) == 1
    with station.server.database.write() as connection:
        connection.execute(sa.update(schema.duty).values(to_at=station.server.now()))
    assert ask(novak, "lampa").tips == ()


@pytest.mark.parametrize(
    ("wrong", "status", "code"),
    [
        ({"protocol": 0}, 426, "too_old"),
        ({"text": "x" * 201}, 400, "invalid"),
        ({"limit": 51}, 400, "invalid"),
        ({"limit": 0}, 400, "invalid"),
        ({"before_at": "2026-01-01T00:00:00Z"}, 400, "invalid"),
        ({"before_id": "0"}, 400, "invalid"),
        ({"before_at": "yesterday", "before_id": "018f0000-0000-7000-8000-000000000000"}, 400, "invalid"),
    ],
)
def test_that_a_wrong_question_is_refused_in_words(
    desk: SignedIn, wrong: dict[str, object], status: int, code: str
) -> None:
    answer = desk.http("POST", "/api/v1/search", {"protocol": 1} | wrong)
    assert (answer.status, answer.code) == (status, code)
    assert len(answer.json["message"]) > 15


@pytest.mark.parametrize("text", ['"', "*", "'", "a' | 'b", ":*", "\\", "NEAR(", "%", "a OR", "'; DROP TABLE"])
def test_that_signs_in_a_question_mean_nothing(boss: Device, desk: SignedIn, text: str) -> None:
    filed(boss)
    ask(desk, text)
    assert len(ask(desk, f"lampa{text[:0]}").tips) == 1


def test_that_a_question_that_can_not_be_stored_is_refused(desk: SignedIn) -> None:
    answer = desk.http("POST", "/api/v1/search", {"protocol": 1, "text": "a\x00b"})
    assert (answer.status, answer.code) == (400, "invalid")


def test_that_a_search_is_audited_without_its_words(station: Station, boss: Device, desk: SignedIn) -> None:
    filed(boss)
    ask(desk, "nesviti lampa")
    audit = schema.audit.c
    [(actor, detail)] = station.all(sa.select(audit.actor, audit.detail).where(audit.action == "tip.search"))
    assert actor == boss.officer_id
    assert json.loads(detail)["found"] == "1"
    assert "lampa" not in str(station.all(sa.select(schema.audit)))


def test_that_an_old_tip_is_read_whole(station: Station, boss: Device, desk: SignedIn) -> None:
    tip_id = filed(boss)
    sha256 = "5f" * 32
    boss.do(tip_id, ops.TipNoteAdd(new_id(), "Volám správce."))
    boss.do(tip_id, ops.TipPhotoAdd(new_id(), sha256, 1000, "image/jpeg"))
    boss.do(tip_id, CLOSE)
    station.clock.forward(days=91)
    upkeep.run(station.server)
    desk.renew()
    read = msgspec.json.decode(desk.http("GET", f"/api/v1/tips/{tip_id}/story").body, type=TipStory)
    assert read.tip.closing is not None
    assert [note.text for note in read.notes] == ["Volám správce."]
    assert [photo.sha256 for photo in read.photos] == [sha256]
    assert [line.kind for line in read.story] == ["tip.file", "tip.note", "tip.photo", "tip.close"]
    assert read.contact is not None
    assert read.contact.name == "Anna Malá"
