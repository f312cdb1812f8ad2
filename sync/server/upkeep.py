"""The periodic work of the server: what leaves the devices, what is forgotten."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy.engine import Connection

from sync.server.accounts import repository as accounts
from sync.server.erasure.service import scrub
from sync.server.feed.publish import purge_gone
from sync.server.ground.moments import instant
from sync.server.jobs import repository as jobs
from sync.server.jobs.domain import Kind, Nothing
from sync.server.photos.service import drop_unreferenced, forget_expired
from sync.server.service import Server
from sync.server.tips.archive import archive_closed

_HOUR: Final = 3600
_DAY: Final = 24 * _HOUR
_JOBS_KEPT_DAYS: Final = 30
_BATCH: Final = 1000


@dataclass(frozen=True, slots=True)
class Maintained:
    """How many tips left the devices, how many departures and uploads were forgotten."""

    archived: int
    purged: int
    uploads: int


def run(server: Server) -> Maintained:
    """What an operator may want at once of it; harmless to repeat and to run beside the jobs."""
    archived = archive_closed(server)
    purged = server.database.durably(lambda connection: purge_gone(connection, _departed_before(server)))
    return Maintained(archived, purged, _forget_photos(server))


def archive_tips(server: Server, _payload: Nothing) -> None:
    """Let tips that were closed long ago leave all devices."""
    archive_closed(server)


def purge_departures(connection: Connection, server: Server, _payload: Nothing) -> bool:
    """Forget departures that every device has heard of or has to start anew for."""
    purge_gone(connection, _departed_before(server))
    return False


def forget_photos(server: Server, _payload: Nothing) -> None:
    """Forget photos that were begun and given up, bytes that no photo shows any more, and what a database left."""
    _forget_photos(server)


def _departed_before(server: Server) -> str:
    return instant(server.settings.clock() - timedelta(days=server.settings.gone_kept_days))


def _forget_photos(server: Server) -> int:
    uploads = forget_expired(server)
    drop_unreferenced(server)
    scrub(server)
    return uploads


def forget_proofs(connection: Connection, server: Server, _payload: Nothing) -> bool:
    """Forget tokens and nonces that mean nothing any more."""
    moment = server.settings.clock()
    accounts.forget_proofs(connection, tokens=instant(moment - timedelta(days=1)), nonces=instant(moment))
    return False


def forget_jobs(connection: Connection, server: Server, _payload: Nothing) -> bool:
    """Forget jobs done long ago."""
    before = instant(server.settings.clock() - timedelta(days=_JOBS_KEPT_DAYS))
    return jobs.forget_done(connection, before, _BATCH) == _BATCH


PERIODIC: Final = (
    Kind("archive_tips", before=archive_tips, every=_HOUR),
    Kind("purge_departures", purge_departures, every=_HOUR),
    Kind("forget_photos", before=forget_photos, every=_HOUR),
    Kind("forget_proofs", forget_proofs, every=_HOUR),
    Kind("forget_jobs", forget_jobs, every=_DAY),
)
