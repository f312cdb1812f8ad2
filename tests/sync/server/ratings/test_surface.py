"""The surface of all ratings: its cells in the feed of each district that they touch, and of the team."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from app.accounts.domain import TEAM, Role
from app.analysis.counted_ratings import CountedRatings, RatingRows, counted_ratings
from app.analysis.safety_surface import SafetySurface, cell_rows, safety_surface
from app.ratings.domain import Answer, Cell, Part, Slice, SurfaceState, Tag, cell_id
from app.safety.grid import cells_of, name_of
from app.safety.settings import SurfaceSettings
from app.values import Place
from sync.server.districts.service import DistrictService
from sync.server.feed.publish import publish
from sync.server.jobs.worker import Worker
from sync.server.kinds import KINDS
from sync.server.ratings import ageing, repository, surface
from sync.server.ratings.jobs import ask_for_surface
from sync.server.ratings.surface import Surfaced
from tests.sync.server.ratings.given import coming, crowd, hand_over
from tests.sync.server.station import DISTRICTS, EAST, IN_EAST, IN_WEST, START, WEST, Station

BORDER = Place(50.05, 13.1)


def made(station: Station) -> Surfaced:
    with station.server.database.write() as connection:
        return surface.make(connection, station.server)


def cell_at(place: Place) -> str:
    return name_of(int(cells_of([place.lat], [place.lon], 9)[0]))


def cells(docs: dict[str, Any]) -> dict[str, Cell]:
    return {row_id: msgspec.convert(doc, Cell) for row_id, doc in docs.items()}


def worse_place(station: Station) -> None:
    """A place where eight people feel unsafe by night, four others by day, and two where many feel safe."""
    hand_over(
        station,
        *crowd(IN_WEST, 8, Answer.VERY_UNSAFE, tags=(Tag.LIGHTING,), at=START - timedelta(days=3)),
        *crowd(IN_WEST, 4, Answer.RATHER_SAFE, 20, part=Part.DAY),
        *crowd(Place(50.03, 13.03), 8, Answer.VERY_SAFE, 40),
        *crowd(IN_EAST, 8, Answer.VERY_SAFE, 60),
    )


def test_that_a_cell_says_how_many_how_sure_and_why(station: Station) -> None:
    hand_over(station, *crowd(IN_WEST, 8, Answer.VERY_UNSAFE, tags=(Tag.LIGHTING,)))
    hand_over(station, *crowd(Place(50.03, 13.03), 8, Answer.VERY_SAFE, 40))
    made(station)
    device = station.officer("novak", WEST)
    device.pull()
    one = cells(device.docs("cell"))[cell_id(cell_at(IN_WEST), Slice.NIGHT)]
    assert (one.n, one.k, one.tags, one.part) == (8, 8.0, (Tag.LIGHTING,), Slice.NIGHT)
    assert one.low is not None
    assert one.high is not None
    assert one.bound is not None
    assert 0.4 < one.low < one.bound < one.high <= 1.0
    assert one.name.value == "worse"


def test_that_it_is_the_surface_of_the_analysts(station: Station) -> None:
    worse_place(station)
    made(station)
    analyst = station.device(station.person("analytik", Role.ANALYST))
    analyst.pull()
    sent = [
        *((IN_WEST, 1, 1, f"n{i}") for i in range(8)),
        *((IN_WEST, 0, 0, f"d{i}") for i in range(4)),
        *((Place(50.03, 13.03), 0, 1, f"s{i}") for i in range(8)),
        *((IN_EAST, 0, 1, f"e{i}") for i in range(8)),
    ]
    table = counted_ratings(
        RatingRows(
            latitude=tuple(place.lat for place, *_ in sent),
            longitude=tuple(place.lon for place, *_ in sent),
            unsafe=tuple(unsafe for _, unsafe, _, _ in sent),
            night=tuple(night for _, _, night, _ in sent),
            respondent=tuple(who for *_, who in sent),
            district=tuple(EAST if place == IN_EAST else WEST for place, *_ in sent),
            moment=tuple(20514.0 + 1 / 3 - (3 if who[0] == "n" else 0) for *_, who in sent),
            timed=(True,) * len(sent),
            labels={},
        ),
        resolution=9,
    )
    assert isinstance(table, CountedRatings)
    found = safety_surface(table, as_of=START.date(), settings=SurfaceSettings(), keep_bursts=True)
    assert isinstance(found, SafetySurface)
    theirs = {(row.cell, row.part.value): row for row in cell_rows(found)}
    ours = {(one.cell, one.part.value): one for one in cells(analyst.docs("cell")).values()}
    assert ours.keys() == theirs.keys()
    for key, one in ours.items():
        assert (one.n, one.name.name) == (theirs[key].respondents, theirs[key].name.name)
        assert one.k == round(2 * theirs[key].weight) / 2
        if one.low is not None and one.high is not None:
            assert one.low <= theirs[key].low < one.low + 0.01
            assert one.high - 0.01 < theirs[key].high <= one.high


def test_that_a_cell_goes_to_each_district_that_it_touches_and_to_the_team(station: Station) -> None:
    hand_over(station, *crowd(BORDER, 6, Answer.VERY_UNSAFE), *crowd(IN_EAST, 6, Answer.VERY_SAFE, 20))
    made(station)
    border, east = (cell_id(cell_at(place), Slice.NIGHT) for place in (BORDER, IN_EAST))
    found = {}
    people = {
        "west": station.person("west", Role.OFFICER, WEST),
        "east": station.person("east", Role.OFFICER, EAST),
        **{role.value: station.person(role.value, role) for role in (Role.ANALYST, Role.SUPERVISOR, Role.ADMIN)},
    }
    for name, officer_id in people.items():
        device = station.device(officer_id)
        device.pull()
        found[name] = {row_id for row_id in device.docs("cell") if row_id.endswith("night")}
    assert found == {
        "west": {border}, "east": {border, east}, "analyst": {border, east}, "supervisor": {border, east},
        "admin": {border, east},
    }  # fmt: skip


def test_that_the_scope_of_the_team_has_no_contact_and_no_tip(station: Station) -> None:
    worse_place(station)
    made(station)
    analyst = station.device(station.person("analytik", Role.ANALYST))
    analyst.pull()
    assert {kind for kind, _, scope in analyst.rows if scope == TEAM} == {"cell"}


def test_that_a_second_run_publishes_nothing_and_a_later_one_what_changed(station: Station) -> None:
    worse_place(station)
    device = station.officer("novak", WEST, EAST)
    first = made(station)
    assert first.published == first.cells > 0
    device.pull()
    heads = dict(device.cursors)
    assert made(station).published == 0
    device.pull()
    assert device.cursors == heads
    station.clock.forward(days=2)
    hand_over(station, *crowd(IN_EAST, 3, Answer.VERY_UNSAFE, 80))
    again = made(station)
    assert 0 < again.published < again.cells
    device.pull()
    assert cells(device.docs("cell"))[cell_id(cell_at(IN_EAST), Slice.NIGHT)].n == 11


def test_that_devices_are_told_of_which_day_and_how_many_answers_the_cells_are(station: Station) -> None:
    worse_place(station)
    made(station)
    device = station.officer("novak", WEST)
    device.pull()
    (told,) = (msgspec.convert(doc, SurfaceState) for doc in device.docs("surface").values())
    assert told == SurfaceState("surface", START.date().isoformat(), 28)
    station.clock.forward(days=1)
    hand_over(station, *crowd(IN_EAST, 3, Answer.VERY_UNSAFE, 80))
    made(station)
    device.pull()
    (told,) = (msgspec.convert(doc, SurfaceState) for doc in device.docs("surface").values())
    assert told == SurfaceState("surface", (START.date() + timedelta(days=1)).isoformat(), 31)


def test_that_a_cell_without_weight_is_gone_from_everywhere(station: Station) -> None:
    worse_place(station)
    made(station)
    device = station.officer("novak", WEST, EAST)
    device.pull()
    assert device.docs("cell")
    station.clock.forward(days=740)
    done = made(station)
    assert (done.ratings, done.cells, done.published) == (0, 0, 0)
    assert done.gone > 0
    device = station.device(device.officer_id)
    device.pull()
    assert not device.docs("cell")


def test_that_a_removed_district_holds_no_cells_after_the_next_run(station: Station) -> None:
    hand_over(station, *crowd(BORDER, 6, Answer.VERY_UNSAFE))
    made(station)
    with station.server.database.write() as connection:
        steps = DistrictService(station.server).replace_all(connection, DISTRICTS[:1]).steps
        publish(connection, steps, station.server.now())
    made(station)
    with station.server.database.read() as connection:
        scopes = {scope for docs in repository.published_cells(connection).values() for scope in docs}
    assert scopes == {WEST, TEAM}


def test_that_snapping_the_points_changes_no_cell(station: Station) -> None:
    places = [Place(50.05 + 0.0003 * i, 13.05 + 0.0007 * i) for i in range(30)]
    at = START - timedelta(days=20)
    answers = (Answer.VERY_UNSAFE, Answer.VERY_SAFE)
    hand_over(station, *(coming(f"p{i}", place, answer=answers[i % 2], at=at) for i, place in enumerate(places)))
    station.clock.forward(days=11)
    made(station)
    assert made(station).published == 0
    with station.server.database.write() as connection:
        assert ageing.snap(connection, station.server) is False
        assert len(repository.exact_before(connection, station.server.now(), 10)) == 0
    assert made(station).published == 0


def test_that_asking_twice_within_a_minute_makes_the_surface_once(station: Station) -> None:
    worse_place(station)
    with station.server.database.write() as connection:
        ask_for_surface(connection, station.server)
        ask_for_surface(connection, station.server)
    assert Worker(station.server, KINDS).run_due() == 1
    with station.server.database.read() as connection:
        assert repository.published_cells(connection)


@pytest.mark.parametrize("count", [1, 4])
def test_that_of_fewer_than_five_people_nothing_is_said(station: Station, count: int) -> None:
    hand_over(station, *crowd(IN_WEST, count, Answer.VERY_UNSAFE, tags=(Tag.NOISE,)))
    made(station)
    device = station.officer("novak", WEST)
    device.pull()
    for one in cells(device.docs("cell")).values():
        assert (one.low, one.high, one.bound, one.tags, one.name.value) == (None, None, None, (), "not_enough")
        assert one.instead is None
