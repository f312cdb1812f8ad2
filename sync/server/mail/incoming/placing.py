"""Where a mail belongs. Pure: what is known of it goes in, what becomes of it comes out.

Only the secret reply address attaches a mail by itself. A number in its subject, or headers that match, make a
suggestion for a person, unless the mail is of the party's own address, which answered to the secret one before, and
our server found that it really comes from there.
"""

import re
from dataclasses import dataclass
from typing import Final

from sync.server.mail.incoming.domain import BoxKind
from sync.server.mail.incoming.nature import Nature
from sync.server.mail.incoming.reading import Mail

TOKEN: Final = re.compile(r"o-([0-9a-f]{32})@.+")
_NEWS: Final = re.compile(r"n-([0-9a-f]{32})@.+")
NUMBER: Final = re.compile(r"\b(20\d{2}-\d{6}|[2-9A-HJKMNP-Z]{5}-[2-9A-HJKMNP-Z]{5})\b")
"""Of a tip, or of what was sent by the pages or is none."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known besides the mail: ``secret`` if it came to a party's reply address, ``hinted`` if it names one,
    ``gone`` if it came to a reply address that is nobody's any more, ``theirs`` if its sender is that party beyond
    doubt, ``forged`` if its sender is somebody else's name."""

    box: BoxKind
    secret: bool = False
    gone: bool = False
    hinted: bool = False
    theirs: bool = False
    forged: bool = False
    flood: bool = False


@dataclass(frozen=True, slots=True)
class Attach:
    """It is the party's."""


@dataclass(frozen=True, slots=True)
class Return:
    """It says that a mail of ours did not arrive."""


@dataclass(frozen=True, slots=True)
class File:
    """It is a new tip."""


@dataclass(frozen=True, slots=True)
class Check:
    """A person has to look. ``answer``: its sender may be told that it came."""

    reason: str
    answer: bool = False


@dataclass(frozen=True, slots=True)
class Ignore:
    """It asks for nothing; it is kept for a while all the same."""

    reason: str


Placement = Attach | Return | File | Check | Ignore


def place(mail: Mail, known: Known) -> Placement:
    """Where it belongs."""
    if mail.bounce is not None:
        return Return() if mail.bounce.failed else Ignore("delayed")
    if mail.nature is Nature.AUTOMATIC:
        return Ignore("automatic")
    says_something = bool(mail.said or mail.pictures)
    if mail.odd:
        return Check("odd")
    if known.secret:
        return Attach() if says_something else Check("empty")
    if known.hinted:
        return Attach() if known.theirs and says_something else Check("suggested")
    if mail.nature is Nature.MANY:
        return Check("many")
    if known.forged:
        return Check("forged")
    if known.gone or known.box is BoxKind.BODY:
        return Check("gone" if known.gone else "body", answer=bool(mail.sender))
    if not mail.sender or not (says_something or mail.subject):
        return Check("empty" if mail.sender else "no_sender")
    return Check("flood", answer=True) if known.flood else File()


def tokens_of(mail: Mail) -> list[str]:
    """The secrets of reply addresses among its recipients, under whatever domain they were given."""
    found = (TOKEN.fullmatch(one) for one in mail.recipients)
    return [one[1] for one in found if one is not None]


def ends_of(mail: Mail) -> list[str]:
    """The secrets by which news end, among its recipients: where a mail with news comes back to."""
    found = (_NEWS.fullmatch(one) for one in mail.recipients)
    return [one[1] for one in found if one is not None]


def numbers_of(mail: Mail) -> list[str]:
    """What may be numbers of tips, or of what is none, in its subject."""
    return NUMBER.findall(mail.subject)[:5]
