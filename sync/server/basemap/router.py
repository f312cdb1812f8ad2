"""HTTP of the basemap's file."""

import re

from sync.protocol.paths import BASEMAP
from sync.server.basemap.offer import bundle_path
from sync.server.http.answers import Answer
from sync.server.http.calls import EVERYONE, SMALL, Call, Entry, Route
from sync.server.http.rates import Rate
from sync.server.http.refusals import not_found

_SHA256 = re.compile(r"[0-9a-f]{64}")


def basemap(call: Call) -> Answer:
    """GET, with a Range if wanted → the basemap's file."""
    sha256 = call.path["sha256"]
    path = bundle_path(call.server.settings.files, sha256)
    if _SHA256.fullmatch(sha256) is None or not path.is_file():
        raise not_found()
    return Answer(media_type="application/octet-stream", file=path)


ROUTES: tuple[Route, ...] = (
    Route("GET", BASEMAP + "/{sha256}", basemap, Entry.TOKEN, EVERYONE, SMALL, Rate.SYNC, statuses=(200, 206)),
)
