"""Letters of bytes: what a mail says of its own charset, and what it is where that is unknown or can not be."""

import binascii
import re
import string
from typing import Final

_MOST_HEADER: Final = 4_000
_KNOWN: Final = re.compile(
    r"utf-?8|utf-?7|utf-?16(-?[lb]e)?|iso-?8859-?\d{1,2}|windows-?125\d|cp-?(125\d|85[02567]|866|437)|koi8-[ru]|"
    r"mac-?(latin2|roman|centeuro)|gb(2312|k|18030)|big5|shift[-_]jis|euc-(jp|kr)|iso-2022-(jp|kr)"
)
"""Charsets that mails are in. A name can mean other things to Python, some of which take very long."""
_NAMES: Final = {"utf7": "utf-7", "x-mac-ce": "mac_latin2"}
_WORD: Final = re.compile(r"=\?([^?\s]{1,40})\?([bBqQ])\?([^?\s]{0,2000})\?=")
_BETWEEN: Final = re.compile(r"(\?=)\s+(?==\?)")
_NO_BASE64: Final = bytes(set(range(256)) - {*(string.ascii_letters + string.digits + "+/").encode()})
_UNSEEN: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\ufeff\u200b\u2060]")
_NO_BREAK: Final = re.compile(r"[\u00a0\u202f\u2007]")
_WINDOWS: Final = re.compile(rb"[\x80-\x9f]")


def decoded(data: bytes, charset: str) -> str:
    """The text of bytes, lines ended by ``\\n`` alone, without signs that nobody sees."""
    text = _letters(data, charset.strip().strip("'\"").lower())
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNSEEN.sub("", _NO_BREAK.sub(" ", text))


def plainly(value: str) -> str:
    """A header as a person reads it: encoded words (RFC 2047) and bytes of eight bits become letters; one line."""
    text = _BETWEEN.sub(r"\1", value[:_MOST_HEADER])
    made: list[str] = []
    end = 0
    for run in re.finditer(rf"(?:{_WORD.pattern})+", text):
        made += (_eight_bits(text[end : run.start()]), _words(run[0]))
        end = run.end()
    made.append(_eight_bits(text[end:]))
    return " ".join(decoded("".join(made).encode("utf-8", "replace"), "utf-8").split())


def _letters(data: bytes, charset: str) -> str:
    if _KNOWN.fullmatch(charset):
        name = "cp1250" if charset.replace("-", "").startswith("iso88592") and _WINDOWS.search(data) else charset
        try:
            return data.decode(_NAMES.get(name, name), "replace")
        except (LookupError, UnicodeError):
            pass
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1250", "replace")


def _eight_bits(text: str) -> str:
    return text if text.isascii() else _letters(text.encode("utf-8", "surrogateescape"), "")


def _words(run: str) -> str:
    """Encoded words one after another: a letter may begin in one and end in the next, if they are of one charset."""
    made: list[tuple[str, bytes]] = []
    for charset, how, packed in _WORD.findall(run):
        name = charset.partition("*")[0].lower()
        data = _unpacked(how.lower(), packed)
        if made and made[-1][0] == name:
            made[-1] = (name, made[-1][1] + data)
        else:
            made.append((name, data))
    return "".join(_letters(data, name) for name, data in made)


def _unpacked(how: str, packed: str) -> bytes:
    raw = packed.encode("ascii", "replace")
    if how == "q":
        return binascii.a2b_qp(raw, header=True)
    return from_base64(raw)


def from_base64(raw: bytes) -> bytes:
    """What can be unpacked of it."""
    kept = raw.translate(None, _NO_BASE64)
    kept = kept[:-1] if len(kept) % 4 == 1 else kept
    return binascii.a2b_base64(kept + b"=" * (-len(kept) % 4))
