"""A mail as we mean it, from its bytes. Whatever the bytes are, there is an answer and nothing is raised. Pure."""

import hashlib
import re
from dataclasses import dataclass, field
from email.utils import getaddresses
from typing import Final
from urllib.parse import unquote_to_bytes

from app.tips.titles import one_line
from sync.server.intake.photos.domain import MOST_PHOTOS
from sync.server.intake.tables import MOST_BYTES as MOST_BYTES_OF_PICTURE
from sync.server.mail.incoming.letters import plainly
from sync.server.mail.incoming.markup import text_of
from sync.server.mail.incoming.mime import Headers, Part, Parts, parts_of
from sync.server.mail.incoming.nature import Bounce, Nature, bounce_of, nature_of
from sync.server.mail.incoming.quotations import without_quotations
from sync.server.mail.letters import addressable
from sync.server.photos.previews import sniffed

MOST_BYTES: Final = 40 * 1024 * 1024
"""Of a mail that is looked at as a whole; of a longer one only its beginning."""
MOST_TEXT: Final = 10_000
"""Letters of what is taken as said."""
_MOST_NAME: Final = 80
_SNIFFED: Final = 32
_LEAST_PICTURE: Final = 20 * 1024
"""Bytes of a picture that is shown within the text: smaller ones are a signature's."""
_READ: Final = 400_000
_CUT: Final = 60_000
_BEGINNING: Final = 512 * 1024
_TO: Final = ("delivered-to", "x-original-to", "envelope-to", "to", "cc", "resent-to")
_ANY: Final = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9.-]{1,190}")
_FILE_LETTERS: Final = re.compile(r";\s*filename\*(?:0\*)?\s*=\s*utf-8'[^']{0,20}'([^\s;]{1,400})", re.IGNORECASE)
_FILE_NAME: Final = re.compile(r';\s*filename\s*=\s*(?:"([^"\r\n]{1,400})"|([^\s;"]{1,400}))', re.IGNORECASE)
_ID: Final = re.compile(r"<([^<>\s]{1,250})>")


@dataclass(frozen=True, slots=True)
class Picture:
    """An attachment whose first bytes are those of a picture, whatever the mail says that it is."""

    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail. ``said`` is what was written now, ``text`` all of it.

    ``sender`` is an address that a mail can go to, or nothing. ``left_out`` names attachments that are no picture, or
    one too many, or too large. ``odd``: it was longer, deeper or otherwise than a mail should be; a person has to look
    at it.
    """

    sender: str
    name: str
    recipients: tuple[str, ...]
    subject: str
    mail_id: str
    answers: tuple[str, ...]
    text: str
    said: str
    nature: Nature
    bounce: Bounce | None
    results: tuple[str, ...]
    pictures: tuple[Picture, ...] = field(repr=False)
    left_out: tuple[str, ...]
    odd: bool


def read(raw: bytes) -> Mail:
    """What it is."""
    whole = len(raw) <= MOST_BYTES
    parts = parts_of(raw if whole else raw[:_BEGINNING])
    head = parts.headers
    name, sender = _author(head)
    text = _text(parts)
    bounce = bounce_of(parts, sender or head.first("from"), text)
    pictures, left_out = _pictures(parts) if bounce is None and whole else ((), ())
    return Mail(
        sender=sender,
        name=name,
        recipients=_recipients(head),
        subject=head.text("subject")[:200],
        mail_id=next(iter(_ID.findall(head.first("message-id"))), ""),
        answers=tuple(dict.fromkeys(_ID.findall(f"{head.first('in-reply-to')} {head.first('references')}"[:16_000]))),
        text=text,
        said=_bounded(without_quotations(text[:_CUT])),
        nature=Nature.BOUNCE if bounce is not None else nature_of(parts),
        bounce=bounce,
        results=tuple(head.all("authentication-results")),
        pictures=pictures,
        left_out=left_out,
        odd=parts.odd or not whole,
    )


def key_of(raw: bytes) -> str:
    """What is the same of the same mail, wherever and however often it lies in a mailbox: 64 letters."""
    head = parts_of(raw[:_BEGINNING]).headers
    made = hashlib.sha256()
    for name in ("message-id", "from", "date", "subject"):
        made.update(head.first(name).encode("utf-8", "surrogateescape") + b"\x00")
    made.update(re.split(rb"\r?\n\r?\n", raw, maxsplit=1)[-1].replace(b"\r\n", b"\n").rstrip())
    return made.hexdigest()


def _author(head: Headers) -> tuple[str, str]:
    found = getaddresses([head.first("from")[:2_000]])
    name, address = found[0] if found else ("", "")
    try:
        return plainly(name)[:200], addressable(address)
    except ValueError:
        return plainly(name)[:200], ""


def _recipients(head: Headers) -> tuple[str, ...]:
    values = " ".join(value[:8_000] for name in _TO for value in head.all(name)[:10])
    return tuple(dict.fromkeys(one.lower() for one in _ANY.findall(values)[:200]))


def _text(parts: Parts) -> str:
    """What is to be read: plain text where there is any, else what a person sees of the HTML."""
    shown = [leaf for leaf in parts.leaves if not leaf.attached]
    plain = [leaf.text(_READ) for leaf in shown if leaf.kind == "text/plain"][:10]
    if not any(text.strip() for text in plain):
        plain = [text_of(leaf.text(_READ)) for leaf in shown if leaf.kind in ("text/html", "application/xhtml+xml")][:3]
    if not any(text.strip() for text in plain):
        plain = [leaf.text(_READ) for leaf in shown if leaf.kind.startswith(("text/", "multipart/"))][:1]
    return "\n".join(text.strip("\n") for text in plain if text.strip())[:_READ].strip()


def _pictures(parts: Parts) -> tuple[tuple[Picture, ...], tuple[str, ...]]:
    found: list[Picture] = []
    left_out: list[str] = []
    for leaf in parts.leaves:
        if leaf.kind.startswith(("text/", "multipart/", "message/")) and not leaf.attached:
            continue
        is_picture = sniffed(leaf.data(4 * _SNIFFED)[:_SNIFFED]) is not None
        data = leaf.data(2 * MOST_BYTES_OF_PICTURE) if is_picture and len(found) < MOST_PHOTOS else b""
        if not 0 < len(data) <= MOST_BYTES_OF_PICTURE:
            left_out.append(_name(leaf))
        elif leaf.attached or len(data) >= _LEAST_PICTURE:
            found.append(Picture(_name(leaf), data))
    return tuple(found), tuple(left_out)


def _name(leaf: Part) -> str:
    """What a file is called, as a person reads it on one line; else what it says that it is."""
    said = leaf.headers.first("content-disposition")[:2_000]
    told, letters = _FILE_NAME.search(said), _FILE_LETTERS.search(said)
    if letters is not None:
        name = plainly(unquote_to_bytes(letters[1]).decode("utf-8", "replace"))
    else:
        name = plainly((told[1] or told[2]) if told is not None else leaf.parameters.get("name", ""))
    return one_line(name)[:_MOST_NAME] or leaf.kind


def _bounded(text: str) -> str:
    return text if len(text) <= MOST_TEXT else f"{text[: MOST_TEXT - 1].rstrip()}…"
