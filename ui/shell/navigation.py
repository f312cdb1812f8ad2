"""The pages there are, and which is in sight."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject, Slot
from PySide6.QtQml import QmlElement

from app.accounts.domain import Role
from ui.rows import RowModel
from ui.snapshot import ViewModel, fixed

QML_IMPORT_NAME = "okrskar.models"
QML_IMPORT_MAJOR_VERSION = 1
BOARD_ROLES = frozenset({Role.SUPERVISOR, Role.ADMIN})


@dataclass(frozen=True, slots=True)
class PageRow:
    """One entry of the rail or the bottom bar. ``few``: stays in a bar that has room for five."""

    key: str
    words: str
    sign: str
    few: bool


def pages(role: Role) -> tuple[PageRow, ...]:
    """The pages of a role, in the order of the rail. A new page is one more row here and one in Shell.qml."""
    team = role in BOARD_ROLES
    found = [
        PageRow("today", QCoreApplication.translate("Pages", "Today"), "list-checks", True),
        PageRow("map", QCoreApplication.translate("Pages", "Map"), "map", True),
        PageRow("patrol", QCoreApplication.translate("Pages", "Patrol"), "footprints", True),
        PageRow("team", QCoreApplication.translate("Pages", "Team"), "users", True),
        PageRow("sync", QCoreApplication.translate("Pages", "Sync"), "refresh-cw", True),
        PageRow("settings", QCoreApplication.translate("Pages", "Settings"), "settings", False),
    ]
    return tuple(row for row in found if team or row.key != "team")


@dataclass(frozen=True, slots=True)
class NavigationProps:
    """``page`` is in sight, ``tipOpen`` when a tip is open on Today or Map."""

    page: str = "today"
    tipOpen: bool = False


@QmlElement
class NavigationViewModel(ViewModel[NavigationProps], props=NavigationProps):
    """Where the officer is in the app."""

    def __init__(self, role: Role, parent: QObject | None = None) -> None:
        super().__init__(NavigationProps(), parent)
        self._role = role
        self._pages = RowModel(PageRow, self)
        self._pages.show(pages(role))

    @fixed
    def pages(self) -> RowModel[PageRow]:
        return self._pages

    @Slot(str)
    def go(self, page: str) -> None:
        """Show a page."""
        self.show(NavigationProps(page, self.props.tipOpen))

    @Slot(bool)
    def showTip(self, open_: bool) -> None:
        """A tip is open, or no longer; it is shown beside the list and on the map."""
        page = self.props.page if self.props.page in ("today", "map") or not open_ else "today"
        self.show(NavigationProps(page, open_))

    def take_role(self, role: Role) -> None:
        """What this person is may have changed: the pages follow, and nobody stays on one that is not theirs."""
        self._role = role
        self.retranslate()
        if self.props.page not in {row.key for row in self._pages.rows}:
            self.go(self._pages.rows[0].key)

    def retranslate(self) -> None:
        """The language changed."""
        self._pages.show(pages(self._role))
