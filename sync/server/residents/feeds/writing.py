"""Feeds as RSS 2.0 and as Atom (RFC 4287), of the same entries. Pure: whatever a name holds, what comes out is XML."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Final
from xml.etree import ElementTree as ET

_ATOM: Final = "http://www.w3.org/2005/Atom"
_NO_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece of news. ``id`` is a UUID that it keeps for ever; ``day``: when it was told, such as 2026-03-02."""

    id: str
    day: str
    title: str
    text: str
    link: str
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed of these entries, the newest first. ``link`` is the page that says the same, ``own`` the feed itself."""

    id: str
    day: str
    title: str
    about: str
    language: str
    link: str
    own: str
    entries: tuple[Entry, ...]


def atom(feed: Feed) -> bytes:
    """As Atom."""
    root = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": feed.language})

    def put(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
        return _put(parent, name, text, attributes)

    put(root, "id", f"urn:uuid:{feed.id}")
    put(root, "title", feed.title)
    put(root, "subtitle", feed.about)
    put(root, "updated", f"{_newest(feed)}T06:00:00Z")
    put(root, "link", rel="self", type="application/atom+xml", href=feed.own)
    put(root, "link", rel="alternate", type="text/html", href=feed.link)
    put(put(root, "author"), "name", feed.title)
    for one in feed.entries:
        entry = put(root, "entry")
        put(entry, "id", f"urn:uuid:{one.id}")
        put(entry, "title", one.title)
        put(entry, "updated", f"{one.day}T06:00:00Z")
        put(entry, "link", rel="alternate", type="text/html", href=one.link)
        put(entry, "summary", one.text)
        for category in one.categories:
            put(entry, "category", term=category)
    return _bytes(root)


def rss(feed: Feed) -> bytes:
    """As RSS 2.0."""
    root = ET.Element("rss", {"version": "2.0", "xmlns:atom": _ATOM})
    channel = ET.SubElement(root, "channel")
    _put(channel, "title", feed.title)
    _put(channel, "link", feed.link)
    _put(channel, "description", feed.about)
    _put(channel, "language", feed.language)
    _put(channel, "lastBuildDate", _mail_date(_newest(feed)))
    _put(channel, "atom:link", "", {"rel": "self", "type": "application/rss+xml", "href": feed.own})
    for one in feed.entries:
        item = ET.SubElement(channel, "item")
        _put(item, "title", one.title)
        _put(item, "link", one.link)
        _put(item, "description", one.text)
        _put(item, "guid", f"urn:uuid:{one.id}", {"isPermaLink": "false"})
        _put(item, "pubDate", _mail_date(one.day))
        for category in one.categories:
            _put(item, "category", category)
    return _bytes(root)


def newest_first(entries: Iterable[Entry], most: int) -> tuple[Entry, ...]:
    """The newest of these entries, as many as a feed has."""
    return tuple(sorted(entries, key=lambda one: one.day, reverse=True))[:most]


def _put(parent: ET.Element, name: str, text: str = "", attributes: dict[str, str] | None = None) -> ET.Element:
    made = ET.SubElement(parent, name, {key: _clean(value) for key, value in (attributes or {}).items()})
    made.text = _clean(text) or None
    return made


def _newest(feed: Feed) -> str:
    return max((one.day for one in feed.entries), default=feed.day)


def _mail_date(day: str) -> str:
    return format_datetime(datetime.fromisoformat(f"{day}T06:00:00").replace(tzinfo=UTC))


def _clean(text: str) -> str:
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def _bytes(root: ET.Element) -> bytes:
    text: str = ET.tostring(root, encoding="unicode")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + text.encode()


KINDS: Final[dict[str, tuple[str, str]]] = {
    "atom": ("application/atom+xml; charset=utf-8", "Atom"),
    "rss": ("application/rss+xml; charset=utf-8", "RSS"),
}
"""Media type and name of each form of a feed, by the end of its address."""


def written(kind: str, feed: Feed) -> bytes:
    """The feed in this form."""
    return atom(feed) if kind == "atom" else rss(feed)
