"""News by mail from the form to the one click that ends them, by a real mail server and the code of both processes."""

import dataclasses
import re
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from app.basemap.search import Found, House, Street
from app.districts.domain import Basemap
from app.identifiers import new_id
from app.tips.domain import Outcome, OutcomeKind, Status
from app.tips.operations import TipClose, TipFile
from app.values import Place
from sync.server.basemap import repository as basemaps
from sync.server.erasure.service import erase_again
from sync.server.jobs.domain import Nothing
from sync.server.mail import journal
from sync.server.news import service as news
from sync.server.news.domain import DIGEST
from sync.server.published import service as published
from tests.sync.server import schema
from tests.sync.server.backups import back_up, restore
from tests.sync.server.mail.incoming.test_deciding import come
from tests.sync.server.mail.incoming.test_nature import dsn
from tests.sync.server.mail.post import Post, plain, work
from tests.sync.server.residents.visitor import Visitor, pages
from tests.sync.server.station import IN_EAST, IN_WEST, WEST, Device, Station

PAGES = "https://podnety.example.cz"
ANNA = "Anna@example.cz"
LINK = re.compile(re.escape(PAGES) + r"(/novinky/(?:potvrdit|odhlasit)/[0-9a-f]{32})")


@pytest.fixture
def database_kind() -> str:
    """The words that the two databases are asked differently have tests of their own."""
    return "sqlite"


@pytest.fixture
def visitor(station: Station, novak: Device) -> Iterator[Visitor]:
    """Somebody at the residents' pages, beside a server that has a mail server and knows where its pages are."""
    station.server.settings = dataclasses.replace(station.settings, address=PAGES)
    solve(station, novak, IN_WEST)
    publish(station)
    with pages(station) as one:
        yield one


def publish(station: Station) -> None:
    station.server.database.durably(lambda connection: published.make(connection, station.server))


def solve(station: Station, novak: Device, place: Place) -> None:
    tip = new_id()
    novak.do(tip, TipFile("u pana Nováka", "light", text="tajné", place=place))
    novak.do(tip, TipClose(Status.NEW, Outcome(OutcomeKind.SOLVED)))


def ask(visitor: Visitor, email: str = ANNA, district: str = WEST, **more: str) -> str:
    """Somebody fills in the form; what the page says."""
    visitor.get("/novinky/mailem")
    answer = visitor.post("/novinky/mailem", {"email": email, "district": district, "street": "", **more})
    assert answer.status == 200, answer.body.decode()
    work(visitor.station)
    return answer.body.decode()


def subscribed(visitor: Visitor, post: Post) -> str:
    """Somebody asked and confirmed; the path of the link that they pressed."""
    ask(visitor)
    path = link(post)
    visitor.get(path)
    assert visitor.post(path, {}).status == 200
    work(visitor.station)
    return path


def link(post: Post) -> str:
    """The link of the last mail."""
    found = LINK.search(plain(post.taken()[-1][1]))
    assert found is not None
    return found[1]


def a_week_later(station: Station) -> None:
    """It is Tuesday again, and all that is made each week is made; the jobs of the mails are due."""
    station.clock.forward(days=8 if station.clock().weekday() == 0 else 7)
    publish(station)
    station.server.database.durably(lambda connection: news.plan(connection, station.server, Nothing()))


def readers(station: Station) -> list[str]:
    return [row.email for row in station.all(sa.select(schema.news_reader.c.email))]


def test_that_news_begin_by_a_button_and_end_by_one_click_without_cookies(
    station: Station, visitor: Visitor, novak: Device, post: Post
) -> None:
    ask(visitor)
    path = link(post)
    visitor.get(path)
    visitor.get(path)
    work(station)
    a_week_later(station)
    work(station)
    assert len(post.taken()) == 1, "opening a link changes nothing, and nobody is written to who did not confirm"
    solve(station, novak, IN_WEST)
    ask(visitor)
    path = link(post)
    visitor.get(path)
    assert "Potvrzeno" in visitor.post(path, {}).body.decode()
    work(station)
    a_week_later(station)
    assert work(station) == 1
    ((_, _), (_, _), (envelope, mail)) = post.taken()
    assert envelope[1] == "rcpt TO:<anna@example.cz>"
    assert "- Osvětlení: vyřešeno, " in plain(mail)
    assert not any(secret in str(mail) for secret in ("Nováka", "tajné"))
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    end = LINK.search(mail["List-Unsubscribe"])
    assert end is not None
    a_week_later(station)
    work(station)
    assert len(post.taken()) == 3, "nothing is new, so nothing comes"
    program = Visitor(visitor.app, station, "198.51.100.9")
    assert "Vypnout" in program.get(end[1]).body.decode()
    work(station)
    assert readers(station) == ["anna@example.cz"]
    program.cookies.clear()
    answer = program.post_bytes(end[1], b"List-Unsubscribe=One-Click", **{"sec-fetch-site": "cross-site"})
    assert answer.status == 200
    work(station)
    assert readers(station) == []
    assert station.all(sa.select(schema.news_topic)) == []
    assert "anna@" not in str(station.all(sa.select(schema.intake))).lower()
    assert program.post_bytes(end[1], b"").status == 200, "once more is as good"


def test_that_who_asks_learns_nothing_and_an_address_is_asked_once_a_day(
    station: Station, visitor: Visitor, post: Post
) -> None:
    first = ask(visitor)
    assert ask(visitor, district="d2") == first
    assert ask(visitor) == first
    station.clock.forward(hours=5)
    assert ask(visitor) == first
    assert len(post.taken()) == 1
    station.clock.forward(hours=20)
    work(station)
    assert ["Západ" in plain(mail) for _, mail in post.taken()] == [True, False], "what waited is asked a day later"
    path = link(post)
    visitor.get(path)
    visitor.post(path, {})
    work(station)
    assert ask(visitor, district="d2") == first
    assert len(post.taken()) == 2, "who has it is not asked"
    trapped = ask(visitor, email="robot@example.cz", homepage="x")
    assert trapped == first.replace(ANNA, "robot@example.cz")
    assert readers(station) == ["anna@example.cz"]


def test_that_an_address_that_nobody_confirmed_is_forgotten_with_its_link(
    station: Station, visitor: Visitor, post: Post
) -> None:
    ask(visitor)
    path = link(post)
    visitor.get(path)
    station.clock.forward(days=3, seconds=1)
    assert visitor.get(path).status == 404
    assert visitor.post(path, {}).status == 404
    work(station)
    station.server.database.durably(lambda connection: news.drop_unconfirmed(connection, station.server, Nothing()))
    assert readers(station) == []


def test_that_an_edition_is_sent_once_though_its_worker_was_killed_and_never_at_night(
    station: Station, visitor: Visitor, novak: Device, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    subscribed(visitor, post)
    solve(station, novak, IN_WEST)
    solve(station, novak, IN_EAST)
    station.clock.forward(days=7, hours=14)
    publish(station)
    station.server.database.durably(lambda connection: news.plan(connection, station.server, Nothing()))
    assert station.all(sa.select(schema.job).where(schema.job.c.kind == DIGEST)) == [], "Monday, and night"
    station.clock.forward(hours=13)
    station.server.database.durably(lambda connection: news.plan(connection, station.server, Nothing()))
    with monkeypatch.context() as killed:
        killed.setattr("sync.server.news.repository.told", lambda *_: (_ for _ in ()).throw(SystemError))
        work(station)
    assert len(post.taken()) == 2
    station.clock.forward(minutes=10)
    work(station)
    assert len(post.taken()) == 2, "the journal knows that it was taken"
    assert plain(post.taken()[-1][1]).count("- Osvětlení") == 1, "of the other district nothing"
    (station.settings.files / journal.NAME).unlink()
    a_week_later(station)
    work(station)
    assert len(post.taken()) == 2


def test_that_of_a_street_only_its_hexagons_are_told(
    station: Station, visitor: Visitor, novak: Device, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    street = Street("Palackého", IN_WEST.lon, IN_WEST.lat, (House("1", IN_WEST.lon, IN_WEST.lat),))
    monkeypatch.setattr(station.server.addresses, "streets", lambda _sha: (street,))
    monkeypatch.setattr(visitor.app.state.server.addresses, "search", lambda *_: (Found("Palackého", "street", 0, 0),))
    with station.server.database.write() as connection:
        basemaps.replace(connection, Basemap("city", "0" * 64, 1, station.server.now()))
    ask(visitor, street="palackeho 7")
    path = link(post)
    visitor.get(path)
    visitor.post(path, {})
    work(station)
    solve(station, novak, Place(lat=50.08, lon=13.02))
    a_week_later(station)
    work(station)
    assert len(post.taken()) == 1, "elsewhere in the district"
    solve(station, novak, IN_WEST)
    solve(station, novak, Place(lat=50.08, lon=13.02))
    a_week_later(station)
    work(station)
    text = plain(post.taken()[-1][1])
    assert text.count("- Osvětlení") == 1
    assert "okolí: Palackého" in text


@pytest.mark.parametrize("by", ["bounce", "refusal"])
def test_that_a_mail_that_comes_back_or_is_refused_ends_the_news(
    station: Station, visitor: Visitor, novak: Device, post: Post, by: str
) -> None:
    subscribed(visitor, post)
    solve(station, novak, IN_WEST)
    if by == "refusal":
        post.script("RCPT 550 5.1.1 nobody")
    a_week_later(station)
    work(station)
    if by == "bounce":
        back = re.search(r"FROM:<(n-[0-9a-f]{32}@[^>]*)>", post.taken()[-1][0][0])
        assert back is not None
        raw = dsn("Action: failed", "Status: 5.1.1").replace(b"From: ", b"To: " + back[1].encode() + b"\r\nFrom: ", 1)
        come(station, raw)
    assert readers(station) == []


@pytest.mark.parametrize(
    "refusal",
    ["RCPT 550 5.7.1 we take nothing from there", "RCPT 552 5.2.2 full", "DATA 554 spam", "RCPT 554 5.1.8 sender"],
)
def test_that_a_refusal_of_the_sender_or_of_the_words_ends_no_news_and_the_next_edition_has_it_all(
    station: Station, visitor: Visitor, novak: Device, post: Post, refusal: str
) -> None:
    subscribed(visitor, post)
    solve(station, novak, IN_WEST)
    before = len(post.taken())
    post.script(refusal)
    a_week_later(station)
    work(station)
    assert readers(station) == ["anna@example.cz"]
    assert len(post.taken()) == before
    post.script("ok")
    solve(station, novak, IN_WEST)
    a_week_later(station)
    work(station)
    (mail,) = [mail for _, mail in post.taken()[before:]]
    assert plain(mail).count("- Osvětlení: vyřešeno, ") == 2


def test_that_who_left_does_not_come_back_with_a_backup(
    station: Station, visitor: Visitor, post: Post, tmp_path_factory: pytest.TempPathFactory
) -> None:
    subscribed(visitor, post)
    url = station.server.database.url.render_as_string(hide_password=False)
    folder = tmp_path_factory.mktemp("backup") / "copy"
    back_up(url, folder)
    reader_id = str(station.scalar(sa.select(schema.news_reader.c.id)))
    station.server.database.durably(lambda connection: news.forget(connection, station.server, reader_id))
    for one in (station.server, visitor.app.state.server):
        one.database.close()
    restore(url, folder)
    assert readers(station) == ["anna@example.cz"]
    assert erase_again(station.server).readers == 1
    assert readers(station) == []
