"""The pages there are, and which is in sight."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Slot
from PySide6.QtQml import QmlElement

from app.accounts.domain import Role
from ui.rows import RowModel
from ui.shell.pages import file_of, pages_of, section_of
from ui.snapshot import ViewModel, fixed

QML_IMPORT_NAME = "okrskar.models"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class PageRow:
    """One page. ``few``: stays in a bar that has room for five; ``listed``: has a button in the rail or the bar."""

    key: str
    words: str
    sign: str
    few: bool
    keys: str
    listed: bool


def rows(role: Role) -> tuple[PageRow, ...]:
    """The pages of a role as they are listed."""
    return tuple(
        PageRow(page.key, page.words(), page.sign, page.few, page.keys, not page.within) for page in pages_of(role)
    )


@dataclass(frozen=True, slots=True)
class NavigationProps:
    """``page`` is in sight, by its QML ``file`` (empty: list and map); ``tipOpen`` when a tip is open beside these;
    ``section``: the page whose button is marked.
    """

    page: str = "today"
    file: str = ""
    tipOpen: bool = False
    section: str = "today"


@QmlElement
class NavigationViewModel(ViewModel[NavigationProps], props=NavigationProps):
    """Where the officer is in the app."""

    def __init__(self, role: Role, parent: QObject | None = None) -> None:
        super().__init__(NavigationProps(), parent)
        self._role = role
        self._pages = RowModel(PageRow, self)
        self._pages.show(rows(role))

    @fixed
    def pages(self) -> RowModel[PageRow]:
        return self._pages

    @Slot(str)
    def go(self, page: str) -> None:
        """Show a page."""
        self.show(NavigationProps(page, file_of(page), self.props.tipOpen, section_of(page)))

    @Slot(bool)
    def showTip(self, open_: bool) -> None:
        """A tip is open, or no longer; it is shown beside the list and on the map."""
        page = "today" if open_ and self.props.file else self.props.page
        self.show(NavigationProps(page, file_of(page), open_, section_of(page)))

    def take_role(self, role: Role) -> None:
        """What this person is may have changed: the pages follow, and nobody stays on one that is not theirs."""
        self._role = role
        self.retranslate()
        if self.props.page not in {row.key for row in self._pages.rows}:
            self.go(self._pages.rows[0].key)

    def retranslate(self) -> None:
        """The language changed."""
        self._pages.show(rows(self._role))
