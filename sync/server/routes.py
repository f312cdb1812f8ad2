"""The table of routes: every path, who may call it, and what answers. Nothing else is served."""

from app.accounts.domain import Role
from app.tips.operations import FILERS
from sync.protocol.paths import BASEMAP, FILES, PULL, PUSH, SEARCH, TIPS
from sync.server.accounts import router as accounts
from sync.server.accounts.callers import KeyScope
from sync.server.feed import router as pull
from sync.server.health import router as health
from sync.server.http.calls import Entry, Route
from sync.server.photos import router as photos
from sync.server.photos.uploads import MAX_PIECE
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
    Route("POST", FILES, photos.create, Entry.DEVICE, FILERS, limit=_SMALL),
    Route("HEAD", FILES + "/{sha256}", photos.head, Entry.DEVICE, FILERS, limit=_SMALL),
    Route("PATCH", FILES + "/{sha256}", photos.patch, Entry.DEVICE, FILERS, limit=MAX_PIECE),
    Route("GET", FILES + "/{sha256}", photos.original, Entry.TOKEN, FILERS, _SMALL, _READS_PHOTOS),
    Route("GET", FILES + "/{sha256}/preview", photos.preview, Entry.TOKEN, FILERS, _SMALL, _READS_PHOTOS),
    Route("GET", BASEMAP + "/{sha256}", photos.basemap, Entry.TOKEN, EVERYONE, limit=_SMALL),
    Route("POST", SEARCH, tips.search, Entry.TOKEN, FILERS, _SMALL, frozenset({KeyScope.SEARCH})),
    Route("POST", TIPS, tips.file_tip, Entry.TOKEN, FILERS, _FORM, frozenset({KeyScope.FILE_TIPS})),
    Route("GET", TIPS + "/{tip_id}/story", tips.story, Entry.TOKEN, FILERS, _SMALL, _READS_TIPS),
)
