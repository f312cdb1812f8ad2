"""The monthly release: written once, never changed, and nothing of a masked cell can be computed from it."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import h3.api.basic_int as h3
import numpy as np
import pytest
import sqlalchemy as sa

from app.districts.domain import Basemap, District
from app.ratings.domain import Answer, Release
from app.safety.classes import CellClass
from app.safety.grid import cell_named, centres
from app.safety.release import Group, Level, Line, groups_of
from app.values import Place
from sync.server.basemap import repository as basemaps
from sync.server.basemap.offer import bundle_path
from sync.server.districts.service import DistrictService
from sync.server.feed.publish import publish
from sync.server.ground.documents import parse
from sync.server.jobs.worker import Worker
from sync.server.kinds import KINDS
from sync.server.ratings import releases, repository
from sync.server.ratings.tables import rating_release
from tests.app.safety.test_release import MOST_MASKED, Month, attack
from tests.sync.server.ratings.given import coming, crowd, hand_over
from tests.sync.server.station import DISTRICTS, EAST, IN_EAST, IN_WEST, WEST, Station, box

MARCH = datetime(2026, 3, 2, tzinfo=UTC)
APRIL = datetime(2026, 4, 2, tzinfo=UTC)
TOWN = sorted(h3.grid_disk(h3.latlng_to_cell(50.05, 13.1, 9), 2))
CODES = {WEST: 0, EAST: 1}
APRIL_TEXT = "2026-03-20T00:00:00.000Z"
BETWEEN = Place(50.05, 13.08)
PEOPLE = (
    [0, 0, 0, 3, 9, 9, 9, 2, 4, 4],
    [5, 5, 5, 5, 1, 14, 0, 6, 10, 3, 9, 2, 4, 6, 1, 5],
    [1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4],
    [14, 6, 9, 5, 10, 6, 5, 9, 14, 10, 6, 5, 9, 6, 5, 1],
)


def places() -> list[Place]:
    lat, lon = centres(np.array(TOWN))
    return [Place(float(y), float(x)) for y, x in zip(lat, lon, strict=True)]


def lived(station: Station, people: Sequence[int], until: datetime, first: int = 0) -> None:
    """So many people rate each cell of the town once in the weeks before a moment, none of them twice."""
    hand_over(
        station,
        *(
            coming(
                f"{first} {at} {number}",
                place,
                answer=(Answer.VERY_UNSAFE, Answer.RATHER_SAFE)[number % 2],
                at=until - timedelta(days=2 * number + 3),
            )
            for at, (place, count) in enumerate(zip(places(), people, strict=False))
            for number in range(count)
        ),
    )


def made(station: Station) -> Release | None:
    with station.server.database.write() as connection:
        return releases.make(connection, station.server)


def stored(station: Station, month: str) -> Release:
    """As it lies in the database, which is all that an attacker can read."""
    query = sa.select(rating_release.c.lines).where(rating_release.c.month == month)
    return parse(station.scalar(query), Release)


def as_attacked(station: Station, release: Release, rated: Sequence[int]) -> Month:
    districts = station.server.lookups
    with station.server.database.read() as connection:
        index = districts.get(connection).districts
    where = {cell: index.district_of(place.lon, place.lat) for cell, place in zip(TOWN, places(), strict=True)}
    cells = {
        cell: groups_of(cell, h3.cell_to_parent(cell, 8), CODES[str(where[cell])])
        for cell, count in zip(TOWN, rated, strict=False)
        if count
    }
    lines: dict[Group, Line] = {}
    for one in release.lines:
        key = ((cell_named(one.cell),) if one.cell else ()) + ((CODES[one.district],) if one.district else ())
        lines[Group(one.level, key)] = Line(one.n, CellClass[one.name.name], one.low, one.high)
    assert {group for group in lines if group.level == Level.CELL.value} <= {groups[0] for groups in cells.values()}
    return lines, cells


@pytest.mark.parametrize("people", PEOPLE[:3], ids=lambda people: "-".join(map(str, people)))
def test_that_no_masked_cell_can_be_computed_from_a_stored_release(station: Station, people: list[int]) -> None:
    station.clock.at = MARCH
    lived(station, people, MARCH)
    assert made(station) is not None
    release = stored(station, "2026-02")
    found = attack([as_attacked(station, release, people)], growing=False)
    assert all(low <= 1e-7 for low in found.low.values()), "somebody must be there"
    assert all(high >= MOST_MASKED - 1e-7 for high in found.high.values()), "an upper bound below the mask"


@pytest.mark.parametrize(
    ("people", "more"),
    [(PEOPLE[0], [0, 1, 0, 2, 0, 1, 2, 0, 4, 0]), (PEOPLE[1][:12], [4, 0, 6, 1, 0, 0, 0, 2, 0, 1, 1, 2])],
    ids=["fives", "fours"],
)
def test_that_no_masked_cell_can_be_computed_from_two_stored_releases(
    station: Station, people: list[int], more: list[int]
) -> None:
    station.clock.at = MARCH
    lived(station, people, MARCH)
    made(station)
    station.clock.at = APRIL
    lived(station, more, MARCH + timedelta(days=29), first=1)
    made(station)
    both = [before + after for before, after in zip(people, more, strict=True)]
    months = [
        as_attacked(station, stored(station, "2026-02"), people), as_attacked(station, stored(station, "2026-03"), both)
    ]  # fmt: skip
    found = attack(months, growing=True)
    for cell, low in found.low.items():
        assert found.high[cell] - low > 0.5, f"{both[TOWN.index(cell)]} respondents are computed"


def redrawn(station: Station, *districts: District) -> None:
    with station.server.database.write() as connection:
        publish(connection, DistrictService(station.server).replace_all(connection, districts).steps, APRIL_TEXT)


def town_of_two(station: Station) -> None:
    """In each district one cell of twenty people, and two of four people that are masked."""
    cells = [(IN_WEST, 20), (BETWEEN, 4), (Place(50.05, 13.03), 4), (IN_EAST, 20), (Place(50.05, 13.17), 4)]
    hand_over(
        station,
        *(
            coming(f"{at} {number}", place, at=MARCH - timedelta(days=2 * number + 3))
            for at, (place, count) in enumerate([*cells, (Place(50.05, 13.13), 4)])
            for number in range(count)
        ),
    )


def districts_said(release: Release | None) -> dict[str, int]:
    assert release is not None
    return {one.district: one.n for one in release.lines if one.level == Level.DISTRICT.value}


def test_that_a_border_that_moves_tells_nothing_of_who_lives_between_it_and_the_old_one(station: Station) -> None:
    """Four live there, and one comes into the east: were the cell to go over, the lines of both would be new ones."""
    station.clock.at = MARCH
    town_of_two(station)
    before = districts_said(made(station))
    redrawn(
        station, District(WEST, "W", box(13.0, 50.0, 13.06, 50.1)), District(EAST, "E", box(13.06, 50.0, 13.2, 50.1))
    )
    station.clock.at = APRIL
    hand_over(station, coming("new", IN_EAST, at=APRIL - timedelta(days=9)))
    assert districts_said(made(station)) == before


def test_that_a_district_under_another_name_says_what_it_said_until_five_changed(station: Station) -> None:
    station.clock.at = MARCH
    town_of_two(station)
    before = districts_said(made(station))
    redrawn(station, District("sever", "S", box(13.0, 50.0, 13.1, 50.1)), DISTRICTS[1])
    station.clock.at = APRIL
    hand_over(station, *(coming(f"new {i}", IN_WEST, at=APRIL - timedelta(days=9 + i)) for i in range(3)))
    assert districts_said(made(station)) == {"sever": before[WEST], EAST: before[EAST]}


def test_that_a_line_stands_over_a_month_in_which_nothing_may_be_said(station: Station) -> None:
    """One who comes bares a cell of five, so that the four beside it keep the district back until there are five."""
    station.clock.at = MARCH
    town_of_two(station)
    said = [districts_said(made(station))[WEST]]
    for month, place in enumerate((BETWEEN, Place(50.05, 13.03)), start=1):
        station.clock.at = MARCH + timedelta(days=31 * month)
        hand_over(station, coming(f"new {month}", place, at=station.clock.at - timedelta(days=9)))
        said.append(districts_said(made(station)).get(WEST, 0))
    assert said == [25, 0, 25]


def test_that_a_line_stands_in_the_next_release_until_five_respondents_changed(station: Station) -> None:
    station.clock.at = MARCH
    lived(station, [9], MARCH)
    first = made(station)
    station.clock.at = APRIL
    lived(station, [4], MARCH + timedelta(days=29), first=1)
    second = made(station)
    assert first is not None
    assert second is not None
    assert first.lines == second.lines
    station.clock.at = APRIL + timedelta(days=30)
    lived(station, [1], APRIL + timedelta(days=20), first=2)
    third = made(station)
    assert third is not None
    assert third.lines != first.lines
    assert {one.n for one in third.lines} == {10}


def test_that_a_release_never_changes_whatever_becomes_of_the_ratings(station: Station) -> None:
    station.clock.at = MARCH
    lived(station, PEOPLE[1], MARCH)
    made(station)
    before = station.scalar(sa.select(rating_release.c.lines))
    lived(station, PEOPLE[3], MARCH, first=7)
    assert made(station) is None
    with station.server.database.write() as connection:
        values = {"month": "2026-02", "made_at": station.server.now(), "lines": "{}", "basis": ""}
        assert not repository.add_release(connection, values)
        assert releases.make_of(connection, station.server, MARCH.date() - timedelta(days=40)) is None
    assert [row.lines for row in station.all(sa.select(rating_release))] == [before]


def test_that_the_job_makes_the_month_that_is_over_and_keeps_what_stood_behind_the_newest_alone(
    station: Station,
) -> None:
    worker = Worker(station.server, [kind for kind in KINDS if kind.name == "release_ratings"])
    worker.plan()
    station.clock.at = MARCH
    lived(station, PEOPLE[1], MARCH)
    for _ in range(7):
        worker.run_due()
        station.clock.forward(days=10)
    rows = {row.month: row.basis != "" for row in station.all(sa.select(rating_release))}
    assert rows == {"2026-02": False, "2026-03": False, "2026-04": True}
    with station.server.database.read() as connection:
        newest = releases.newest(connection)
    assert newest is not None
    assert newest.month == "2026-04"


def test_that_nothing_of_the_month_that_runs_is_in_it(station: Station) -> None:
    station.clock.at = MARCH
    hand_over(station, *crowd(IN_WEST, 8, Answer.VERY_UNSAFE, at=MARCH - timedelta(hours=2)))
    released = made(station)
    assert released is not None
    assert released.lines == ()


def test_that_a_town_without_ratings_has_an_empty_release(station: Station) -> None:
    released = made(station)
    assert released is not None
    assert released.lines == ()


def test_that_a_cell_of_few_addresses_is_not_published(station: Station, monkeypatch: pytest.MonkeyPatch) -> None:
    station.clock.at = MARCH
    lived(station, [9, 9], MARCH)

    def known(*_: object) -> Mapping[int, int]:
        return {TOWN[0]: 7, TOWN[1]: 8}

    monkeypatch.setattr(releases, "addresses_by_cell", known)
    released = made(station)
    assert released is not None
    assert {cell_named(one.cell) for one in released.lines if one.level == Level.CELL.value} == {TOWN[1]}


def test_that_nothing_is_released_while_the_basemap_can_not_be_read(station: Station) -> None:
    station.clock.at = MARCH
    lived(station, [9], MARCH)
    lost = Basemap("city", "0" * 64, 9, station.server.now())
    bundle_path(Path(station.settings.files), lost.sha256).unlink(missing_ok=True)
    with station.server.database.write() as connection:
        basemaps.replace(connection, lost)
    with pytest.raises(OSError, match="basemap"):
        made(station)
    assert station.all(sa.select(rating_release)) == []
