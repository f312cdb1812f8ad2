"""What becomes of ratings with time: after a while no point is left, after a year nobody is known again."""

from typing import Final

from sqlalchemy.engine import Connection

from app.ratings.operations import RatingCollect
from app.safety.grid import stored_position
from sync.server.privacy.service import deadlines
from sync.server.push.repository import forget_aside, forget_said
from sync.server.ratings import repository
from sync.server.ratings.pseudonyms import Pseudonyms
from sync.server.service import Server

_BATCH: Final = 1_000


def snap(connection: Connection, server: Server) -> bool:
    """Keep of old points only the centres of their cells of resolution 11, also in what devices sent; True where there
    may be more of them."""
    before = deadlines(connection).before("points", server.settings.clock())
    rows = repository.exact_before(connection, before, _BATCH)
    repository.snap(connection, [(row.id, *stored_position(row.lat, row.lon)) for row in rows])
    forget_said(connection, [row.id for row in rows])
    forget_aside(connection, RatingCollect.KIND, before)
    return len(rows) == _BATCH


def forget_keys(server: Server) -> None:
    """Delete the keys of the years before the last one."""
    Pseudonyms(server.settings.files).forget(server.settings.clock())
