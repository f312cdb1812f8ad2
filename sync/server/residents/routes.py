"""The table of routes of the residents' process: every page that it has. ``/api/v1`` is not among them."""

from typing import Final

from sync.server.health import router as health
from sync.server.http.calls import Route
from sync.server.residents import pages
from sync.server.residents.access import pages as access
from sync.server.residents.district import pages as district
from sync.server.residents.feeds import pages as feeds
from sync.server.residents.following import pages as following
from sync.server.residents.news import pages as news
from sync.server.residents.officer import pages as officer
from sync.server.residents.places import pages as places
from sync.server.residents.rating import pages as rating
from sync.server.residents.safety_map import pages as safety_map
from sync.server.residents.sending import pages as sending
from sync.server.residents.shown import pages as shown
from sync.server.residents.since import pages as since
from sync.server.residents.told import pages as told

ROUTES: Final[tuple[Route, ...]] = (
    *health.ROUTES,
    *pages.OWN,
    *sending.ROUTES,
    *following.ROUTES,
    *access.ROUTES,
    *told.ROUTES,
    *officer.ROUTES,
    *district.ROUTES,
    *feeds.ROUTES,
    *news.ROUTES,
    *rating.ROUTES,
    *places.ROUTES,
    *since.ROUTES,
    *shown.ROUTES,
    *safety_map.ROUTES,
)
