"""The page of hand-overs: whom this officer covers for or takes over from, and what waits there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import QObject, Slot
from PySide6.QtQml import QmlElement

from app.briefs.domain import Brief, horizon, waits
from app.ratings.domain import CellClass, Slice
from app.ratings.ranking import worst_first
from app.tips.domain import Tip
from ui.briefs.list_model import BriefRow, heading, place_row, tip_row
from ui.jobs import Answer, Lane, Ok
from ui.lookups import Lookups
from ui.map.surface import SurfaceView, read_surface
from ui.rows import RowModel
from ui.shell.pages import Parts
from ui.snapshot import ViewModel, fixed

QML_IMPORT_NAME = "okrskar.models"
QML_IMPORT_MAJOR_VERSION = 1
MOST_PLACES = 3


class Briefs(Protocol):
    """The part of the service that the page needs."""

    def mine(self) -> tuple[Brief, ...]: ...
    def tips(self, briefs: tuple[Brief, ...]) -> Mapping[str, Tip]: ...


@dataclass(frozen=True, slots=True)
class Handed:
    """What the page knows: the briefs, the tips of theirs that are here, and the surface of their districts."""

    briefs: tuple[Brief, ...] = ()
    tips: Mapping[str, Tip] = field(default_factory=dict)
    surface: SurfaceView = field(default_factory=SurfaceView)


@dataclass(frozen=True, slots=True)
class BriefsProps:
    """``waiting``: how many things of all briefs are still to be done; ``any``: there is a brief."""

    loaded: bool = False
    failed: bool = False
    any: bool = False
    waiting: int = 0


def brief_rows(handed: Handed, lookups: Lookups, now: datetime) -> tuple[BriefRow, ...]:
    """Each brief with its heading, what waits, the places where people feel unsafe, then what is done."""
    return tuple(row for brief in handed.briefs for row in _rows(brief, handed, lookups, now))


def _rows(brief: Brief, handed: Handed, lookups: Lookups, now: datetime) -> Iterator[BriefRow]:
    until = horizon(brief)
    here = [(line, handed.tips[line.tip_id]) for line in brief.lines if line.tip_id in handed.tips]
    rows = [tip_row(brief, line, tip, lookups, now, waits=waits(line, tip, until)) for line, tip in here]
    waiting = [row for row in rows if row.waits]
    yield heading(brief, lookups, now, waiting=len(waiting), elsewhere=len(brief.lines) - len(here) + brief.more)
    yield from waiting
    if brief.begun:
        yield from _places(brief, handed.surface)
    yield from (row for row in rows if not row.waits)


def _places(brief: Brief, surface: SurfaceView) -> Iterator[BriefRow]:
    cells = surface.of(Slice.NIGHT)
    there = (one for one in cells.values() if brief.district_id in surface.districts.get(one.cell, ()))
    for cell in worst_first(one for one in there if one.name is CellClass.WORSE)[:MOST_PLACES]:
        yield place_row(brief, cell, surface.spots[cell.cell].street)


@QmlElement
class BriefsViewModel(ViewModel[BriefsProps], props=BriefsProps):
    """The page of hand-overs."""

    def __init__(self, parts: Parts, parent: QObject | None = None) -> None:
        super().__init__(BriefsProps(), parent)
        self._parts = parts
        self._briefs: Briefs = parts.session.briefs
        self._rows: RowModel[BriefRow] = RowModel(BriefRow, self)

    @fixed
    def rows(self) -> RowModel[BriefRow]:
        return self._rows

    @Slot()
    def refresh(self) -> None:
        """Read them anew."""
        self._parts.jobs.run(Lane.DATABASE, self._read, self._take)

    def _read(self) -> Handed:
        briefs = self._briefs.mine()
        if not briefs:
            return Handed()
        districts = {one.district_id for one in briefs if one.begun}
        surface = read_surface(self._parts.session.ratings, districts, self._parts.streets)
        return Handed(briefs, self._briefs.tips(briefs), surface)

    def _take(self, answer: Answer[Handed]) -> None:
        if isinstance(answer, Ok):
            self._rows.show(brief_rows(answer.value, self._parts.lookups(), self._parts.clock()))
        rows = self._rows.rows
        waiting = sum(row.waits for row in rows)
        self.show(BriefsProps(loaded=True, failed=not isinstance(answer, Ok), any=bool(rows), waiting=waiting))
