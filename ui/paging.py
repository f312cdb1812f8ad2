"""A list model of many rows of which only the pages near the eye are held."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import fields
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Property, QAbstractListModel, QModelIndex, QObject, Qt, Signal

from ui.rows import Index, is_role, read_role, role_names

Row = TypeVar("Row")
_ROOT = QModelIndex()
Fetch = Callable[[int], None]
"""Asks for one page by its number; the answer comes by :meth:`PagedModel.take`."""


class PagedModel(QAbstractListModel, Generic[Row]):
    """``total`` rows of one frozen dataclass; a page is fetched when a row of it is first read.

    ``blank`` stands for a row that is not here yet. The row's first field is its identity.
    """

    countChanged = Signal()
    started = Signal()
    """Another list is shown, from its top."""

    def __init__(
        self, blank: Row, fetch: Fetch, page_size: int = 50, held: int = 12, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._blank = blank
        self._fetch = fetch
        self._held = held
        self.page_size = page_size
        self._names = [field.name for field in fields(blank)]  # type: ignore[arg-type]
        self._total = 0
        self._pages: OrderedDict[int, tuple[Row, ...]] = OrderedDict()
        self._asked: set[int] = set()

    @Property(int, notify=countChanged)
    def count(self) -> int:
        return self._total

    @property
    def total(self) -> int:
        return self._total

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else self._total

    def roleNames(self) -> dict[int, bytes]:  # type: ignore[override]
        return role_names(self._names)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= self._total or not is_role(self._names, role):
            return None
        return read_role(self.row(index.row()), self._names, role)

    def near(self) -> tuple[int, ...]:
        """The pages that were looked at last, the first one too: what to fetch anew when the store changed."""
        return tuple(sorted({0, *list(self._pages)[-2:]}))

    def index_of(self, identity: Any) -> int:
        """The row with this identity among those held, or -1."""
        for page, rows in self._pages.items():
            for offset, row in enumerate(rows):
                if getattr(row, self._names[0]) == identity:
                    return page * self.page_size + offset
        return -1

    def start(self, total: int, rows: Sequence[Row]) -> None:
        """Show another list from its top: its length and its first page.

        Where a list that was looked at near its top gives way to another long one, its rows are filled anew: a view
        takes many times longer to make a row than to fill one. ``started`` follows, and the view goes to the top.
        """
        if min(total, self._total) >= self.page_size and next(reversed(self._pages)) == 0:
            self._fill(total, rows)
        else:
            self._reset(total, rows)
        self.started.emit()

    def _fill(self, total: int, rows: Sequence[Row]) -> None:
        kept = min(total, self._total)
        self._pages = OrderedDict({0: tuple(rows)})
        self._asked = set()
        self._resize(total)
        self.dataChanged.emit(self.index(0), self.index(kept - 1))

    def _reset(self, total: int, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self._pages = OrderedDict({0: tuple(rows)})
        self._asked = set()
        changed, self._total = self._total != total, total
        self.endResetModel()
        if changed:
            self.countChanged.emit()

    def take(self, page: int, total: int, rows: Sequence[Row]) -> None:
        """One page of the list shown now, first time or anew; the list may have grown or shrunk."""
        self._asked.discard(page)
        self._resize(total)
        before = self._pages.get(page, ())
        self._pages[page] = tuple(rows)
        self._pages.move_to_end(page)
        while len(self._pages) > self._held:
            self._pages.popitem(last=False)
        first = page * self.page_size
        for at in range(min(len(rows), max(0, self._total - first))):
            if at >= len(before) or before[at] != rows[at]:
                self.dataChanged.emit(self.index(first + at), self.index(first + at))

    def forget_far(self) -> None:
        """Let go of the pages that are not near, so that they are fetched anew when looked at."""
        near = set(self.near())
        for page in [page for page in self._pages if page not in near]:
            del self._pages[page]

    def _resize(self, total: int) -> None:
        if total > self._total:
            self.beginInsertRows(QModelIndex(), self._total, total - 1)
            self._total = total
            self.endInsertRows()
        elif total < self._total:
            self.beginRemoveRows(QModelIndex(), total, self._total - 1)
            self._total = total
            self.endRemoveRows()
        else:
            return
        self.countChanged.emit()

    def row(self, at: int) -> Row:
        """A row, or the blank one while its page is fetched."""
        page, offset = divmod(at, self.page_size)
        rows = self._pages.get(page)
        if rows is None:
            if page not in self._asked:
                self._asked.add(page)
                self._fetch(page)
            return self._blank
        if self._pages and next(reversed(self._pages)) != page:
            self._pages.move_to_end(page)
        return rows[offset] if offset < len(rows) else self._blank
