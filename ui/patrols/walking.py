"""The suggested walk as values: what is known of it, where one is, what is shown. Pure."""

from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication

from app.drafts.domain import DraftKey
from app.values import Place
from ui import moments
from ui.lookups import Lookups
from ui.map.bounds import around
from ui.patrols.walk_rows import WalkView
from ui.patrols.walk_words import explained, headline, summary

MINUTES = (30, 45, 60, 90)
REFUSAL = "refusal"
"""The sheet of the draft in which a reason is written; its target is the stop's cell."""


@dataclass(frozen=True, slots=True)
class WalkInputs:
    """What is known. ``chosen``: the start that was tapped; ``middle``: of the officer's district, where nothing is."""

    view: WalkView = field(default_factory=WalkView)
    loaded: bool = False
    minutes: int = 60
    position: Place | None = None
    chosen: Place | None = None
    middle: Place | None = None
    opened: str = ""
    refusing: str = ""
    text: str = ""
    busy: bool = False

    @property
    def start(self) -> Place | None:
        """Where a round would begin."""
        return self.chosen or self.position or self.middle

    @property
    def here(self) -> Place | None:
        """Where one is, or was last: at the stop that was made last, or where the plan began."""
        walk = self.view.walk
        if self.position is not None or walk is None:
            return self.position or self.start
        made = {one.cell: one.at for one in walk.done}
        last = max((stop for stop in walk.stops if stop.cell in made), key=lambda one: made[one.cell], default=None)
        return Place(lat=last.lat, lon=last.lon) if last is not None else walk.origin


@dataclass(frozen=True, slots=True)
class WalkProps:
    """``planned``: there is a walk; ``origin``: from where one would be planned."""

    planned: bool = False
    loaded: bool = False
    minutes: int = 60
    origin: str = ""
    canPlan: bool = False
    chosen: bool = False
    headline: str = ""
    summary: str = ""
    explained: str = ""
    refusing: bool = False
    text: str = ""
    drafted: bool = False
    canRefuse: bool = False
    busy: bool = False


def derive(inputs: WalkInputs, clock: moments.Clock) -> WalkProps:
    """Props of the inputs."""
    walk, now = inputs.view.walk, clock()
    return WalkProps(
        planned=walk is not None,
        loaded=inputs.loaded,
        minutes=inputs.minutes,
        origin=_origin_words(inputs),
        canPlan=inputs.start is not None and not inputs.busy,
        chosen=inputs.chosen is not None,
        headline=headline(walk, now) if walk else "",
        summary=summary(walk) if walk else "",
        explained=explained(walk) if walk else "",
        refusing=bool(inputs.refusing),
        text=inputs.text,
        drafted=bool(inputs.text.strip()),
        canRefuse=bool(inputs.text.strip()) and not inputs.busy,
        busy=inputs.busy,
    )


def _origin_words(inputs: WalkInputs) -> str:
    if inputs.chosen is not None:
        return QCoreApplication.translate("Walk", "From the place chosen on the map")
    if inputs.position is not None:
        return QCoreApplication.translate("Walk", "From where I stand")
    if inputs.middle is not None:
        return QCoreApplication.translate("Walk", "From the middle of the district")
    return QCoreApplication.translate("Walk", "Choose on the map where you begin")


def refusal_key(cell: str) -> DraftKey:
    """Where the reason is kept while it is written."""
    return DraftKey("patrols", REFUSAL, cell)


def middle_of(lookups: Lookups) -> Place | None:
    """The middle of the first district that this officer holds; None where they hold none."""
    district = lookups.districts.get(lookups.mine[0]) if lookups.mine else None
    if district is None:
        return None
    shape = {"features": [{"properties": {"id": district.id}, "geometry": district.geometry}]}
    box = around(shape, ())
    return Place(lat=(box[1] + box[3]) / 2, lon=(box[0] + box[2]) / 2) if box else None
