"""Who wrote a mail: a person, a program that answers by itself, or a server that could not deliver. Pure."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sync.server.mail.incoming.mime import Headers, Part, Parts, blocks_of, headers_of

_MOST_REPORT: Final = 64 * 1024
_BY_PROGRAM: Final = (
    "x-autoreply",
    "x-autorespond",
    "x-autoresponder",
    "x-auto-reply",
    "x-vacation",
    "x-mail-autoreply",
)
_MANY: Final = ("list-id", "list-post", "list-unsubscribe", "x-mailing-list", "feedback-id")
_PRECEDENCE: Final = ("bulk", "junk", "list", "auto_reply", "auto-reply", "autoreply")
_AWAY: Final = re.compile(
    r"(automatická odpověď|automaticka odpoved|automatické? oznámení|mimo kancelář|nepřítomnost|jsem na dovolené|"
    r"automatic reply|auto[- ]?reply|autoreply|out of (the )?office|abwesenheit)\b",
    re.IGNORECASE,
)
_ANSWER: Final = re.compile(r"^((re|fw|fwd|odp|aw|sv)\s*:\s*)+", re.IGNORECASE)
_RETURNED: Final = re.compile(
    r"(undeliver(ed|able)|delivery (status notification|has failed|failure)|mail delivery (failed|failure|subsystem)|"
    r"returned mail|failure notice|nedoručiteln|nedoručen|zpráva nebyla doručena|warning: (message|could not send))",
    re.IGNORECASE,
)
_DAEMON: Final = re.compile(r"(mailer-daemon|postmaster|mail-daemon)@", re.IGNORECASE)
_STATUS: Final = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_ID: Final = re.compile(r"<([^<>\s]{1,250})>")
_SPOKEN_ID: Final = re.compile(r"(?im)^message-id:\s*<([^<>\s]{1,250})>")


class Nature(StrEnum):
    """Who wrote it. ``MANY``: it went to many, by a list or a robot that sends news."""

    PERSON = "person"
    AUTOMATIC = "automatic"
    MANY = "many"
    BOUNCE = "bounce"


@dataclass(frozen=True, slots=True)
class Bounce:
    """What a server says of a mail that it had. ``code`` is such as 5.1.1; ``failed``: it gave up."""

    failed: bool
    code: str
    mail_id: str


def bounce_of(parts: Parts, sender: str, text: str) -> Bounce | None:
    """What the mail says of another one that could not be delivered, as RFC 3464 or in the words of a server."""
    head = parts.headers
    report = next((leaf for leaf in parts.leaves if leaf.kind.endswith("delivery-status")), None)
    nobody = head.first("return-path").replace(" ", "") == "<>"
    returned = bool(_RETURNED.search(head.text("subject")))
    by_server = head.first("x-failed-recipients") or (_DAEMON.match(sender) and (nobody or returned))
    if report is None and not (by_server and (returned or head.first("x-failed-recipients"))):
        return None
    mail_id = _returned_id(parts, text)
    if report is not None:
        return _reported(blocks_of(report.data(_MOST_REPORT)), mail_id)
    delayed = re.search(r"warning|delayed|zpožděn", head.text("subject"), re.IGNORECASE) is not None
    code = _STATUS.search(text[:20_000])
    return Bounce(not delayed, code[1] if code is not None else "", mail_id)


def nature_of(parts: Parts) -> Nature:
    """Who wrote a mail that is no bounce."""
    head = parts.headers
    automatic = head.first("auto-submitted").partition(";")[0].strip().lower()
    if automatic not in ("", "no") or any(head.all(name) for name in _BY_PROGRAM):
        return Nature.AUTOMATIC
    if parts.kind == "multipart/report" or _AWAY.match(_ANSWER.sub("", head.text("subject"))):
        return Nature.AUTOMATIC
    if any(head.all(name) for name in _MANY):
        return Nature.MANY
    if head.first("precedence").strip().lower() in _PRECEDENCE:
        return Nature.AUTOMATIC
    return Nature.AUTOMATIC if head.first("return-path").replace(" ", "") == "<>" else Nature.PERSON


def _reported(blocks: list[Headers], mail_id: str) -> Bounce:
    """The worst of what a report says."""
    actions = [block.first("action").partition(";")[0].strip().lower() for block in blocks]
    failed = "failed" in actions
    codes = [
        found[1]
        for block, action in zip(blocks, actions, strict=True)
        if action == ("failed" if failed else action) and (found := _STATUS.search(block.first("status")))
    ]
    return Bounce(failed, codes[0] if codes else "", mail_id)


def _returned_id(parts: Parts, text: str) -> str:
    """The Message-ID of the mail that was not delivered."""
    for leaf in parts.leaves:
        if leaf.kind in ("message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers"):
            found = _ID.search(headers_of(_beginning(leaf)).first("message-id"))
            if found is not None:
                return found[1]
    spoken = _SPOKEN_ID.search(text[:100_000])
    return spoken[1] if spoken is not None else ""


def _beginning(leaf: Part) -> bytes:
    return leaf.data(_MOST_REPORT).lstrip()
