"""Takes down what a resident sends, within the limits. What becomes of it is decided later (``deciding.py``)."""

import hashlib
import logging
import secrets
from dataclasses import dataclass, replace

import msgspec
from sqlalchemy.engine import Connection
from sqlalchemy.exc import OperationalError

from sync.server.ground.moments import instant
from sync.server.intake import repository
from sync.server.intake.domain import Doubt, Kind, SentRating, SentTip
from sync.server.intake.limits import Allowed, is_too_much, since
from sync.server.intake.repository import Fresh, Rated
from sync.server.intake.seal import Form, form_hash, hash_of
from sync.server.ratings.codes import digest_of
from sync.server.service import Server

log = logging.getLogger("okrskar.server")


@dataclass(frozen=True, slots=True)
class Taken:
    """It is written down. ``secret`` opens the page of what becomes of it."""

    number: str
    secret: str


@dataclass(frozen=True, slots=True)
class Another:
    """By this form something else was sent already. Nothing was done."""


@dataclass(frozen=True, slots=True)
class TooMuch:
    """From there, or in all, so much came of late that nothing more is taken now. Nothing was done."""


@dataclass(frozen=True, slots=True)
class NotNow:
    """The database can not write at the moment. Sent once more by the same form it is taken down once."""


@dataclass(frozen=True, slots=True)
class NoRating:
    """There is no rating of that code."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends, as far as it is known: language, network address, what came in the field that people do not see."""

    language: str
    address: str
    trap: str = ""


Outcome = Taken | Another | TooMuch | NotNow


def file_tip(server: Server, form: Form, sent: SentTip, *, language: str, address: str, trap: str) -> Outcome:
    """Take a tip down, once for each form. ``trap`` is what came in the field that people do not see."""
    secret = server.seal.link_of(form)
    fresh = replace(_fresh(server, form, sent, Sender(language, address, trap)), link=hash_of(secret))
    return _taken(server, fresh, server.settings.intake, secret)


def file_rating(server: Server, form: Form, sent: SentRating, sender: Sender) -> Outcome:
    """Take a rating down, once for each form; the secret of ``Taken`` is the code for the rater."""
    code = server.seal.code_of(form)
    fresh = replace(_fresh(server, form, sent, sender), link=digest_of(code) or "", kind=Kind.RATING)
    return _taken(server, fresh, server.settings.ratings, code)


def rated(server: Server, code: str, address: str, language: str) -> Rated | NoRating | TooMuch:
    """The rating of a code that somebody typed. Codes that there are not are counted, and at some number refused."""
    digest, now = digest_of(code), server.settings.clock()
    once = secrets.token_hex(32)
    fresh = Fresh(
        number=once[:32],
        form=once,
        link="",
        kind=Kind.WRONG_CODE,
        doc="{}",
        digest=once,
        language=language,
        at=instant(now),
        address=server.seal.address(address),
        network=server.seal.network(address),
        doubt="",
    )

    def work(connection: Connection) -> Rated | NoRating | TooMuch:
        repository.alone(connection)
        counts = repository.counts(connection, fresh.address, fresh.network, since(now), Kind.WRONG_CODE)
        if is_too_much(counts, server.settings.codes):
            return TooMuch()
        found = repository.rated(connection, digest) if digest is not None else None
        if found is None:
            repository.take_down(connection, fresh)
        return found or NoRating()

    return server.database.durably(work)


def _fresh(server: Server, form: Form, sent: SentTip | SentRating, sender: Sender) -> Fresh:
    """The row of what came by a form, of a tip that nobody can follow yet."""
    doc = _rendered(sent)
    written = server.settings.clock().timestamp() - form.given
    doubt = Doubt.HONEYPOT if sender.trap else Doubt.NONE
    if not doubt and written < server.settings.intake.least_seconds:
        doubt = Doubt.TOO_FAST
    return Fresh(
        number=server.seal.number_of(form),
        form=form_hash(form),
        link="",
        kind=Kind.TIP,
        doc=doc,
        digest=hashlib.sha256(doc.encode()).hexdigest(),
        language=sender.language,
        at=server.now(),
        address=server.seal.address(sender.address),
        network=server.seal.network(sender.address),
        doubt=doubt.value,
    )


def _taken(server: Server, fresh: Fresh, allowed: Allowed, secret: str) -> Outcome:
    def work(connection: Connection) -> Outcome:
        repository.alone(connection)
        known = repository.digest_of(connection, fresh.form)
        if known is not None:
            return Taken(fresh.number, secret) if known == fresh.digest else Another()
        counts = repository.counts(connection, fresh.address, fresh.network, since(server.settings.clock()), fresh.kind)
        if is_too_much(counts, allowed):
            return TooMuch()
        return Taken(fresh.number, secret) if repository.take_down(connection, fresh) else Another()

    try:
        return server.database.durably(work)
    except OperationalError as error:
        log.critical("nothing can be taken down: %s", type(error).__name__)
        return NotNow()


def ask(server: Server, secret: str, kind: Kind, language: str) -> bool:
    """Take down what the holder of a link wants besides, once for each link and kind. False where the link is none."""
    link = hash_of(secret)
    once = hashlib.sha256(f"{kind.value} {link}".encode()).hexdigest()
    now = instant(server.settings.clock())
    fresh = Fresh(once[:32], once, link, kind, "{}", once, language, now, address="", network="", doubt="")

    def work(connection: Connection) -> bool:
        if repository.followed(connection, link) is None:
            return False
        repository.take_down(connection, fresh)
        return True

    return server.database.durably(work)


def _rendered(sent: SentTip | SentRating) -> str:
    return msgspec.json.encode(sent).decode()
