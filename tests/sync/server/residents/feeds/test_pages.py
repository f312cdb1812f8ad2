"""Feeds by the pages' own process, of documents that the job made: found, read by a parser, not sent twice."""

import re
from html import unescape

import pytest

from app.identifiers import new_id
from app.tips.domain import Outcome, OutcomeKind, Status
from app.tips.operations import TipClose, TipFile
from sync.server.published import service
from tests.sync.server.residents.district.test_pages import SECRETS, live
from tests.sync.server.residents.feeds.test_writing import parsed
from tests.sync.server.residents.visitor import Visitor
from tests.sync.server.station import IN_WEST, WEST, Station

ATOM = "{http://www.w3.org/2005/Atom}"


def titles(visitor: Visitor, path: str) -> list[str]:
    answer = visitor.get(path)
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("application/")
    assert not any(secret in answer.raw.decode() for secret in SECRETS)
    root = parsed(answer.raw)
    return [one.text or "" for one in (*root.findall(f"{ATOM}entry/{ATOM}title"), *root.findall("channel/item/title"))]


def test_that_a_feed_is_found_on_the_page_and_tells_what_was_done(
    station: Station, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert titles(visitor, "/novinky.atom") == []
    live(station, monkeypatch)
    ways = [unescape(one) for one in re.findall(r'<link rel="alternate"[^>]*href="([^"]*)"',
                                                visitor.get(f"/lokalita/{WEST}").body.decode())]  # fmt: skip
    assert ways == [f"/novinky.atom?lokalita={WEST}", f"/novinky.rss?lokalita={WEST}"]
    lines = ["Západ: Strážník tu byl v týdnu 2. 3. – 8. 3. 2026", "Osvětlení: vyřešeno, okolí: Palackého"]
    for way in (*ways, "/novinky.atom"):
        assert sorted(titles(visitor, way)) == sorted(lines), way
    assert titles(visitor, "/novinky.rss?kategorie=light") == lines[1:]
    assert titles(visitor, "/novinky.rss?lokalita=d2") == []
    assert "solved" in titles(visitor, f"/novinky.atom?lokalita={WEST}&kategorie=light&lang=en")[0]
    page = visitor.get("/novinky").body.decode()
    assert 'href="/novinky.rss?kategorie=light"' in page
    for wrong in ("/novinky.pdf", "/novinky.atom?lokalita=d9", "/novinky.rss?kategorie=%3Cb%3E"):
        assert visitor.get(wrong).status == 404, wrong


def test_that_a_reader_who_has_it_is_sent_nothing_until_something_else_is_told(
    station: Station, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    live(station, monkeypatch)
    path = f"/novinky.atom?lokalita={WEST}"
    first = visitor.get(path)
    tag, since = first.headers["etag"], first.headers["last-modified"]
    assert "set-cookie" not in first.headers
    for known in ({"if-none-match": tag}, {"if-none-match": f'"x", W/{tag}'}, {"if-modified-since": since}):
        again = visitor.get(path, **known)
        assert (again.status, again.raw, again.headers["etag"]) == (304, b"", tag), known
    for stale in ({"if-none-match": '"x"', "if-modified-since": since}, {"if-modified-since": "včera"},
                  {"if-modified-since": "Mon, 02 Mar 2020 08:00:00 GMT"}):  # fmt: skip
        assert (
            visitor.get(path, **{name: text.encode().decode("latin-1") for name, text in stale.items()}).status == 200
        )
    ids = re.findall(r"urn:uuid:[0-9a-f-]+", first.raw.decode())
    station.clock.forward(days=7)
    with station.server.database.write() as connection:
        service.make(connection, station.server)
    assert visitor.get(path, **{"if-none-match": tag}).status == 304, "a week in which nothing was done is no news"
    other = station.officer("cerna", WEST)
    done = new_id()
    other.do(done, TipFile("Nepořádek", "light", place=IN_WEST))
    other.do(done, TipClose(Status.NEW, Outcome(OutcomeKind.NOT_FOUND)))
    station.clock.forward(days=7)
    with station.server.database.write() as connection:
        service.make(connection, station.server)
    later = visitor.get(path, **{"if-none-match": tag})
    assert "na místě nic nenašli" in later.raw.decode()
    assert set(ids) <= set(re.findall(r"urn:uuid:[0-9a-f-]+", later.raw.decode())), "an id stays what it was"
