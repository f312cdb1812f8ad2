"""The public documents as pages read them."""

from collections.abc import Iterable
from typing import Final

from sqlalchemy.engine import Connection

from app.ratings.domain import Release
from sync.server.ground.documents import parse
from sync.server.published import repository
from sync.server.published.domain import (
    DISTRICT,
    NEWS,
    RELEASE,
    TOWN,
    WORK,
    DistrictWork,
    Hexagon,
    HexWork,
    News,
    Town,
    corners_of,
)

NO_TOWN: Final = Town(0, 0, (), ())
_MARGIN: Final = 24


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


def map_documents(connection: Connection, month: str) -> tuple[str, str] | None:
    """What the public map of a month is drawn of, as it is stored: the town and the release. None where one is not."""
    drawn, told = repository.document(connection, TOWN), repository.document(connection, RELEASE + month)
    return None if drawn is None or told is None else (drawn, told)


def work(connection: Connection, cell: str) -> HexWork:
    """What was done in a hexagon."""
    doc = repository.document(connection, WORK + cell)
    return HexWork() if doc is None else parse(doc, HexWork)


def district(connection: Connection, district_id: str) -> DistrictWork | None:
    """What was done in a district; None where nobody has written it down yet."""
    doc = repository.document(connection, DISTRICT + district_id)
    return None if doc is None else parse(doc, DistrictWork)


def news(connection: Connection, district_id: str) -> tuple[News, str] | None:
    """The news of a district, and when something else was told last."""
    found = repository.dated(connection, NEWS + district_id)
    return None if found is None else (parse(found[0], News), found[1])


def box_of(town: Town, hexagons: Iterable[Hexagon]) -> tuple[int, int, int, int]:
    """The part of the drawing in which these lie (left, top, width, height); of none the whole."""
    corners = [corner for at in hexagons for corner in corners_of(at.points)]
    if not corners:
        return 0, 0, town.width, town.height
    left, top = min(x for x, _ in corners) - _MARGIN, min(y for _, y in corners) - _MARGIN
    return left, top, max(x for x, _ in corners) + _MARGIN - left, max(y for _, y in corners) + _MARGIN - top
