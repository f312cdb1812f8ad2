"""The job that makes the safety surface: 100,000 ratings on PostgreSQL, from the table to the rows of the devices."""

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

import numpy as np

from app.districts.domain import District
from app.identifiers import new_id
from app.ratings.domain import Answer
from app.safety.grid import STORED_RESOLUTION, cells_of, centres
from sync.server.districts.service import DistrictService
from sync.server.feed.publish import publish
from sync.server.ground.moments import instant
from sync.server.ground.upgrade import upgrade
from sync.server.ratings import repository, surface
from sync.server.service import Server
from sync.server.settings import Settings
from tests.bench.row import Row, row, several
from tests.postgres_cluster import PostgresCluster
from tests.sync.server.station import box

RATINGS = 100_000
RESPONDENTS = 40_000
BOUND_S = 2.0
_DISTRICTS = tuple(
    District(f"d{west}{south}", f"D{west}{south}", box(13.37 + 0.03 * west, 50.43 + 0.02 * south,
                                                       13.40 + 0.03 * west, 50.45 + 0.02 * south))
    for west in range(3) for south in range(3)
)  # fmt: skip


def run() -> list[Row]:
    """The first run, which publishes every cell, and the next one, a day later."""
    cluster = PostgresCluster(durable=True)
    try:
        with tempfile.TemporaryDirectory() as folder:
            now = datetime(2026, 6, 1, 3, tzinfo=UTC)
            moved = [now]
            server = Server(Settings(cluster.url(cluster.create()), Path(folder), clock=lambda: moved[0]))
            _fill(server, now)
            first = _seconds(server)
            again = []
            for day in range(1, 4):
                moved[0] = now + timedelta(days=day)
                again += several(lambda: _seconds(server), 1)
            server.close()
    finally:
        cluster.stop()
    return [
        row("surface job of 100,000 ratings, every cell is new", [first], "s", at_most=BOUND_S),
        row("surface job of 100,000 ratings, the day after", again, "s", at_most=BOUND_S),
    ]


def _seconds(server: Server) -> float:
    start = perf_counter()
    server.database.durably(lambda connection: surface.make(connection, server))
    return perf_counter() - start


def _fill(server: Server, now: datetime) -> None:
    upgrade(server.database)
    with server.database.write() as connection:
        publish(connection, DistrictService(server).replace_all(connection, _DISTRICTS).steps, server.now())
    fill_ratings(server, now)


def fill_ratings(server: Server, now: datetime) -> None:
    """A hundred thousand of two years before ``now``, by forty thousand people, around the middle of the town."""
    rng = np.random.default_rng(1)
    lat = 50.46 + rng.normal(0, 0.01, RATINGS).clip(-0.024, 0.024)
    lon = 13.415 + rng.normal(0, 0.015, RATINGS).clip(-0.036, 0.036)
    cells = cells_of(lat, lon, 9).tolist()
    lat, lon = centres(cells_of(lat, lon, STORED_RESOLUTION))
    days, answers = rng.random(RATINGS) * 700, rng.integers(0, 4, RATINGS).tolist()
    rows: list[dict[str, object]] = [
        {
            "id": new_id(), "respondent": int(who), "cell": cell, "lat": y, "lon": x, "is_snapped": True,
            "part": ("day", "night")[at % 2], "answer": list(Answer)[answer].value, "frequency": None,
            "tags": "lighting,noise" if answer > 1 and at % 3 == 0 else "", "age": None, "sex": None, "remark": "",
            "channel": "web", "source": "", "at": instant(now - timedelta(days=float(day))),
            "received_at": instant(now), "code": None, "replaced_by": None, "burst_id": None,
        }
        for at, (who, cell, y, x, answer, day) in enumerate(
            zip(rng.integers(0, RESPONDENTS, RATINGS), cells, lat.tolist(), lon.tolist(), answers, days, strict=True)
        )
    ]  # fmt: skip
    with server.database.write() as connection:
        for start in range(0, RATINGS, 5_000):
            repository.add(connection, rows[start : start + 5_000])
