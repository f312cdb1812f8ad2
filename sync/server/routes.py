"""The table of routes: every path, who may call it, and what answers. Nothing else is served.

Each feature says its own rows; a row is told from another by its method and path alone.
"""

from itertools import chain
from typing import Final

from sync.server.accounts import router as accounts
from sync.server.basemap import router as basemap
from sync.server.calendars import router as calendars
from sync.server.desk import pages as desk
from sync.server.desk.backups import pages as desk_backups
from sync.server.desk.bursts import pages as desk_bursts
from sync.server.desk.calendars import pages as desk_calendars
from sync.server.desk.calls import pages as desk_calls
from sync.server.desk.checking import pages as desk_checking
from sync.server.desk.duty import pages as desk_duty
from sync.server.desk.front import pages as desk_front
from sync.server.desk.mails import pages as desk_mails
from sync.server.desk.pairs import pages as desk_pairs
from sync.server.desk.paper import pages as desk_paper
from sync.server.desk.public import pages as desk_public
from sync.server.desk.readers import pages as desk_readers
from sync.server.desk.remarks import pages as desk_remarks
from sync.server.desk.showing import pages as desk_showing
from sync.server.desk.submissions import pages as desk_submissions
from sync.server.desk.tips import pages as desk_tips
from sync.server.desk.unplaced import pages as desk_unplaced
from sync.server.feed import router as feed
from sync.server.health import router as health
from sync.server.http.calls import Route
from sync.server.photos import router as photos
from sync.server.push import router as push
from sync.server.residents import pages as residents
from sync.server.tips import router as tips

_FEATURES = (
    health,
    accounts,
    push,
    feed,
    photos,
    basemap,
    tips,
    calendars,
    residents,
    desk,
    desk_front,
    desk_calls,
    desk_tips,
    desk_unplaced,
    desk_mails,
    desk_checking,
    desk_submissions,
    desk_duty,
    desk_calendars,
    desk_backups,
    desk_pairs,
    desk_public,
    desk_paper,
    desk_readers,
    desk_showing,
    desk_bursts,
    desk_remarks,
)
ROUTES: Final[tuple[Route, ...]] = tuple(chain.from_iterable(feature.ROUTES for feature in _FEATURES))
