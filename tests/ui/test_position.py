import pytest

from app.values import Place
from tests.ui.city import NOW
from tests.ui.desk import FixedReceiver
from ui.position import PositionProps, PositionViewModel, derive

PLACE = Place(lat=50.46, lon=13.41, accuracy=11.6)


def position(receiver: FixedReceiver) -> PositionViewModel:
    return PositionViewModel(receiver, NOW.astimezone)


def test_that_nothing_is_measured_unasked(qapp: object) -> None:
    receiver = FixedReceiver(PLACE)
    model = position(receiver)
    assert receiver.asked == 0
    assert not receiver.following
    assert not model.props.known


def test_that_a_question_is_answered_once(qapp: object) -> None:
    receiver = FixedReceiver(PLACE)
    model = position(receiver)
    model.ask()
    assert model.place == PLACE
    assert model.props.known
    model.stop()
    assert model.place is None


def test_that_a_patrol_is_followed_only_while_it_runs(qapp: object) -> None:
    receiver = FixedReceiver(PLACE)
    model = position(receiver)
    model.follow(on=True)
    model.ask()
    assert (receiver.following, receiver.asked) == (True, 0)
    model.follow(on=False)
    assert not receiver.following


@pytest.mark.usefixtures("czech")
def test_that_the_position_says_how_exact_it_is() -> None:
    assert derive(PLACE) == PositionProps(True, "Moje poloha ±12 m")
    assert derive(Place(lat=50.0, lon=13.0)).words == "Moje poloha"
    assert derive(None) == PositionProps()
