"""What the holder of a code reads of their place: what was done in its hexagon since. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from app.calendar import prague_day
from app.ratings.domain import Release, ReleasedLine
from sync.server.ground.moments import moment
from sync.server.intake.domain import Doubt, State
from sync.server.intake.repository import Rated
from sync.server.published.domain import HexWork, Town
from sync.server.published.work import monday_of
from sync.server.residents import words
from sync.server.residents.shown.view import Changed, changed
from sync.server.showing.domain import Seen

_MOST_SHOWN: Final = 3
"""Tips of which photos are shown, the newest."""


@dataclass(frozen=True, slots=True)
class ClosedHere:
    """So many tips of a category that were closed in a month with an outcome."""

    month: str
    category: str
    outcome: str
    count: int


@dataclass(frozen=True, slots=True)
class Known:
    """What is the same for all places of a page. ``names``: the categories by their ids, in ``language``."""

    town: Town
    release: Release | None
    names: Mapping[str, str]
    language: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place that was rated, and what was done there since. ``near`` is the street by which its hexagon is called.

    ``code``: by which it can be erased. ``remarked``: what was written beside it is kept.
    ``state``: ``waiting``, ``check``, ``outside`` (it lies in no district) or ``done``.
    """

    state: str
    part: str
    answer: str
    rated: str
    code: str = ""
    remarked: bool = False
    near: str = ""
    weeks: tuple[str, ...] = ()
    closed: tuple[ClosedHere, ...] = ()
    line: ReleasedLine | None = None
    month: str = ""
    changed: tuple[Changed, ...] = ()


def told_of(rated: Rated, code: str) -> Place:
    """What was said by a rating, and nothing of what was done since."""
    day = words.date_of(prague_day(moment(rated.at)))
    return Place(_state(rated), rated.part.value, rated.answer.value, day, code, rated.remarked)


def place_of(rated: Rated, code: str, work: HexWork, photos: Iterable[Seen], known: Known) -> Place:
    """The place of a rating, the work that is known of its hexagon, and the photos of it that are shown to all."""
    town, release, names, language = known.town, known.release, known.names, known.language
    day = prague_day(moment(rated.at))
    told = told_of(rated, code)
    if rated.state is not State.DONE:
        return told
    monday, month = f"{monday_of(day):%Y-%m-%d}", f"{day:%Y-%m}"
    lines = [] if release is None else [one for one in release.lines if one.level == "cell" and one.cell == rated.cell]
    near = next((one.near for one in town.hexagons if one.cell == rated.cell), "")
    return replace(
        told,
        near=near,
        weeks=tuple(words.week(one) for one in reversed(work.weeks) if one >= monday),
        closed=tuple(
            ClosedHere(words.named_month(one.month, language), names.get(one.category, ""), one.outcome, one.count)
            for one in reversed(work.closed)
            if one.month >= month
        ),
        line=lines[0] if lines else None,
        month=words.named_month(release.month, language) if release is not None else "",
        changed=changed((one for one in photos if one.month >= month), names, {}, language, _MOST_SHOWN),
    )


def _state(rated: Rated) -> str:
    if rated.state is State.CHECK:
        return "outside" if rated.trouble == Doubt.REFUSED.value else "check"
    return rated.state.value
