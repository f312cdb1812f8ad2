"""A mailbox, and what becomes of a mail that came into it."""

from enum import StrEnum
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from app.values import ShortText
from sync.server.mail.relay import Security
from sync.server.submissions.domain import SubmissionKind

DECIDE: Final = "mail.decide"
ACKNOWLEDGE: Final = "mail.acknowledge"


class BoxKind(StrEnum):
    """Whose mailbox it is: what comes to the city's or an officer's is a new tip, what comes to the one where other
    bodies write is not."""

    CITY = "city"
    OFFICER = "officer"
    BODY = "body"


class Mailbox(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where mail is fetched, as whom. What comes is a tip, or a ``submission`` that is none.

    ``authserv`` is the name under which that server says what it found of a mail; ``sealed`` is the password;
    ``done`` the folder into which a mail goes once it is kept here.
    """

    name: ShortText
    host: Annotated[str, Meta(min_length=1, max_length=253)]
    port: Annotated[int, Meta(ge=1, le=65_535)]
    user: Annotated[str, Meta(min_length=1, max_length=254)]
    security: Security = Security.TLS
    kind: BoxKind = BoxKind.CITY
    officer_id: str = ""
    category: ShortText = "other"
    authserv: Annotated[str, Meta(max_length=253)] = ""
    folder: Annotated[str, Meta(min_length=1, max_length=200)] = "INBOX"
    done: Annotated[str, Meta(min_length=1, max_length=200)] = "Zpracováno"
    sealed: str = ""
    submission: SubmissionKind | None = None


class State(StrEnum):
    """Where it stands: waiting for the job, for a person, or decided."""

    WAITING = "waiting"
    CHECK = "check"
    ATTACHED = "attached"
    FILED = "filed"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    IGNORED = "ignored"
    REFUSED = "refused"
    ERASED = "erased"


OPEN: Final = (State.WAITING, State.CHECK)


class Which(msgspec.Struct, frozen=True):
    """The payload of the jobs: which mail, after how many tries."""

    id: str
    tries: int = 0
