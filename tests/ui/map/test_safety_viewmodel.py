"""The layer on a real device: what it remembers, what crosses to the page, what its card says."""

import json
from collections.abc import Callable, Iterator

import msgspec
import pytest

from app.exchange.pages import PageApplied
from app.ratings.domain import Slice
from app.session import DeviceSession
from sync.protocol.messages import PullResponse, Row
from tests.ui.city import NOW
from tests.ui.desk import HandExecutor
from tests.ui.rated import HERE, THERE, masked, rate, unclear, worse
from ui.jobs import Jobs
from ui.lookups import Lookups
from ui.map.messages import SetCells, SetSafety, ShowCell
from ui.map.safety_viewmodel import SafetyReading, SafetyViewModel
from ui.map.viewmodel import MapViewModel

Made = Callable[[], SafetyViewModel]
pytestmark = pytest.mark.usefixtures("czech")


@pytest.fixture
def shown() -> Iterator[MapViewModel]:
    made = MapViewModel()
    yield made
    made.close()


@pytest.fixture
def layer(session: DeviceSession, shown: MapViewModel, jobs: Jobs, executor: HandExecutor, lookups: Lookups) -> Made:
    """Begins the layer as an unlocked session does."""

    alive = []

    def make() -> SafetyViewModel:
        reading = SafetyReading(session.ratings, session.settings, session.tips.markers, shown.streets)
        made = SafetyViewModel(reading, shown, jobs=jobs, lookups=lambda: lookups, clock=NOW.astimezone)
        alive.append(made)
        made.start()
        executor.run()
        return made

    return make


def told(shown: MapViewModel) -> tuple[SetSafety, tuple[str, ...], ShowCell | None]:
    """What a page that begins now is sent of the layer."""
    kept = [message for parts in shown._crossing._state.values() for message in parts]
    (safety,) = (one for one in kept if isinstance(one, SetSafety))
    cells = tuple(row.id for one in kept if isinstance(one, SetCells) for row in one.rows)
    return safety, cells, next((one for one in kept if isinstance(one, ShowCell)), None)


def test_that_the_layer_is_off_reads_nothing_and_comes_on_by_one_touch(
    session: DeviceSession, layer: Made, shown: MapViewModel, executor: HandExecutor
) -> None:
    rate(session, [(worse(HERE), "d0")])
    layer()
    safety, cells, _ = told(shown)
    assert (safety.on, safety.part, cells) == (False, "night", ())
    shown.safetyAsked.emit(True, "night")
    executor.run()
    safety, cells, _ = told(shown)
    assert (safety.on, cells) == (True, (HERE,))
    assert safety.words.age.replace("\xa0", " ") == "k 11. 3., 1 240 odpovědí"


def test_that_this_device_remembers_the_layer_and_its_part_of_the_day(
    layer: Made, shown: MapViewModel, executor: HandExecutor
) -> None:
    layer().ask(True, "day")
    executor.run()
    again = layer()
    assert (again.props.on, again.props.part) == (True, "day")
    again.ask(False, "day")
    executor.run()
    last = layer()
    assert (last.props.on, last.props.part) == (False, "day")


def test_that_a_hexagons_card_stands_both_parts_beside_each_other_and_goes(
    session: DeviceSession, layer: Made, shown: MapViewModel, executor: HandExecutor
) -> None:
    rate(session, [(worse(HERE), "d0"), (masked(HERE, Slice.DAY), "d0")])
    made = layer()
    shown.safetyAsked.emit(True, "night")
    executor.run()
    made.open(HERE)
    executor.run()
    _, _, crossed = told(shown)
    assert crossed is not None
    assert crossed.card is not None
    assert [(part.title, part.kind) for part in crossed.card.parts] == [
        ("Ve dne", "not_enough"), ("Po setmění", "worse"),
    ]  # fmt: skip
    assert crossed.card.subtitle == "Centrum"
    assert crossed.card.below == "Otevřené podněty tady"
    assert {tip.id for tip in crossed.card.tips} <= {marker.id for marker in session.tips.markers()}
    shown.cellClosed.emit()
    assert told(shown)[2] == ShowCell(card=None)
    assert not made.props.cardOpen


def test_that_flying_to_a_place_brings_layer_card_and_map_there_before_anything_was_read(
    session: DeviceSession, layer: Made, shown: MapViewModel, executor: HandExecutor
) -> None:
    rate(session, [(worse(HERE), "d0"), (unclear(THERE), "d0")])
    made = layer()
    made.fly(THERE, Slice.NIGHT)
    executor.run()
    assert (made.props.on, made.props.cardOpen) == (True, True)
    looks = msgspec.to_builtins(shown._crossing._view)
    assert abs(looks["lon"] - 13.43) < 0.005


ODD = (
    {"name": "dreadful"}, {"share": float("nan")}, {"share": 1.5}, {"n": 2**31}, {"n": -1}, {"part": "noon"},
    {"tags": ["ghosts"]}, {"cell": 7}, {"low": "x"},
)  # fmt: skip


def test_that_odd_rows_break_neither_the_round_nor_the_layer(
    session: DeviceSession, layer: Made, shown: MapViewModel, executor: HandExecutor
) -> None:
    rate(session, [(worse(HERE), "d0")])
    whole = msgspec.to_builtins(worse(THERE))
    rows = [Row("cell", f"{THERE}-{n}", "d0", msgspec.Raw(json.dumps(whole | odd))) for n, odd in enumerate(ODD)]
    rows.append(
        Row("surface", "surface", "city", msgspec.Raw(b'{"id":"surface","as_of":"2026-03-11","ratings":2147483648}'))
    )
    applied = session.exchange.apply_page(
        PullResponse(rows=tuple(rows), cursors={"d0": 3}, scopes=tuple(session.exchange.cursors()), incarnation="i")
    )
    assert isinstance(applied, PageApplied)
    made = layer()
    made.ask(True, "night")
    executor.run()
    made.open(HERE)
    safety, cells, crossed = told(shown)
    assert (cells, safety.words.age, made.props.cardOpen) == ((HERE,), "", True)
    assert crossed is not None


def test_that_a_place_that_went_takes_its_card_along_and_an_unknown_one_has_none(
    session: DeviceSession, layer: Made, shown: MapViewModel, executor: HandExecutor
) -> None:
    rate(session, [(worse(HERE), "d0")])
    made = layer()
    made.ask(True, "night")
    executor.run()
    made.open("891e3545a97ffff")
    executor.run()
    assert not made.props.cardOpen
    made.open(HERE)
    executor.run()
    made.ask(False, "night")
    executor.run()
    assert not made.props.cardOpen
