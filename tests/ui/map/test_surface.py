"""The cells with where they lie, as the screens get them."""

import numpy as np

from app.basemap.search import House, Street
from app.ratings.domain import Slice
from app.safety.grid import cell_named, name_of, parents
from app.session import DeviceSession
from tests.ui.city import CENTRE
from tests.ui.rated import HERE, THERE, masked, rate, unclear, worse
from ui.map.surface import SurfaceView, read_surface, tips_in

STREETS = (Street("Palackého", CENTRE[1], CENTRE[0], (House("12", CENTRE[1], CENTRE[0]),)),)


def seen(session: DeviceSession, mine: tuple[str, ...] = ("d0",)) -> SurfaceView:
    return read_surface(session.ratings, mine, lambda: STREETS)


def test_that_each_cell_comes_once_with_its_corners_its_street_and_both_parts(session: DeviceSession) -> None:
    both = [worse(HERE), masked(HERE, Slice.DAY)]
    rate(session, [*((one, scope) for one in both for scope in ("d0", "d1")), (unclear(THERE), "d5")])
    found = seen(session)
    marks = {mark.id: mark for mark in found.marks}
    assert {key: (mark.day, mark.night) for key, mark in marks.items()} == {
        HERE: ("not_enough", "worse"), THERE: ("", "can_not_tell"),
    }  # fmt: skip
    assert len(marks[HERE].ring) == 12
    assert {key: spot.street for key, spot in found.spots.items()} == {HERE: "Palackého", THERE: ""}
    assert found.districts == {HERE: ("d0",), THERE: ()}
    assert found.state is not None


def test_that_a_cell_that_is_none_is_left_out_and_the_others_stay(session: DeviceSession) -> None:
    wide = name_of(int(parents(np.array([cell_named(HERE)]), 3)[0]))
    odd = ("no cell", "891e3", "f" * 40, HERE.upper(), f"0x{HERE}", wide)
    rate(session, [*((worse(one), "d0") for one in odd), (worse(HERE), "d0")])
    assert set(seen(session).spots) == {HERE}
    assert set(seen(session).night) == {HERE}


def test_that_without_cells_there_is_nothing_to_draw(session: DeviceSession) -> None:
    assert seen(session).marks == ()


def test_that_the_open_tips_in_a_cell_are_the_nearest_to_its_middle(session: DeviceSession) -> None:
    rate(session, [(worse(HERE), "d0")])
    spot = seen(session).spots[HERE]
    markers = session.tips.markers()
    found = tips_in(markers, HERE, spot)
    places = {one.id: one for one in markers}
    far = [abs(places[one.id].lat - spot.lat) + abs(places[one.id].lon - spot.lon) for one in found]
    assert found
    assert len(found) <= 3
    assert max(far) < 0.005
    assert tips_in((), HERE, spot) == ()
