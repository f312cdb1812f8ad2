"""List models over tuples of frozen rows: every field of the row is a role of the same name."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Property, QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
FIRST_ROLE = int(Qt.ItemDataRole.UserRole)


class RowModel(QAbstractListModel, Generic[Row]):
    """Rows of one frozen dataclass. The row's first field is its identity."""

    countChanged = Signal()

    def __init__(self, row_type: type[Row], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = [field.name for field in fields(row_type)]  # type: ignore[arg-type]
        self._rows: tuple[Row, ...] = ()

    @Property(int, notify=countChanged)
    def count(self) -> int:
        return len(self._rows)

    @property
    def rows(self) -> tuple[Row, ...]:
        return self._rows

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def roleNames(self) -> dict[int, bytes]:  # type: ignore[override]
        return {FIRST_ROLE + at: name.encode() for at, name in enumerate(self._names)}

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        at = role - FIRST_ROLE
        if not index.isValid() or not 0 <= at < len(self._names) or index.row() >= len(self._rows):
            return None
        return getattr(self._rows[index.row()], self._names[at])

    def show(self, rows: Sequence[Row]) -> None:
        """Show ``rows`` instead, telling views the least that changed: same identities keep their place and scroll."""
        old, new = self._rows, tuple(rows)
        if old == new:
            return
        if self._identities(old) == self._identities(new):
            self._rows = new
            for at, (before, after) in enumerate(zip(old, new, strict=True)):
                if before != after:
                    self.dataChanged.emit(self.index(at), self.index(at))
        elif new[: len(old)] and self._identities(new[: len(old)]) == self._identities(old):
            self._append(old, new)
        else:
            self.beginResetModel()
            self._rows = new
            self.endResetModel()
        if len(old) != len(new):
            self.countChanged.emit()

    def _append(self, old: tuple[Row, ...], new: tuple[Row, ...]) -> None:
        self.beginInsertRows(QModelIndex(), len(old), len(new) - 1)
        self._rows = new
        self.endInsertRows()
        if old:
            self.dataChanged.emit(self.index(0), self.index(len(old) - 1))

    def _identities(self, rows: Sequence[Row]) -> list[Any]:
        return [getattr(row, self._names[0]) for row in rows]
