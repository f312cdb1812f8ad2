"""Feeds are XML that a parser reads, whatever the names hold."""

from email.utils import parsedate_to_datetime
from xml.etree import ElementTree as ET

from sync.server.residents.feeds.writing import Entry, Feed, newest_first, written

ATOM = "{http://www.w3.org/2005/Atom}"
NASTY = "<b>&\"'\x00\x0b\ud800\ufffe 🐕 ]]>"
ENTRIES = (
    Entry(
        "11111111-1111-8111-a111-111111111111", "2026-03-09", NASTY, "text", "https://a.cz/x?a=1&b=2", ("Osvětlení",)
    ),
    Entry("22222222-2222-8222-a222-222222222222", "2026-03-02", "druhá", NASTY, "https://a.cz/y"),
)
FEED = Feed(
    id="33333333-3333-8333-a333-333333333333", day="2026-03-01", title=NASTY, about="o čem", language="cs",
    link="https://a.cz/", own="https://a.cz/f", entries=ENTRIES,
)  # fmt: skip
READ = (
    "<b>&\"'\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER} 🐕 ]]>"
)


def parsed(written_here: bytes) -> ET.Element:
    """What a parser makes of it."""
    return ET.fromstring(written_here)  # noqa: S314 - our own


def test_that_atom_has_what_it_must_have() -> None:
    root = parsed(written("atom", FEED))
    assert root.tag == f"{ATOM}feed"
    for one in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(one.findall(ATOM + name)) == 1, name
            assert one.findtext(ATOM + name)
    assert root.findtext(f"{ATOM}author/{ATOM}name") == READ
    assert root.findtext(f"{ATOM}updated") == "2026-03-09T06:00:00Z"
    assert [one.get("href") for one in root.findall(f"{ATOM}link[@rel='self']")] == ["https://a.cz/f"]
    first, second = root.findall(f"{ATOM}entry")
    assert first.findtext(f"{ATOM}title") == READ
    assert first.findtext(f"{ATOM}id") == "urn:uuid:11111111-1111-8111-a111-111111111111"
    assert first.find(f"{ATOM}category").get("term") == "Osvětlení"  # type: ignore[union-attr]
    assert first.find(f"{ATOM}link").get("href") == "https://a.cz/x?a=1&b=2"  # type: ignore[union-attr]
    assert second.findtext(f"{ATOM}summary") == READ


def test_that_rss_has_what_it_must_have() -> None:
    root = parsed(written("rss", FEED))
    assert (root.tag, root.get("version")) == ("rss", "2.0")
    (channel,) = root
    assert [channel.findtext(name) for name in ("title", "link", "description")] == [READ, "https://a.cz/", "o čem"]
    assert channel.find(f"{ATOM}link").get("rel") == "self"  # type: ignore[union-attr]
    first, second = channel.findall("item")
    assert first.find("guid").get("isPermaLink") == "false"  # type: ignore[union-attr]
    assert first.findtext("guid") != second.findtext("guid")
    assert parsedate_to_datetime(second.findtext("pubDate") or "").isoformat() == "2026-03-02T06:00:00+00:00"


def test_that_an_empty_feed_is_one_and_a_long_one_is_cut() -> None:
    empty = Feed(FEED.id, FEED.day, "t", "a", "cs", "l", "o", ())
    assert parsed(written("atom", empty)).findtext(f"{ATOM}updated") == "2026-03-01T06:00:00Z"
    assert len(parsed(written("rss", empty)).findall("channel/item")) == 0
    assert newest_first(reversed(ENTRIES), 1) == ENTRIES[:1]
