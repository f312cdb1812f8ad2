"""The cells on the device: taken in with their scopes, listed worst first, gone with the last of their scopes."""

from datetime import timedelta

import msgspec

from app.accounts.domain import CITY, TEAM
from app.clock import instant
from app.identifiers import new_id
from app.operations import decode
from app.outbox.domain import Code, VerdictKind
from app.outbox.views import Recorded, Refused
from app.ratings.domain import SURFACE_ID, Answer, Cell, CellClass, Instead, Part, Slice, SurfaceState, Tag, cell_id
from app.ratings.operations import RatingCollect
from app.ratings.ranking import ask_next
from app.session import DeviceSession
from tests.app.device import AWAY, HOME, OTHER, answer, pull, reopened, row
from tests.bench.corpus import FeedRow


def cell(name: str, bound: float | None, part: Slice = Slice.NIGHT, n: int = 9) -> Cell:
    judged = CellClass.NOT_ENOUGH if bound is None else CellClass.WORSE
    return Cell(cell_id(name, part), name, part, n, 4.5, judged, bound, None if bound is None else 0.9, bound)


def fed(one: Cell, scope: str = HOME) -> FeedRow:
    return row("cell", one.id, one, scope)


def names(device: DeviceSession, part: Slice = Slice.NIGHT, district: str = "") -> list[str]:
    return [one.cell for one in device.ratings.cells(part, district)]


def test_that_cells_are_listed_by_their_lower_bound_and_masked_ones_last(device: DeviceSession) -> None:
    pull(device, [fed(cell("b", 0.4)), fed(cell("a", None)), fed(cell("c", 0.7)), fed(cell("d", 0.4, n=12))])
    assert names(device) == ["c", "d", "b", "a"]
    assert names(device, Slice.DAY) == []


def test_that_a_cell_of_two_districts_is_listed_in_each_and_once_in_all(device: DeviceSession) -> None:
    border, inner = cell("b", 0.4), cell("i", 0.3)
    pull(device, [fed(border), fed(border, AWAY), fed(inner, AWAY)])
    assert names(device, district=HOME) == ["b"]
    assert names(device, district=AWAY) == ["b", "i"]
    assert names(device) == ["b", "i"]


def test_that_a_cell_goes_with_the_last_of_its_scopes(device: DeviceSession) -> None:
    one = cell("b", 0.4)
    pull(device, [fed(one), fed(one, TEAM)])
    pull(device, [row("cell", one.id, None)])
    assert names(device) == ["b"]
    pull(device, [row("cell", one.id, None, TEAM)])
    assert names(device) == []


def test_that_a_changed_cell_takes_the_place_of_what_was_here(device: DeviceSession) -> None:
    one = cell("b", 0.4)
    pull(device, [fed(one)])
    pull(device, [fed(msgspec.structs.replace(one, n=20))])
    assert [found.n for found in device.ratings.cells(Slice.NIGHT)] == [20]


def test_that_the_device_knows_of_which_day_the_cells_are_once_it_was_told(device: DeviceSession) -> None:
    assert device.ratings.surface() is None
    told = SurfaceState(SURFACE_ID, "2026-03-11", 1_240)
    pull(device, [row("surface", SURFACE_ID, told, CITY)])
    assert device.ratings.surface() == told


def test_that_a_rating_is_collected_without_a_network_and_waits_to_be_sent(device: DeviceSession) -> None:
    person = new_id()
    one = RatingCollect(50.46, 13.41, Part.NIGHT, Answer.RATHER_UNSAFE, remark="Tma.")
    assert isinstance(device.ratings.collect(person, one), Recorded)
    twice = RatingCollect(50.46, 13.41, Part.NIGHT, Answer.RATHER_UNSAFE, tags=(Tag.NOISE, Tag.NOISE))
    refused = device.ratings.collect(person, twice)
    assert isinstance(refused, Refused)
    assert refused.now == {"field": "tags"}
    device.close()
    again = reopened(device.directory)
    batch = again.exchange.next_batch()
    assert isinstance(batch, tuple)
    assert [(item.kind, item.target, decode(item.kind, item.version, item.payload)) for item in batch] == [
        ("rating.collect", person, one)
    ]
    assert again.outbox.summary().waiting == 1
    again.close()


def test_that_one_asks_next_where_it_is_worse_and_few_have_answered() -> None:
    few = Cell(cell_id("f", Slice.NIGHT), "f", Slice.NIGHT, 2, 1.5, CellClass.NOT_ENOUGH)
    around = Instead("parent", "p", 30, 0.4, 0.8, CellClass.WORSE)
    unclear = msgspec.structs.replace(cell("u", 0.3, n=5), name=CellClass.CAN_NOT_TELL)
    better = msgspec.structs.replace(cell("g", 0.1, n=5), name=CellClass.BETTER)
    asked = (
        cell("a", 0.4, n=20),
        few,
        unclear,
        cell("b", 0.7, n=7),
        better,
        msgspec.structs.replace(few, cell="s", instead=around),
    )
    assert [one.cell for one in ask_next(asked)] == ["s", "b", "a", "u"]


def test_that_what_was_collected_is_counted_by_when_and_where_and_without_what_was_refused(
    device: DeviceSession,
) -> None:
    said = RatingCollect(50.46, 13.41, Part.NIGHT, Answer.RATHER_UNSAFE, remark="nobody is to read this")
    assert isinstance(device.ratings.collect(new_id(), said), Recorded)
    refused = device.ratings.collect(new_id(), said)
    assert isinstance(refused, Recorded)
    answer(device, refused, VerdictKind.REJECTED, Code.INVALID)
    at = device.clock.now()
    (one,) = device.ratings.collected(instant(at))
    assert (one.lat, one.lon, one.at) == (50.46, 13.41, instant(at))
    assert device.ratings.collected(instant(at + timedelta(seconds=1))) == ()
    mine = device.identity
    assert mine is not None
    assert device.enrol(msgspec.structs.replace(mine, officer_id=OTHER)) is None
    assert device.ratings.collected(instant(at)) == (), "the next officer of the device has asked nobody yet"
