"""What the station's answers to an enrolment mean at the door."""

from typing import assert_never

from sync.client.origin import Flaw
from sync.client.outcomes import Failure, Offline, Reason, Refused, Revoked, Unauthorised
from ui.unlock.words import Trouble


def flaw_trouble(flaw: Flaw) -> Trouble:
    """What is wrong with an address."""
    match flaw:
        case Flaw.NOT_AN_ADDRESS:
            return Trouble.BAD_ADDRESS
        case Flaw.PLAIN_HTTP:
            return Trouble.PLAIN_HTTP
        case Flaw.NO_AUTHORITY:
            return Trouble.NO_AUTHORITY
        case _:
            assert_never(flaw)


def failure_trouble(failure: Failure) -> Trouble:
    """Why an enrolment did not come about."""
    match failure:
        case Offline(reason=Reason.UNTRUSTED):
            return Trouble.NO_AUTHORITY
        case Offline():
            return Trouble.OFFLINE
        case Refused() | Unauthorised():
            return Trouble.WRONG_CODE
        case Revoked():
            return Trouble.REVOKED
        case _:
            return Trouble.SERVER
