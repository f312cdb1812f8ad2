"""The sheets of a session: what opens them, where they lead, and how they come back after the lock."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject

from app.drafts.domain import DraftKey
from ui.drafts.words import unkept_words
from ui.patrols.viewmodel import NOTES, WALK
from ui.patrols.walking import REFUSAL
from ui.shell.rooms import Rooms
from ui.tips.actions import action_of_sheet


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where the officer was when the app locked, and which sheet was open. It names no case but by its id."""

    officer: str = ""
    page: str = "today"
    tip: str = ""
    sheet: DraftKey | None = None
    """The sheet that was open."""


class Writing(QObject):
    """Ties the sheets to the tip, to the drafts and to the lock."""

    def __init__(self, rooms: Rooms, open_tip: Callable[[str], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rooms = rooms
        self._open_tip = open_tip
        self._wanted: tuple[str, str] | None = None
        tip = rooms.tip
        tip.closingAsked.connect(rooms.closing.begin)
        tip.noteAsked.connect(rooms.note.begin)
        tip.formAsked.connect(rooms.form.begin)
        for sheet in rooms.tip_sheets:
            sheet.recorded.connect(tip.tell)
        rooms.sync.editAsked.connect(rooms.edit.begin)
        rooms.edit.resent.connect(rooms.sync.tell)
        for kept in rooms.sheets:
            kept.discarded.connect(rooms.drafts.tell_discarded)
        for written in (rooms.patrol.note, rooms.patrol.walk):
            written.discarded.connect(rooms.drafts.tell_discarded)
        rooms.drafts.changed.connect(tip.mark)
        rooms.drafts.changed.connect(rooms.sync.mark)
        rooms.drafts.changed.connect(rooms.today.refresh)
        rooms.drafts.wanted.connect(self._go_on)
        rooms.drafts.keeper.unkept.connect(self._tell_unkept)
        tip.hereChanged.connect(self._open_sheet)  # type: ignore[attr-defined]

    def whereabouts(self, officer: str) -> Whereabouts:
        """Where one is now."""
        rooms = self._rooms
        tip = rooms.tip.props.tipId if rooms.navigation.props.tipOpen and not rooms.tip.props.online else ""
        open_ = next((sheet.key for sheet in rooms.sheets if sheet.opened), None)
        return Whereabouts(officer, rooms.navigation.props.page, tip, open_)

    def come_back(self, place: Whereabouts) -> None:
        """Go where one was: the page, the tip, and the sheet with what is written in it."""
        self._rooms.navigation.go(place.page)
        if place.tip:
            self._open_tip(place.tip)
        if place.sheet is not None:
            self._go_on(place.sheet.feature, place.sheet.sheet, place.sheet.target)

    def _go_on(self, feature: str, sheet: str, target: str) -> None:
        """Open the sheet of a draft, wherever it lies."""
        match feature:
            case "tips":
                self._want(target, sheet)
            case "patrols":
                self._rooms.patrol.showPart(WALK if sheet == REFUSAL else NOTES)
                self._rooms.navigation.go("patrol")
            case "ratings":
                self._rooms.navigation.go("asking")
            case "sync":
                self._rooms.navigation.go("sync")
                self._rooms.sync.edit(target)

    def _tell_unkept(self) -> None:
        """What is written does not reach the disk: an open sheet says it, else the app does, once."""
        trouble = self._rooms.drafts.keeper.trouble
        if trouble is not None and not any(sheet.opened for sheet in self._rooms.sheets):
            self._rooms.drafts.tell(unkept_words(trouble))

    def _want(self, tip_id: str, sheet: str) -> None:
        self._wanted = (tip_id, sheet)
        detail = self._rooms.tip.detail
        if detail is None or detail.tip.id != tip_id:
            self._open_tip(tip_id)
        self._open_sheet()

    def _open_sheet(self) -> None:
        """The tip whose sheet is wanted has come: open it."""
        wanted, detail = self._wanted, self._rooms.tip.detail
        if wanted is None:
            return
        if self._rooms.tip.props.tipId != wanted[0]:
            self._wanted = None  # another was opened meanwhile
            return
        if detail is None or detail.tip.id != wanted[0]:
            return
        self._wanted = None
        action = action_of_sheet(wanted[1])
        if action is not None:
            self._rooms.tip.perform(action.key)
