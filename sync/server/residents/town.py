"""The public documents as pages read them."""

from sqlalchemy.engine import Connection

from app.ratings.domain import Release
from sync.server.ground.documents import parse
from sync.server.published import repository
from sync.server.published.domain import RELEASE, TOWN, WORK, HexWork, Town

NO_TOWN = Town(0, 0, (), ())


def town(connection: Connection) -> Town:
    """The town as its map is drawn; one without size where nobody has written it down."""
    doc = repository.document(connection, TOWN)
    return NO_TOWN if doc is None else parse(doc, Town)


def months(connection: Connection) -> list[str]:
    """The months of which there is a public map, the newest first."""
    return [name.removeprefix(RELEASE) for name in reversed(repository.names(connection, RELEASE))]


def release(connection: Connection, month: str) -> Release | None:
    """The public map of a month."""
    doc = repository.document(connection, RELEASE + month)
    return None if doc is None else parse(doc, Release)


def work(connection: Connection, cell: str) -> HexWork:
    """What was done in a hexagon."""
    doc = repository.document(connection, WORK + cell)
    return HexWork() if doc is None else parse(doc, HexWork)
