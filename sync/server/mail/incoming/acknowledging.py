"""Tells a sender whom nobody knows yet that their mail came: once a day, and none of their own words."""

from typing import Final

import msgspec
from sqlalchemy.engine import Connection

from sync.server.jobs.domain import Again, Kind
from sync.server.mail import repository as mails
from sync.server.mail import smtp
from sync.server.mail.handing import Ready, hand_over
from sync.server.mail.hours import seconds_of_quiet
from sync.server.mail.incoming import repository
from sync.server.mail.incoming.domain import ACKNOWLEDGE, State, Which
from sync.server.mail.incoming.raws import Raws
from sync.server.mail.incoming.reading import read
from sync.server.mail.letters import Envelope, acknowledgement, submission_receipt
from sync.server.mail.relay import MailKey, hashed, relay
from sync.server.service import Server
from sync.server.submissions import repository as submissions
from sync.server.submissions.mailing import page_of, receipt_name, reply_name

TRIES: Final = 6
_FIRST_WAIT: Final = 300
_LONGEST_WAIT: Final = 4 * 3_600


def attempt(server: Server, which: Which) -> Again | None:
    """One try; the same Message-ID at each, and none once the relay took it."""
    ready = server.database.durably(lambda c: _prepared(c, server, which))
    if ready is None or isinstance(ready, Again):
        return ready
    if isinstance(hand_over(server, ready), smtp.Later) and which.tries + 1 < TRIES:
        wait = min(_FIRST_WAIT * 2**which.tries, _LONGEST_WAIT)
        return Again(wait, msgspec.structs.replace(which, tries=which.tries + 1))
    return None


def _prepared(connection: Connection, server: Server, which: Which) -> Ready | Again | None:
    named, kept = relay(connection), repository.get(connection, which.id)
    raw = Raws(server.settings.files).get(kept.raw) if kept is not None else None
    if named is None or kept is None or raw is None:
        return None
    quiet = seconds_of_quiet(named.quiet, server.settings.clock())
    if quiet:
        return Again(min(quiet, _LONGEST_WAIT), which)
    mail = read(raw)
    if not mail.sender:
        return None
    key = MailKey(server.settings.files)
    number, back, link = "", named.sender, ""
    if kept.state is State.SUBMITTED and kept.submission_id is not None:
        number = submissions.number_of(connection, kept.submission_id)
        back = f"{reply_name(key, kept.submission_id)}@{named.domain}"
        link = page_of(connection, server, kept.submission_id)
    elif kept.state is State.FILED and kept.tip_id is not None:
        number = repository.number_of(connection, kept.tip_id)
        token = key.token(kept.tip_id)
        mails.keep_address(connection, hashed(token), kept.tip_id, kept.tip_id)
        back = f"o-{token}@{named.domain}"
    mail_id = f"{receipt_name(key, kept.key)}@{named.domain}"
    envelope = Envelope(named.sender, named.name, mail.sender, back, mail_id, named.language)
    if kept.state is State.SUBMITTED:
        return Ready(named, submission_receipt(envelope, number, mail.mail_id, link), "", envelope.to)
    return Ready(named, acknowledgement(envelope, number, mail.mail_id), "", envelope.to)


KINDS: Final = (Kind(ACKNOWLEDGE, before=attempt, payload=Which, within=_LONGEST_WAIT),)
