"""A patrol service in memory, and the view models of the Patrol page on it."""

from collections.abc import Sequence

import pytest

from app.db.outcomes import StoreFull
from app.drafts.domain import Draft
from app.outbox.views import Recorded
from app.patrols.domain import Patrol, PatrolNote
from app.patrols.views import PatrolNoteView
from app.photos.domain import TakenPhoto
from app.session import DeviceSession
from app.values import Place
from tests.ui.city import NOW, OFFICER
from tests.ui.desk import HandExecutor
from ui.drafts.keeper import DraftKeeper
from ui.jobs import Jobs
from ui.lookups import Lookups
from ui.map.viewmodel import MapViewModel
from ui.patrols.answers import Outcome
from ui.patrols.day_viewmodel import DayViewModel
from ui.patrols.note_viewmodel import PatrolNoteViewModel
from ui.patrols.viewmodel import PatrolViewModel
from ui.patrols.walk_viewmodel import WalkViewModel


class Book:
    """A patrol service and its outbox in memory: keeps what it is given, refuses what it was told to."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, str, Place | None, Sequence[TakenPhoto], str]] = []
        self.walk: Patrol | None = None
        self.answer: Outcome | None = None
        self.may = True
        self.broken = False

    def note(
        self,
        district_id: str,
        text: str,
        place: Place | None = None,
        photos: Sequence[TakenPhoto] = (),
        tag: str = "",
        *,
        draft: Draft | None = None,
    ) -> Outcome:
        assert draft is not None
        if self.answer is None:
            self.kept.append((district_id, text, place, photos, tag))
        return self.answer or Recorded(f"o{len(self.kept)}", len(self.kept))

    def notes(self, limit: int = 100) -> tuple[PatrolNoteView, ...]:
        if self.broken:
            raise OSError
        return tuple(view(text, tag) for _, text, _, _, tag in self.kept[:limit])

    def start(self, district_id: str) -> Outcome:
        if self.answer is None:
            self.walk = Patrol(id="w1", by=OFFICER, district_id=district_id, started_at="2026-03-12T11:00:00Z")
        return self.answer or Recorded("s", 1)

    def end(self, patrol_id: str) -> Outcome:
        assert patrol_id == "w1"
        self.walk = None
        return Recorded("e", 2)

    def running(self) -> Patrol | None:
        return self.walk

    def withdraw(self, operation_id: str, draft: Draft | None = None) -> bool | StoreFull:
        assert draft is not None
        if self.may:
            assert operation_id == f"o{len(self.kept)}"
            self.kept.pop()
        return self.may


def view(text: str, tag: str = "", *, unsent: bool = True) -> PatrolNoteView:
    note = PatrolNote(id=f"n-{text}", by=OFFICER, at="2026-03-12T13:00:00Z", district_id="d1", text=text, tag=tag)
    return PatrolNoteView(note=note, photos=(), unsent=unsent)


@pytest.fixture
def book() -> Book:
    return Book()


@pytest.fixture
def districts() -> list[str]:
    return ["d1", "d2"]


@pytest.fixture
def note(book: Book, districts: list[str], jobs: Jobs, keeper: DraftKeeper, english: None) -> PatrolNoteViewModel:
    return PatrolNoteViewModel(
        book, book, jobs=jobs, lookups=Lookups, clock=lambda: NOW, districts=lambda: tuple(districts),
        locate=lambda lon, _lat: "d2" if lon > 13.4 else None, drafts=keeper,
    )  # fmt: skip


@pytest.fixture
def walk(session: DeviceSession, book: Book, jobs: Jobs, keeper: DraftKeeper) -> WalkViewModel:
    return WalkViewModel(
        session.walks, book, MapViewModel(), jobs=jobs, lookups=Lookups, clock=lambda: NOW,
        locate=lambda _lon, _lat: None, streets=tuple, drafts=keeper,
    )  # fmt: skip


@pytest.fixture
def day(session: DeviceSession, walk: WalkViewModel, jobs: Jobs) -> DayViewModel:
    return DayViewModel(
        session.tracks, session.walks, walk, MapViewModel(), jobs=jobs, clock=lambda: NOW, recorder=None
    )


@pytest.fixture
def patrol(
    book: Book, note: PatrolNoteViewModel, day: DayViewModel, jobs: Jobs, executor: HandExecutor
) -> PatrolViewModel:
    made = PatrolViewModel(book, note, day.walk, day, jobs=jobs, lookups=Lookups, clock=lambda: NOW)
    made.refresh()
    executor.run()
    return made
