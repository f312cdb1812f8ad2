"""List models over tuples of frozen rows: every field of the row is a role of the same name, and WHOLE is all of them.

Each reading of a role waits for its turn among Python's threads: a delegate with many takes the whole row at once.
"""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Property, QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
FIRST_ROLE = int(Qt.ItemDataRole.UserRole)
WHOLE = b"whole"
"""The role that is a map of all the fields of a row."""


def role_names(names: Sequence[str]) -> dict[int, bytes]:
    """The roles of a row with these fields."""
    return {FIRST_ROLE + at: name for at, name in enumerate([*(name.encode() for name in names), WHOLE])}


def is_role(names: Sequence[str], role: int) -> bool:
    """Whether a row with these fields has this role."""
    return 0 <= role - FIRST_ROLE <= len(names)


def read_role(row: object, names: Sequence[str], role: int) -> Any:
    """What a row has in a role; None in one that it has not."""
    at = role - FIRST_ROLE
    if 0 <= at < len(names):
        return getattr(row, names[at])
    return {name: getattr(row, name) for name in names} if at == len(names) else None


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
        return role_names(self._names)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        return read_role(self._rows[index.row()], self._names, role)

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
