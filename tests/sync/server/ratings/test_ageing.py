"""After thirty days no point is left; keys of the years before the last one go."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from app.ratings.domain import Answer
from app.safety.grid import stored_position
from app.values import Place
from sync.server.jobs.worker import Worker
from sync.server.kinds import KINDS
from sync.server.ratings import ageing
from sync.server.ratings.pseudonyms import FOLDER, Pseudonyms
from sync.server.ratings.tables import rating
from tests.sync.server.ratings.given import coming, crowd, hand_over
from tests.sync.server.station import IN_EAST, START, Station

PLACE = Place(50.051234, 13.054321)


def test_that_a_point_of_thirty_days_is_snapped_by_the_job_and_a_younger_one_is_not(station: Station) -> None:
    hand_over(station, coming("a", PLACE), coming("b", IN_EAST, at=START + timedelta(seconds=60)))
    station.clock.forward(days=30, seconds=30)
    worker = Worker(station.server, [kind for kind in KINDS if kind.name == "snap_ratings"])
    worker.plan()
    with station.server.database.write() as connection:
        ageing.snap(connection, station.server)
    rows = {row.is_snapped: (row.lat, row.lon) for row in station.all(sa.select(rating))}
    assert rows == {True: stored_position(PLACE.lat, PLACE.lon), False: (IN_EAST.lat, IN_EAST.lon)}


def test_that_many_are_snapped_in_portions(station: Station) -> None:
    hand_over(station, *crowd(PLACE, 1_001, Answer.RATHER_SAFE))
    station.clock.forward(days=31)
    with station.server.database.write() as connection:
        assert ageing.snap(connection, station.server) is True
        assert ageing.snap(connection, station.server) is False
    assert station.scalar(sa.select(sa.func.count()).where(sa.not_(rating.c.is_snapped))) == 0


def test_that_old_keys_go_and_with_them_whoever_rated(station: Station) -> None:
    files = station.settings.files
    for year in (2024, 2025, 2026):
        Pseudonyms(files).of("a", datetime(year, 6, 1, tzinfo=UTC))
    (files / FOLDER / "note.key").write_bytes(b"")
    station.clock.at = datetime(2026, 6, 1, tzinfo=UTC)
    ageing.forget_keys(station.server)
    assert sorted(path.name for path in (files / FOLDER).iterdir()) == ["2025.key", "2026.key", "note.key"]


def test_that_a_browser_is_another_respondent_in_each_year_and_to_each_server(station: Station) -> None:
    now = datetime(2026, 6, 1, tzinfo=UTC)
    here = Pseudonyms(station.settings.files)
    (this_year,) = here.of("a", now)
    assert here.of("a", now) == (this_year,)
    assert here.of("b", now) != (this_year,)
    next_year = Pseudonyms(station.settings.files).of("a", now.replace(year=2027))
    assert next_year[1] == this_year != next_year[0]
    other = Pseudonyms(station.settings.files / "other").of("a", now)
    assert other != (this_year,)
