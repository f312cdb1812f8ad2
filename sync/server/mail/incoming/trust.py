"""Whether our own mail server found that a mail is of whom it says (RFC 8601, in line as DMARC has it). Pure."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

_MOST: Final = 8_000
_METHOD: Final = re.compile(r"(dkim|spf|dmarc)\s*(?:/\s*\d+)?\s*=\s*([a-z]+)", re.IGNORECASE)
_PROPERTY: Final = re.compile(
    r"\b(header\.d|header\.i|header\.from|smtp\.mailfrom|smtp\.mfrom)\s*=\s*(\S+)", re.IGNORECASE
)
_HIDDEN: Final = {";": "\x01", " ": "_", "\t": "_"}
_OF: Final = {"dkim": ("header.d", "header.i"), "spf": ("smtp.mailfrom", "smtp.mfrom"), "dmarc": ("header.from",)}


def is_in_line(results: Sequence[str], server: str, sender: str) -> bool:
    """Whether the newest ``Authentication-Results`` of our server says so of the domain of ``sender``.

    ``results`` are these headers from the top. Those of others, and older ones under our name, may be forged.
    """
    ours = next((one for one in map(_pieces, results) if one and _name(one[0]) == server.lower()), None)
    domain = sender.rpartition("@")[2].lower()
    return bool(server and domain and ours) and any(_vouches(piece, domain) for piece in ours or ())


def has_failed(results: Sequence[str], server: str) -> bool:
    """Whether our server found that it is of somebody else."""
    ours = next((one for one in map(_pieces, results) if one and _name(one[0]) == server.lower()), None)
    said = {(found[1].lower(), found[2].lower()) for piece in ours or () if (found := _METHOD.match(piece))}
    passed = {("dkim", "pass"), ("spf", "pass"), ("dmarc", "pass")}
    return (bool(server) and ("dmarc", "fail") in said) or (("spf", "fail") in said and not said & passed)


def _name(piece: str) -> str:
    return piece.strip().partition(" ")[0].lower()


def _vouches(piece: str, domain: str) -> bool:
    found = _METHOD.match(piece)
    if found is None or found[2].lower() != "pass":
        return False
    return any(
        _covers(value, domain) for name, value in _PROPERTY.findall(piece) if name.lower() in _OF[found[1].lower()]
    )


def _covers(value: str, domain: str) -> bool:
    vouched = value.strip('"<>').rpartition("@")[2].rstrip(".").lower()
    return "." in vouched and (vouched == domain or domain.endswith(f".{vouched}"))


def _pieces(value: str) -> list[str]:
    """What stands between the semicolons, without comments; nothing where it is not well-formed."""
    text = "".join(_without_comments(value[:_MOST]))
    if len(value) > _MOST or text.endswith("\x00"):
        return []
    return [piece.strip().replace("\x01", ";") for piece in text.split(";")]


def _without_comments(value: str) -> Iterator[str]:
    """Letter by letter: a ``;`` in quotes as \\x01; \\x00 at the end where quotes or a comment stay open."""
    depth, quoted, escaped = 0, False, False
    for sign in value.replace("\x00", "").replace("\x01", ""):
        if escaped:
            escaped = False
        elif sign == "\\" and (quoted or depth):
            escaped = True
            continue
        elif sign == '"' and not depth:
            quoted = not quoted
        elif sign == "(" and not quoted:
            depth += 1
            continue
        elif sign == ")" and depth and not quoted:
            depth -= 1
            continue
        if not depth:
            yield _HIDDEN.get(sign, sign) if quoted else sign
    if depth or quoted:
        yield "\x00"
