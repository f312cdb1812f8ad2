"""The parts of a mail, from its bytes: linear in time, without recursion, and whatever is wrong with it.

What the standard library has recurses with the nesting and copies a header for each of its parameters; a stranger
chooses both. Here the depth, the parts and the headers that are looked at have bounds, and nothing is ever raised.
"""

import binascii
import re
from dataclasses import dataclass, field
from typing import Final

from sync.server.mail.incoming.letters import decoded, from_base64, plainly

MOST_HEAD: Final = 64 * 1024
"""Bytes of headers that are looked at, of a mail and of each part."""
MOST_DEPTH: Final = 20
MOST_PARTS: Final = 200
_MOST_HEADERS: Final = 500
_END_OF_HEAD: Final = re.compile(rb"\r?\n\r?\n")
_FOLD: Final = re.compile(rb"\r?\n[ \t]")
_HEADER: Final = re.compile(r"([!-9;-~]{1,100})[ \t]*:[ \t]*(.*)", re.DOTALL)
_PARAMETER: Final = re.compile(r';\s*([\w!#$%&+.^`|~*-]{1,60})\s*=\s*(?:"((?:[^"\\]|\\.){0,400})"|([^\s;"]{1,400}))')
_KIND: Final = re.compile(r"\s*([\w.+-]{1,100}/[\w.+-]{1,100})")


@dataclass(frozen=True, slots=True)
class Headers:
    """The headers of a mail or of a part, in their order: names in small letters, values unfolded, eight bits as
    bytes that could not be read (``surrogateescape``)."""

    lines: tuple[tuple[str, str], ...] = ()

    def all(self, name: str) -> list[str]:
        """The values of every header of this name."""
        return [value for one, value in self.lines if one == name]

    def first(self, name: str) -> str:
        """The value of the first header of this name, or nothing."""
        return next(iter(self.all(name)), "")

    def text(self, name: str) -> str:
        """The first one as a person reads it."""
        return plainly(self.first(name))


@dataclass(frozen=True, slots=True)
class Part:
    """One part that holds no parts: what it says of itself, and where it lies in the mail."""

    headers: Headers
    kind: str
    parameters: dict[str, str] = field(repr=False)
    mail: bytes = field(repr=False)
    start: int
    end: int

    @property
    def attached(self) -> bool:
        """Whether it says that it is a file, not something to be read with the mail."""
        return self.headers.first("content-disposition").strip().lower().startswith("attachment")

    def data(self, most: int) -> bytes:
        """Its bytes, at most so many of them before they are unpacked."""
        raw = self.mail[self.start : min(self.end, self.start + most)]
        match self.headers.first("content-transfer-encoding").strip().lower():
            case "base64":
                return from_base64(raw)
            case "quoted-printable":
                return binascii.a2b_qp(raw)
            case _:
                return raw

    def text(self, most: int) -> str:
        """Its text, in the letters that it says, or that it must be."""
        text = decoded(self.data(most), self.parameters.get("charset", ""))
        return _unflowed(text) if self.parameters.get("format", "").lower() == "flowed" else text


@dataclass(frozen=True, slots=True)
class Parts:
    """A mail taken apart. ``odd``: there was more, or it was built in another way than it says."""

    headers: Headers
    kind: str
    parameters: dict[str, str]
    leaves: tuple[Part, ...]
    odd: bool


def parts_of(mail: bytes) -> Parts:
    """Take a mail apart."""
    headers, start = _head(mail, 0, len(mail))
    kind, parameters = _content(headers, "text/plain")
    leaves: list[Part] = []
    odd = False
    todo = [(headers, kind, parameters, start, len(mail), 0)]
    while todo:
        own, what, told, begin, end, depth = todo.pop()
        if len(leaves) + len(todo) >= MOST_PARTS:
            odd = True
            break
        inner = _inside(mail, begin, end, told.get("boundary", "")) if what.startswith("multipart/") else []
        if not inner or depth >= MOST_DEPTH:
            odd = odd or what.startswith("multipart/")
            leaves.append(Part(own, what, told, mail, begin, end))
            continue
        odd = odd or len(inner) > MOST_PARTS
        default = "message/rfc822" if what == "multipart/digest" else "text/plain"
        for first, last in reversed(inner):
            there, body = _head(mail, first, last)
            todo.append((there, *_content(there, default), body, last, depth + 1))
    return Parts(headers, kind, parameters, tuple(leaves), odd)


def headers_of(text: bytes) -> Headers:
    """The headers at the beginning of some bytes."""
    return _head(text, 0, len(text))[0]


def blocks_of(text: bytes) -> list[Headers]:
    """Each block of headers: what a report of a delivery is made of."""
    return [_lines(block) for block in _END_OF_HEAD.split(text[:MOST_HEAD].strip(), maxsplit=50)]


def _head(mail: bytes, start: int, end: int) -> tuple[Headers, int]:
    """The headers there, and where the body begins."""
    begins = next((start + len(nl) for nl in (b"\r\n", b"\n") if mail.startswith(nl, start)), None)
    if begins is not None and begins <= end:
        return Headers(), begins
    limit = min(end, start + MOST_HEAD)
    found = _END_OF_HEAD.search(mail, start, limit)
    if found is None:
        headers = _lines(mail[start:limit])
        return (headers, limit) if headers.lines else (headers, start)
    return _lines(mail[start : found.start()]), found.end()


def _lines(block: bytes) -> Headers:
    lines = _FOLD.sub(b" ", block).split(b"\n")[:_MOST_HEADERS]
    found = (_HEADER.fullmatch(line.rstrip(b"\r").decode("ascii", "surrogateescape")) for line in lines)
    return Headers(tuple((one[1].lower(), one[2].strip()) for one in found if one is not None))


def _content(headers: Headers, default: str) -> tuple[str, dict[str, str]]:
    value = headers.first("content-type")[:4_000]
    kind = _KIND.match(value)
    parameters: dict[str, str] = {}
    for name, quoted, bare in _PARAMETER.findall(value):
        parameters.setdefault(name.lower(), re.sub(r"\\(.)", r"\1", quoted) or bare)
    return (kind[1].lower() if kind is not None else default), parameters


def _inside(mail: bytes, start: int, end: int, boundary: str) -> list[tuple[int, int]]:
    """From where to where the parts between the lines of a boundary go; one that is never closed goes to the end."""
    if not boundary:
        return []
    line = re.compile(
        rb"^--" + re.escape(boundary.encode("ascii", "surrogateescape")) + rb"(--)?[ \t]*\r?$", re.MULTILINE
    )
    found: list[tuple[int, int]] = []
    begun: int | None = None
    for one in line.finditer(mail, start, end):
        if begun is not None:
            found.append((begun, _before_line_end(mail, begun, one.start())))
        begun = min(one.end() + 1, end)
        if one[1] or len(found) > MOST_PARTS:
            return found
    return found if begun is None else [*found, (begun, end)]


def _before_line_end(mail: bytes, begun: int, at: int) -> int:
    for sign in (b"\n", b"\r"):
        if at > begun and mail[at - 1 : at] == sign:
            at -= 1
    return max(begun, at)


def _unflowed(text: str) -> str:
    """Lines that only a program broke are one again (RFC 3676); those of a quotation and a signature stay."""
    lines: list[str] = []
    for line in text.split("\n"):
        previous = lines[-1] if lines else ""
        if previous.endswith(" ") and not previous.startswith(">") and previous != "-- " and not line.startswith(">"):
            lines[-1] = previous + line.removeprefix(" ")
        else:
            lines.append(line.removeprefix(" ") if not line.startswith(">") else line)
    return "\n".join(lines)
