"""What happens with time: old closed tips leave the devices, old departures and abandoned uploads are forgotten."""

from dataclasses import dataclass
from datetime import timedelta

from sync.server.erasure.service import scrub
from sync.server.feed.publish import purge_gone
from sync.server.ground.moments import instant
from sync.server.photos.service import drop_unreferenced, forget_expired
from sync.server.service import Server
from sync.server.tips.archive import archive_closed


@dataclass(frozen=True, slots=True)
class Maintained:
    """How much one run did."""

    archived: int
    purged: int
    uploads: int


def run(server: Server) -> Maintained:
    """All of it, in short transactions; harmless to repeat and to run from several processes."""
    archived = archive_closed(server)
    before = instant(server.settings.clock() - timedelta(days=server.settings.gone_kept_days))
    purged = server.database.durably(lambda c: purge_gone(c, before))
    uploads = forget_expired(server)
    drop_unreferenced(server)
    scrub(server)
    return Maintained(archived, purged, uploads)
