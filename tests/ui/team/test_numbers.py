import pytest

from app.accounts.domain import Officer, Role
from app.workload.views import Cell, Measure
from ui.lookups import Lookups
from ui.team.numbers import EVERYWHERE, Number, Total, key_of, measure_word, whose

pytestmark = pytest.mark.usefixtures("english")
JANA = Lookups(officers={"j": Officer("j", "Jana", Role.OFFICER)})


@pytest.mark.parametrize(
    ("number", "key", "words"),
    [
        (Cell("d1", "j", Measure.OPEN), "d1/j", "d1 · Jana"),
        (Cell("d1", "x", Measure.OPEN), "d1/x", "d1 · x"),
        (Cell("", None, Measure.OPEN), "/", "Outside all districts · nobody yet"),
        (Total(Measure.OPEN), EVERYWHERE, "All districts"),
    ],
)
def test_that_a_number_says_whose_it_is(number: Number, key: str, words: str) -> None:
    assert (key_of(number), whose(number, JANA)) == (key, words)


def test_that_every_number_has_a_word_of_its_own() -> None:
    assert len({measure_word(measure) for measure in Measure}) == len(Measure)
