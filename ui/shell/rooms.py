"""The view models of one unlocked session, and how QML gets them."""

from dataclasses import dataclass, field, fields
from typing import Any, Protocol, runtime_checkable

from PySide6.QtCore import QObject, Slot

from ui.briefs.viewmodel import BriefsViewModel
from ui.drafts.sheet import KeptSheet
from ui.drafts.viewmodel import DraftsViewModel
from ui.kiosk.viewmodel import KioskViewModel
from ui.map.safety_viewmodel import SafetyViewModel
from ui.map.viewmodel import MapViewModel
from ui.patrols.viewmodel import PatrolViewModel
from ui.position import PositionViewModel
from ui.settings.viewmodel import SettingsViewModel
from ui.shell.navigation import NavigationViewModel
from ui.snapshot import fixed
from ui.sync.edit_viewmodel import EditViewModel
from ui.sync.viewmodel import SyncViewModel
from ui.team.viewmodel import TeamViewModel
from ui.tips.closing_viewmodel import ClosingViewModel
from ui.tips.form_viewmodel import FormViewModel
from ui.tips.note_viewmodel import NoteViewModel
from ui.tips.older_viewmodel import OlderViewModel
from ui.tips.tip_viewmodel import TipViewModel
from ui.tips.viewmodel import TodayViewModel


@runtime_checkable
class Refreshing(Protocol):
    """A view model that can read what it shows anew."""

    def refresh(self) -> None: ...


def refresh(room: object) -> None:
    """Have a view model read anew, where it can."""
    if isinstance(room, Refreshing):
        room.refresh()


@dataclass(frozen=True, slots=True)
class Rooms:
    """The view models. ``others``: those of pages that no other room needs, by the page's key."""

    navigation: NavigationViewModel
    today: TodayViewModel
    older: OlderViewModel
    tip: TipViewModel
    closing: ClosingViewModel
    note: NoteViewModel
    form: FormViewModel
    drafts: DraftsViewModel
    map: MapViewModel
    safety: SafetyViewModel
    patrol: PatrolViewModel
    briefs: BriefsViewModel
    team: TeamViewModel
    sync: SyncViewModel
    edit: EditViewModel
    settings: SettingsViewModel
    position: PositionViewModel
    kiosk: KioskViewModel
    others: dict[str, QObject] = field(default_factory=dict)

    @property
    def tip_sheets(self) -> tuple[ClosingViewModel, NoteViewModel, FormViewModel]:
        """The sheets of a tip."""
        return self.closing, self.note, self.form

    @property
    def sheets(self) -> tuple[KeptSheet[Any], ...]:
        """Every sheet in which one writes."""
        return (*self.tip_sheets, self.edit)

    def of(self, key: str) -> QObject | None:
        """The view model of a page."""
        return self.others.get(key) or getattr(self, key, None)

    def every(self) -> tuple[QObject, ...]:
        """Every view model."""
        own = (getattr(self, one.name) for one in fields(self) if one.name != "others")
        return (*own, *self.others.values())


class RoomFaces(QObject):
    """The rooms as properties that QML reads."""

    def __init__(self, rooms: Rooms, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rooms = rooms
        for room in rooms.every():
            room.setParent(self)

    @property
    def rooms(self) -> Rooms:
        return self._rooms

    @Slot(str, result=QObject)
    def room(self, key: str) -> QObject | None:
        """The view model of a page, by the page's key."""
        return self._rooms.of(key)

    @fixed
    def navigation(self) -> NavigationViewModel:
        return self._rooms.navigation

    @fixed
    def today(self) -> TodayViewModel:
        return self._rooms.today

    @fixed
    def older(self) -> OlderViewModel:
        return self._rooms.older

    @fixed
    def tip(self) -> TipViewModel:
        return self._rooms.tip

    @fixed
    def closing(self) -> ClosingViewModel:
        return self._rooms.closing

    @fixed
    def note(self) -> NoteViewModel:
        return self._rooms.note

    @fixed
    def form(self) -> FormViewModel:
        return self._rooms.form

    @fixed
    def drafts(self) -> DraftsViewModel:
        return self._rooms.drafts

    @fixed
    def map(self) -> MapViewModel:
        return self._rooms.map

    @fixed
    def safety(self) -> SafetyViewModel:
        return self._rooms.safety

    @fixed
    def patrol(self) -> PatrolViewModel:
        return self._rooms.patrol

    @fixed
    def briefs(self) -> BriefsViewModel:
        return self._rooms.briefs

    @fixed
    def team(self) -> TeamViewModel:
        return self._rooms.team

    @fixed
    def sync(self) -> SyncViewModel:
        return self._rooms.sync

    @fixed
    def edit(self) -> EditViewModel:
        return self._rooms.edit

    @fixed
    def settings(self) -> SettingsViewModel:
        return self._rooms.settings

    @fixed
    def position(self) -> PositionViewModel:
        return self._rooms.position

    @fixed
    def kiosk(self) -> KioskViewModel:
        return self._rooms.kiosk
