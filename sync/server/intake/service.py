"""Takes down what a resident sends, within the limits. What becomes of it is decided later (``deciding.py``)."""

import hashlib
import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

import msgspec
from sqlalchemy.engine import Connection
from sqlalchemy.exc import OperationalError

from sync.server.ground.database import after_commit
from sync.server.ground.moments import instant
from sync.server.intake import repository
from sync.server.intake.acknowledged import Acknowledged
from sync.server.intake.domain import Doubt, Kind, SentAnswer, SentNews, SentRating, SentSatisfaction, SentTip
from sync.server.intake.limits import is_too_much, is_under_attack, since
from sync.server.intake.repository import Fresh, Rated
from sync.server.intake.seal import Form, form_hash, hash_of
from sync.server.intake.spoken import digits_of
from sync.server.news.domain import CONFIRMED_WITHIN
from sync.server.ratings.codes import digest_of
from sync.server.service import Server
from sync.server.submissions.repository import submitted

log = logging.getLogger("okrskar.server")
Result = TypeVar("Result")


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
class NoSuchCode:
    """Nothing is known by that code."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends, as far as it is known: language, network address, what came in the field that people do not see.

    ``worked``: their browser did some work for it (``proof.py``).
    """

    language: str
    address: str
    trap: str = ""
    worked: bool = False


@dataclass(frozen=True, slots=True)
class NewsLink:
    """What a link of a mail is about: news of a district, or of a street."""

    district: str
    street: str
    is_confirmed: bool


Outcome = Taken | Another | TooMuch | NotNow


def file_tip(server: Server, form: Form, sent: SentTip, sender: Sender) -> Outcome:
    """Take a tip down, once for each form."""
    secret, language, address = server.seal.link_of(form), sender.language, sender.address
    fresh = _fresh(server, form, secret, _rendered(sent), kind=Kind.TIP, language=language, address=address)
    return _taken_down(server, replace(fresh, doubt=_doubt(server, form, sender.trap)), secret, worked=sender.worked)


def is_attacked(server: Server, address: str) -> bool:
    """Whether so many tips come, from the town or from the caller's network, that a browser is asked for some work."""
    network = server.seal.network(address)
    with server.database.read() as connection:
        counts = repository.counts(connection, "", network, since(server.settings.clock()))
    return is_under_attack(counts, server.settings.intake)


def file_rating(server: Server, form: Form, sent: SentRating, sender: Sender) -> Outcome:
    """Take a rating down, once for each form; the secret of ``Taken`` is the code for the rater."""
    code, language, address = server.seal.code_of(form), sender.language, sender.address
    fresh = _fresh(server, form, code, _rendered(sent), kind=Kind.RATING, language=language, address=address)
    doubt = _doubt(server, form, sender.trap)
    return _taken_down(server, replace(fresh, link=digest_of(code) or "", doubt=doubt), code)


def rated(server: Server, code: str, address: str, language: str) -> Rated | NoSuchCode | TooMuch | NotNow:
    """The rating of a code that somebody typed. Codes that there are not are counted, and at some number refused."""
    digest = digest_of(code)
    return _sought(
        server, address, language, lambda seen: repository.rated(seen, digest) if digest is not None else None
    )


def erase_rated(
    server: Server, code: str, address: str, language: str, kind: Kind
) -> Rated | NoSuchCode | TooMuch | NotNow:
    """Take down that the rating of a code, or what was written beside it, is to be forgotten; once, asked again or not.

    The rating as it was; wrong codes are counted as in ``rated``.
    """
    digest = digest_of(code)

    def work(connection: Connection) -> Rated | None:
        known = repository.rated(connection, digest) if digest is not None else None
        if digest is not None and known is not None and (kind is Kind.ERASE_RATING or known.remarked):
            repository.take_down(connection, _of_hash(server, digest, kind, language))
        return known

    return _sought(server, address, language, work)


def told(server: Server, code: str, address: str, language: str) -> str | NoSuchCode | TooMuch | NotNow:
    """The secret of the link that told digits open. Wrong ones are counted as those of ratings are."""
    digits = digits_of(code)
    secret = server.seal.link_spoken(digits) if digits is not None else ""

    def known(connection: Connection) -> str | None:
        link = hash_of(secret) if secret else ""
        is_known = bool(link) and (repository.followed(connection, link) or submitted(connection, link)) is not None
        return secret if is_known else None

    return _sought(server, address, language, known)


def _sought(
    server: Server, address: str, language: str, found: Callable[[Connection], Result | None]
) -> Result | NoSuchCode | TooMuch | NotNow:
    once, seal, now = secrets.token_hex(32), server.seal, server.settings.clock()
    fresh = Fresh(
        once[:32], once, "", Kind.WRONG_CODE, "{}", once, language, instant(now),
        address=seal.address(address), network=seal.network(address), doubt="",
    )  # fmt: skip

    def work(connection: Connection) -> Result | NoSuchCode | TooMuch:
        repository.alone(connection)
        counts = repository.counts(connection, fresh.address, fresh.network, since(now), Kind.WRONG_CODE)
        if is_too_much(counts, server.settings.codes):
            return TooMuch()
        one = found(connection)
        if one is None:
            repository.take_down(connection, fresh)
        return NoSuchCode() if one is None else one

    return _written(server, work)


def file_news(server: Server, form: Form, sent: SentNews, sender: Sender) -> Outcome:
    """Take down that somebody wants news for an address, once for each form. By no link anything is seen of it."""
    secret, doc = server.seal.link_of(form), _rendered(sent)
    fresh = _fresh(server, form, secret, doc, kind=Kind.NEWS, language=sender.language, address=sender.address)
    return _taken_down(server, replace(fresh, doubt=Doubt.HONEYPOT.value if sender.trap else ""), secret)


def say_of_news(server: Server, secret: str, kind: Kind, language: str) -> bool | NotNow:
    """Take down what the holder of a link of a mail wants, once for each link and kind. False where it is none."""
    fresh = _of_link(server, secret, kind, language)

    def work(connection: Connection) -> bool:
        if news_of(connection, server, secret) is None:
            return False
        repository.take_down(connection, fresh)
        return True

    return _written(server, work)


def news_of(connection: Connection, server: Server, secret: str) -> NewsLink | None:
    """What a link of a mail is about; None where it is none, or was not confirmed in time."""
    since = instant(server.settings.clock() - CONFIRMED_WITHIN)
    rows = repository.keyed(connection, "news_seen", link=hash_of(secret), since=since)
    return NewsLink(rows[0].district, rows[0].street, bool(rows[0].confirmed)) if rows else None


def _doubt(server: Server, form: Form, trap: str) -> str:
    written = server.settings.clock().timestamp() - form.given
    doubt = Doubt.HONEYPOT if trap else Doubt.NONE
    if not doubt and written < server.settings.intake.least_seconds:
        doubt = Doubt.TOO_FAST
    return doubt.value


def say(
    server: Server, form: Form, secret: str, sent: SentAnswer | SentSatisfaction, *, language: str, address: str
) -> Outcome | None:
    """Take down what the holder of a link says, once for each form; of the closing once for each link.

    None where the link is none, or what it shows is with nobody yet.
    """
    kind = Kind.ANSWER if isinstance(sent, SentAnswer) else Kind.SATISFACTION
    fresh = _fresh(server, form, secret, _rendered(sent), kind=kind, language=language, address=address)
    with server.database.read() as connection:
        followed = repository.followed(connection, fresh.link)
    if followed is None or not followed.status:
        return None
    if kind is Kind.SATISFACTION:
        fresh = replace(fresh, form=_once(kind, fresh.link))
    return _taken_down(server, fresh, secret)


def _fresh(server: Server, form: Form, secret: str, doc: str, *, kind: Kind, language: str, address: str) -> Fresh:
    return Fresh(
        number=server.seal.number_of(form),
        form=form_hash(form),
        link=hash_of(secret),
        kind=kind,
        doc=doc,
        digest=hashlib.sha256(doc.encode()).hexdigest(),
        language=language,
        at=server.now(),
        address=server.seal.address(address),
        network=server.seal.network(address),
        doubt="",
    )


def _taken_down(server: Server, fresh: Fresh, secret: str, *, worked: bool = False) -> Outcome:
    """Within the limits, once for each form; what is sent by it once more is answered alike."""
    own = {Kind.RATING: server.settings.ratings, Kind.NEWS: server.settings.news}
    allowed = own.get(fresh.kind, server.settings.intake)

    def work(connection: Connection) -> Outcome:
        repository.alone(connection)
        known = repository.digest_of(connection, fresh.form)
        if known is not None:
            return Taken(fresh.number, secret) if known == fresh.digest else Another()
        counts = repository.counts(connection, fresh.address, fresh.network, since(server.settings.clock()), fresh.kind)
        if is_too_much(counts, allowed, worked=worked):
            return TooMuch()
        is_worked = worked and not fresh.doubt and is_under_attack(counts, allowed)
        row = replace(fresh, doubt=Doubt.WORKED.value) if is_worked else fresh
        if not repository.take_down(connection, row):
            return Another()
        noted = Acknowledged(server.settings.files)
        after_commit(connection, lambda: noted.add(row.number, row.kind, row.at))
        return Taken(fresh.number, secret)

    return _written(server, work)


def _written(server: Server, work: Callable[[Connection], Result]) -> Result | NotNow:
    """What the work came to, durably."""
    try:
        return server.database.durably(work)
    except OperationalError as error:
        log.critical("nothing can be taken down: %s", type(error).__name__)
        return NotNow()


def ask(server: Server, secret: str, kind: Kind, language: str) -> bool:
    """Take down what the holder of a link wants besides, once for each link and kind. False where the link is none."""
    fresh = _of_link(server, secret, kind, language)

    def work(connection: Connection) -> bool:
        is_known = repository.followed(connection, fresh.link) is not None
        if not is_known and (kind is not Kind.ERASE or submitted(connection, fresh.link) is None):
            return False
        repository.take_down(connection, fresh)
        return True

    return server.database.durably(work)


def _of_link(server: Server, secret: str, kind: Kind, language: str) -> Fresh:
    return _of_hash(server, hash_of(secret), kind, language)


def _of_hash(server: Server, link: str, kind: Kind, language: str) -> Fresh:
    once = _once(kind, link)
    now = instant(server.settings.clock())
    return Fresh(once[:32], once, link, kind, "{}", once, language, now, address="", network="", doubt="")


def _once(kind: Kind, link: str) -> str:
    return hashlib.sha256(f"{kind.value} {link}".encode()).hexdigest()


def _rendered(sent: SentTip | SentRating | SentAnswer | SentSatisfaction | SentNews) -> str:
    return msgspec.json.encode(sent).decode()
