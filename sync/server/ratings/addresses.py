"""How many addresses each cell has, by the basemap that devices are offered."""

from collections import Counter
from collections.abc import Mapping

import numpy as np
from sqlalchemy.engine import Connection

from app.basemap.bundle import Bundle, open_bundle
from app.safety.grid import cells_of
from sync.server.basemap import repository
from sync.server.basemap.offer import bundle_path
from sync.server.service import Server


def addresses_by_cell(connection: Connection, server: Server, resolution: int) -> Mapping[int, int]:
    """The number of addresses of each cell (H3) that has any; empty where no basemap is offered.

    Raises OSError where the basemap that is offered can not be read: then nobody knows which cells have too few.
    """
    offered = repository.offered(connection)
    if offered is None:
        return {}
    bundle = open_bundle(bundle_path(server.settings.files, offered.sha256))
    if not isinstance(bundle, Bundle):
        raise OSError(f"the basemap that is offered can not be read: {type(bundle).__name__}")
    places = np.array([(house.lat, house.lon) for house in bundle.houses()], dtype=np.float64).reshape(-1, 2)
    return Counter(cells_of(places[:, 0], places[:, 1], resolution).tolist())
