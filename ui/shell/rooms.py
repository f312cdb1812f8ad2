"""The view models of one unlocked session."""

from dataclasses import dataclass

from PySide6.QtCore import QObject

from ui.drafts.viewmodel import DraftsViewModel
from ui.map.viewmodel import MapViewModel
from ui.patrols.viewmodel import PatrolViewModel
from ui.position import PositionViewModel
from ui.settings.viewmodel import SettingsViewModel
from ui.shell.navigation import NavigationViewModel
from ui.sync.viewmodel import SyncViewModel
from ui.team.viewmodel import TeamViewModel
from ui.tips.closing_viewmodel import ClosingViewModel
from ui.tips.note_viewmodel import NoteViewModel
from ui.tips.older_viewmodel import OlderViewModel
from ui.tips.reopen_viewmodel import ReopenViewModel
from ui.tips.tip_viewmodel import TipViewModel
from ui.tips.viewmodel import TodayViewModel
from ui.tips.wait_viewmodel import WaitViewModel


@dataclass(frozen=True, slots=True)
class Rooms:
    """The view models of the pages."""

    navigation: NavigationViewModel
    today: TodayViewModel
    older: OlderViewModel
    tip: TipViewModel
    closing: ClosingViewModel
    note: NoteViewModel
    wait: WaitViewModel
    reopen: ReopenViewModel
    drafts: DraftsViewModel
    map: MapViewModel
    patrol: PatrolViewModel
    team: TeamViewModel
    sync: SyncViewModel
    settings: SettingsViewModel
    position: PositionViewModel

    @property
    def sheets(self) -> tuple[ClosingViewModel, NoteViewModel, WaitViewModel, ReopenViewModel]:
        """The sheets of a tip."""
        return self.closing, self.note, self.wait, self.reopen


def vars_of(rooms: Rooms) -> tuple[QObject, ...]:
    """Every view model of the rooms."""
    return tuple(getattr(rooms, name) for name in Rooms.__slots__)
