"""Brings the stored rows and the outbox together for the fold."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import msgspec
from sqlalchemy.engine import Connection

from app.accounts.domain import Actor
from app.db.store import Store
from app.outbox import repository
from app.outbox.domain import RecordedOperation
from app.outbox.fold import Folded, Stored, children_of, fold
from app.patrols.domain import Patrol, PatrolNote
from app.reading import readable_by_id
from app.tips.domain import Tip

Document = TypeVar("Document", bound=msgspec.Struct)
_CHUNK = 500
NOTHING = Folded()


class Projection:
    """What the outbox changes of the stored rows, kept until something is written."""

    def __init__(self, store: Store, actor: Callable[[], Actor]) -> None:
        self._store, self._actor = store, actor
        self._kept: tuple[int, Folded] | None = None

    @property
    def actor(self) -> Actor:
        """Who acts here, as last pulled: a role or a district may change under a running session."""
        return self._actor()

    def forget(self) -> None:
        """Hold nothing in memory any more."""
        self._kept = None

    def all(self) -> Folded:
        """Every target that an uncovered change concerns."""
        generation = self._store.generation
        kept = self._kept
        if kept is not None and kept[0] == generation:
            return kept[1]
        with self._store.read() as connection:
            folded = self.project(connection, repository.uncovered(connection))
        self._kept = (generation, folded)
        return folded

    def of(self, connection: Connection, target: str) -> Folded:
        """One target, within the caller's transaction."""
        return self.project(connection, repository.uncovered(connection, target))

    def project(self, connection: Connection, operations: tuple[RecordedOperation, ...]) -> Folded:
        """Fold these changes over what is stored of their targets."""
        return fold(stored(connection, operations), operations, self.actor) if operations else NOTHING


def stored(connection: Connection, operations: tuple[RecordedOperation, ...]) -> Stored:
    """What the server said last of the targets of these changes."""
    targets = tuple({operation.target for operation in operations})
    tips = _documents(connection, "tip", targets, Tip)
    return Stored(
        tips=tips,
        patrol_notes=_documents(connection, "patrol_note", targets, PatrolNote),
        patrols=_documents(connection, "patrol", targets, Patrol),
        shown=_shown(connection, operations),
        gone=frozenset(row.id for row in _among(connection, "SELECT id FROM tip WHERE gone = 1 AND id IN ", targets)),
    )


def _shown(connection: Connection, operations: tuple[RecordedOperation, ...]) -> frozenset[str]:
    children = children_of(operations)
    rows = [
        *_among(connection, "SELECT id FROM story WHERE id IN ", tuple(operation.id for operation in operations)),
        *_among(connection, "SELECT id FROM note WHERE id IN ", children),
        *_among(connection, "SELECT id FROM photo WHERE id IN ", children),
    ]
    return frozenset(row.id for row in rows)


def _documents(connection: Connection, table: str, ids: tuple[str, ...], kind: type[Document]) -> dict[str, Document]:
    rows = _among(connection, f"SELECT id, doc FROM {table} WHERE id IN ", ids)  # noqa: S608 - constant names
    return readable_by_id(rows, kind)


def _among(connection: Connection, query: str, ids: tuple[str, ...]) -> Iterable[Any]:
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        yield from connection.exec_driver_sql(f"{query}({','.join('?' * len(chunk))})", chunk)
