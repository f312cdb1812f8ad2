"""Hands a mail over to the relay, with its journal: once it was taken it goes no second time."""

from dataclasses import dataclass
from email.message import EmailMessage
from typing import Final

from sync.server.mail import smtp
from sync.server.mail.journal import Journal
from sync.server.mail.relay import MailKey, Relay
from sync.server.service import Server

SECONDS: Final = 60.0
"""For one try, less than a job's lease: nobody else tries meanwhile, unless the clock jumps."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A mail as it leaves: by which relay, to whom, and ``back`` where bounces go, which may be nowhere."""

    relay: Relay
    mail: EmailMessage
    back: str
    to: str

    @property
    def name(self) -> str:
        """What its Message-ID begins with."""
        return str(self.mail["Message-ID"]).strip("<>").partition("@")[0]


def hand_over(server: Server, ready: Ready) -> smtp.Outcome:
    """One try, unless somebody else is at it; a mail that the journal knows was taken before."""
    journal = Journal(server.settings.files)
    with journal.in_hand(ready.name) as is_ours:
        if ready.name in journal:
            return smtp.Sent()
        return _handed_over(server, ready, journal) if is_ours else smtp.Later("in other hands")


def _handed_over(server: Server, ready: Ready, journal: Journal) -> smtp.Outcome:
    password = MailKey(server.settings.files).open(ready.relay.sealed)
    if password is None:
        return smtp.Later("relay settings")
    if ready.mail["Date"] is None:
        ready.mail["Date"] = server.settings.clock()
    outcome = smtp.send(ready.relay, password, ready.mail, back=ready.back, to=ready.to, seconds=SECONDS)
    if isinstance(outcome, smtp.Sent):
        journal.add(ready.name)
    return outcome
