"""The periodic work of the server, each in short transactions: what leaves the devices, what is forgotten."""

from datetime import timedelta
from typing import Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sync.server import maintenance, schema
from sync.server.feed.publish import purge_gone
from sync.server.ground.moments import instant
from sync.server.jobs import repository as jobs
from sync.server.jobs.domain import Kind, Nothing
from sync.server.photos import repository, service
from sync.server.service import Server

_HOUR: Final = 3600
_DAY: Final = 24 * _HOUR
_JOBS_KEPT_DAYS: Final = 30
_BATCH: Final = 1000


def archive_tips(connection: Connection, server: Server, _payload: Nothing) -> bool:
    """Let tips that were closed long ago leave all devices, some at a time."""
    return maintenance.archive(connection, server) == maintenance.ARCHIVED_AT_ONCE


def purge_departures(connection: Connection, server: Server, _payload: Nothing) -> bool:
    """Forget departures that every device has heard of or has to start anew for."""
    purge_gone(connection, instant(server.settings.clock() - timedelta(days=server.settings.gone_kept_days)))
    return False


def forget_uploads(connection: Connection, server: Server, _payload: Nothing) -> bool:
    """Forget photos that were begun and given up; bytes that a crash left behind go at the next run."""
    for upload_id in repository.forget_expired(connection, server.now()):
        server.photos.drop_part(upload_id)
    service.drop_stray_parts(server)
    return False


def forget_proofs(connection: Connection, server: Server, _payload: Nothing) -> bool:
    """Forget tokens, nonces and tries of passwords that mean nothing any more."""
    moment, settings = server.settings.clock(), server.settings
    day_ago, window = instant(moment - timedelta(days=1)), timedelta(seconds=settings.login_window_seconds)
    connection.execute(sa.delete(schema.token).where(schema.token.c.expires_at < day_ago))
    connection.execute(sa.delete(schema.challenge).where(schema.challenge.c.expires_at < instant(moment)))
    connection.execute(sa.delete(schema.login_attempt).where(schema.login_attempt.c.at < instant(moment - window)))
    return False


def forget_jobs(connection: Connection, server: Server, _payload: Nothing) -> bool:
    """Forget jobs done long ago."""
    before = instant(server.settings.clock() - timedelta(days=_JOBS_KEPT_DAYS))
    return jobs.forget_done(connection, before, _BATCH) == _BATCH


PERIODIC: Final = (
    Kind("archive_tips", archive_tips, every=_HOUR),
    Kind("purge_departures", purge_departures, every=_HOUR),
    Kind("forget_uploads", forget_uploads, every=_HOUR),
    Kind("forget_proofs", forget_proofs, every=_HOUR),
    Kind("forget_jobs", forget_jobs, every=_DAY),
)
