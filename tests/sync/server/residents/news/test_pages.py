"""The form for news by mail and the pages behind its links, on both databases: what they ask differs."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from app.basemap.search import Found
from app.districts.domain import Basemap
from sync.server.erasure.service import erase_again
from sync.server.intake.domain import SentNews
from sync.server.intake.limits import NEWS
from sync.server.intake.seal import hash_of
from sync.server.mail.relay import MailKey
from sync.server.news import repository as news_rows
from sync.server.news import service as news
from sync.server.published import service as published
from tests.sync.server import schema
from tests.sync.server.backups import back_up, restore
from tests.sync.server.residents.visitor import Visitor, work
from tests.sync.server.station import WEST, Station

FORM = "/novinky/mailem"
WRITTEN = {"email": "anna@example.cz", "district": WEST, "street": ""}


def test_that_what_has_to_be_mended_is_said_and_nothing_typed_is_lost(
    station: Station, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    station.server.database.durably(lambda connection: published.make(connection, station.server))
    found = (Found("Palackého", "street", 13.0, 50.0), Found("Palackého nábřeží 3", "address", 13.0, 50.0))
    monkeypatch.setattr("sync.server.residents.news.pages.offered", lambda _: Basemap("city", "0" * 64, 1, ""))
    monkeypatch.setattr(
        visitor.app.state.server.addresses, "search", lambda _sha, text: found if "alac" in text else ()
    )
    assert f'value="{WEST}" selected' in visitor.get(f"{FORM}?lokalita={WEST}").body.decode()
    for fields, told in (
        ({"email": ""}, "Vyplňte"), ({"email": "anna"}, "Opravte"), ({"district": "d9"}, "Vyplňte"),
        ({"street": "Palack"}, "Palackého, Palackého nábřeží"), ({"street": "Neznámá"}, "mapa nezná"),
    ):  # fmt: skip
        answer = visitor.post(FORM, WRITTEN | fields)
        assert answer.status == 422, fields
        assert told in answer.body.decode(), fields
        assert all(f'value="{value}"' in answer.body.decode() for value in fields.values() if value not in ("d9", ""))
    assert visitor.post(FORM, WRITTEN | {"street": "palackeho 12"}).status == 200
    row = station.all(sa.select(schema.intake))[0]
    assert (row.kind, '"street":"Palackého"' in row.doc) == ("news", True)


def test_that_a_link_shows_its_topic_to_its_holder_and_too_much_is_refused_in_words(
    station: Station, visitor: Visitor
) -> None:
    visitor.get(FORM)
    assert visitor.post(FORM, WRITTEN).status == 200
    work(station)
    key = MailKey(station.settings.files)
    topic = station.all(sa.select(schema.news_topic))[0]
    secret = key.secret("confirm", topic.id)
    assert hash_of(secret) == topic.confirm
    page = visitor.get(f"/novinky/potvrdit/{secret}").body.decode()
    assert "Západ" in page
    assert "anna" not in page
    assert "Ano, posílejte" in page
    forged = Visitor(visitor.app, station, "198.51.100.7")
    assert forged.post_bytes(f"/novinky/potvrdit/{secret}", b"").status == 403, "only by the page's own button"
    done = visitor.post(f"/novinky/potvrdit/{secret}", {}).body.decode()
    assert "Potvrzeno" in done
    assert "Potvrzeno" in visitor.get(f"/novinky/potvrdit/{secret}").body.decode(), "before the job as after it"
    work(station)
    assert station.scalar(sa.select(schema.news_topic.c.confirmed_at))
    assert visitor.get("/novinky/potvrdit/" + "0" * 32).status == 404
    leave = key.secret("leave", topic.reader_id)
    assert visitor.get(f"/novinky/odhlasit/{leave}").status == 200
    assert visitor.post_bytes(f"/novinky/odhlasit/{leave}", b"").status == 200
    work(station)
    assert station.scalar(sa.select(sa.func.count()).select_from(schema.news_reader)) == 0
    statuses = []
    for number in range(NEWS.address_hour):
        visitor.get(FORM)
        statuses.append(visitor.post(FORM, WRITTEN | {"email": f"x{number}@example.cz"}).status)
    assert statuses == [200] * (NEWS.address_hour - 1) + [429]
    visitor.send()


def test_that_one_topic_is_left_and_the_others_go_on(station: Station, visitor: Visitor, tmp_path: Path) -> None:
    for district in (WEST, "d2"):
        with station.server.database.write() as connection:
            news.subscribe(connection, station.server, SentNews("anna@example.cz", district, ""), "cs")
    for row in station.all(sa.select(schema.news_topic)):
        with station.server.database.write() as connection:
            news.confirm(connection, station.server, row.confirm)
    reader_id = station.scalar(sa.select(schema.news_reader.c.id))
    page = f"/novinky/odhlasit/{MailKey(station.settings.files).secret('leave', reader_id)}"

    def topics() -> list[str]:
        return [row.district_id for row in station.all(sa.select(schema.news_topic.c.district_id))]

    assert visitor.get(page).body.decode().count("/jedny") == 2
    forged = Visitor(visitor.app, station, "198.51.100.7")
    assert forged.post(f"{page}/jedny", {"district": WEST, "street": ""}).status == 403
    back_up(station.settings.database, tmp_path / "backup")
    for _ in range(2):
        left = visitor.post(f"{page}/jedny", {"district": WEST, "street": ""})
        assert "Ostatní novinky chodí dál" in left.body.decode()
        assert "/jedny" not in left.body.decode(), "what is left is said at once, and one alone needs no choice"
    work(station)
    assert topics() == ["d2"]
    with station.server.database.write() as connection:
        news.subscribe(connection, station.server, SentNews("anna@example.cz", WEST, ""), "cs")
        again = news_rows.topics(connection, reader_id)[-1]
        news_rows.confirm(connection, again.id, station.server.now())
    visitor.get(page)
    visitor.post(f"{page}/jedny", {"district": WEST, "street": ""})
    work(station)
    assert topics() == ["d2"], "asked for anew and left anew"
    visitor.app.state.server.close()
    station.server.close()
    restore(station.settings.database, tmp_path / "backup")
    erase_again(station.server)
    assert topics() == ["d2"], "nor does a backup bring it back"
    last = visitor.get(page)
    assert "Vypnout novinky" in last.body.decode()
    assert visitor.post_bytes(page, b"List-Unsubscribe=One-Click").status == 200, "one click ends all that it was for"
    work(station)
    assert station.scalar(sa.select(sa.func.count()).select_from(schema.news_reader)) == 0
