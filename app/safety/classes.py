"""What a cell is called: worse, better, can not tell, or not enough answers."""

from enum import Enum

from app.safety.ratings import Floats, Ints
from app.safety.settings import SurfaceSettings


class CellClass(Enum):
    """The only four things that are said of a cell."""

    WORSE = "worse"
    BETTER = "better"
    CAN_NOT_TELL = "can not tell"
    NOT_ENOUGH = "not enough answers"


def classify(respondents: Ints, weight: Floats, p_above: Floats, settings: SurfaceSettings) -> tuple[CellClass, ...]:
    """Name C cells from distinct respondents, weight k and P(θ > m); the mask comes before any judgement."""

    def one(n: int, k: float, p: float) -> CellClass:
        if n < settings.least_respondents or k < settings.least_weight:
            return CellClass.NOT_ENOUGH
        if p >= settings.worse_from:
            return CellClass.WORSE
        return CellClass.BETTER if p <= settings.better_to else CellClass.CAN_NOT_TELL

    rows = zip(respondents.tolist(), weight.tolist(), p_above.tolist(), strict=True)
    return tuple(one(n, k, p) for n, k, p in rows)
