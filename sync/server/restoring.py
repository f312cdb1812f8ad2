"""What is done once after a backup was put back, before devices come: what residents sent is decided as it was before.

A device sends again what its officer did with a tip. Where that tip waits to be decided in the backup, it would be
refused as being about nothing.
"""

from typing import Final

from sync.server.intake.domain import JOB
from sync.server.jobs.worker import Worker
from sync.server.kinds import KINDS
from sync.server.mail.incoming import keeping
from sync.server.mail.incoming.domain import DECIDE
from sync.server.service import Server

_DECIDING: Final = tuple(kind for kind in KINDS if kind.name in (JOB, DECIDE))


def catch_up(server: Server) -> int:
    """Take up mails that came after the backup, and decide all that waits; how many. Raises OSError."""
    keeping.take_up(server, at_once=True)
    return Worker(server, _DECIDING).run_due()
