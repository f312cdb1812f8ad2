"""View models over one frozen snapshot: what QML reads are exactly the fields of a frozen ``Props``.

A view model keeps its ``Inputs``, maps them by a pure function to ``Props`` and hands these to :meth:`show`. Each field
of ``Props`` is a read-only QML property with its own change signal, emitted only when its value changed.
"""

from collections.abc import Callable
from dataclasses import fields
from typing import TYPE_CHECKING, Any, Generic, TypeVar, get_type_hints

from PySide6.QtCore import Property, QObject, Signal

if TYPE_CHECKING:
    fixed = property
else:

    def fixed(getter):
        """A part of a view model that stays the same object for its life, readable from QML."""
        return Property(QObject, getter, constant=True)


P = TypeVar("P")
_QML_TYPES: tuple[type, ...] = (str, bool, int, float)


def _reader(name: str) -> Callable[[Any], Any]:
    return lambda view_model: getattr(view_model.props, name)


class _SnapshotType(type(QObject)):  # type: ignore[misc]
    """Adds a property and a signal a field of ``props`` to the class before Qt reads it."""

    def __new__(mcs, name: str, bases: tuple[type, ...], body: dict[str, Any], props: type | None = None) -> Any:
        if props is not None:
            hints = get_type_hints(props)
            for field in fields(props):
                if field.name in body:
                    raise TypeError(f"{name}: {field.name} is a field of the props and something else too")
                kind: Any = hints[field.name] if hints[field.name] in _QML_TYPES else "QVariant"
                changed = body[f"{field.name}Changed"] = Signal()
                body[field.name] = Property(kind, _reader(field.name), notify=changed)
        return super().__new__(mcs, name, bases, body)

    def __init__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any], **_: Any) -> None:
        super().__init__(name, bases, body)


class ViewModel(QObject, Generic[P], metaclass=_SnapshotType):
    """A QObject that shows one ``Props`` at a time."""

    def __init__(self, props: P, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._props = props

    @property
    def props(self) -> P:
        return self._props

    def show(self, props: P) -> None:
        """Swap the snapshot, then tell QML which of its fields changed."""
        before, self._props = self._props, props
        for field in fields(props):  # type: ignore[arg-type]
            if getattr(before, field.name) != getattr(props, field.name):
                getattr(self, f"{field.name}Changed").emit()
