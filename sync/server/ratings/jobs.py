"""The work with ratings that is done in the background: the surface, the monthly release, what goes with time."""

from typing import Final

from sqlalchemy.engine import Connection

from sync.server.jobs import repository as jobs
from sync.server.jobs.domain import Kind, Nothing
from sync.server.service import Server

SURFACE: Final = "surface"
_DAY: Final = 24 * 3600


def ask_for_surface(connection: Connection, server: Server) -> None:
    """Have the surface made soon; asked for several times within a minute, it is made once."""
    now = server.now()
    jobs.put(connection, SURFACE, Nothing(), key=f"{SURFACE} {now[:16]}", due=now)


def make_surface(connection: Connection, server: Server, _payload: Nothing) -> bool:
    """Make the safety surface and publish the cells that changed."""
    from sync.server.ratings import surface

    surface.make(connection, server)
    return False


def release_month(connection: Connection, server: Server, _payload: Nothing) -> bool:
    """Write the public map of the month that is over, once."""
    from sync.server.ratings import releases

    releases.make(connection, server)
    return False


def snap_points(connection: Connection, server: Server, _payload: Nothing) -> bool:
    """Keep no point of a rating that is over its deadline."""
    from sync.server.ratings import ageing

    return ageing.snap(connection, server)


def forget_keys(server: Server, _payload: Nothing) -> None:
    """Delete the keys by which respondents of earlier years could be known again."""
    from sync.server.ratings import ageing

    ageing.forget_keys(server)


PERIODIC: Final = (
    Kind(SURFACE, make_surface, every=_DAY),
    Kind("release_ratings", release_month, every=_DAY),
    Kind("snap_ratings", snap_points, every=_DAY),
    Kind("forget_rating_keys", before=forget_keys, every=_DAY),
)
