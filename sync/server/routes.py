"""The table of routes: every path, who may call it, and what answers. Nothing else is served."""

from app.accounts.domain import Role
from app.tips.operations import FILERS
from sync.protocol.paths import PULL, PUSH, SEARCH, TIPS
from sync.server.accounts import router as accounts
from sync.server.accounts.callers import KeyScope
from sync.server.basemap import router as basemap
from sync.server.feed import router as pull
from sync.server.health import router as health
from sync.server.http.calls import Entry, Route
from sync.server.photos import router as photos
from sync.server.push import router as push
from sync.server.tips import router as tips

EVERYONE = frozenset(Role)
_READS_PHOTOS = frozenset({KeyScope.READ_PHOTOS})
_READS_TIPS = frozenset({KeyScope.FILE_TIPS, KeyScope.READ_TIPS})
_SMALL = 16 * 1024
_FORM = 64 * 1024

ROUTES: tuple[Route, ...] = (
    Route("GET", "/healthz", health.healthz, Entry.ANYONE, limit=_SMALL),
    *accounts.ROUTES,
    Route("POST", PUSH, push.push, Entry.DEVICE, EVERYONE),
    Route("POST", PULL, pull.pull, Entry.DEVICE, EVERYONE, limit=1024 * 1024),
    *photos.ROUTES,
    *basemap.ROUTES,
    Route("POST", SEARCH, tips.search, Entry.TOKEN, FILERS, _SMALL, frozenset({KeyScope.SEARCH})),
    Route("POST", TIPS, tips.file_tip, Entry.TOKEN, FILERS, _FORM, frozenset({KeyScope.FILE_TIPS})),
    Route("GET", TIPS + "/{tip_id}/story", tips.story, Entry.TOKEN, FILERS, _SMALL, _READS_TIPS),
)
