"""One memory of compiled SQL for all databases of a test process.

Each test has a database and an engine of its own, and SQLAlchemy keeps what it compiled by engine and dialect object: a
process that opens hundreds of databases compiles the same statements hundreds of times, a fifth of what the server's
tests cost. A program has one engine and keeps all of it. Two dialects of one class and one version of the database
compile alike; that, and no more, is what they are compared by here.
"""

from typing import Any, Final

from sqlalchemy.engine import Engine
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.util import LRUCache

_COMPILED: Final[LRUCache[Any, Any]] = LRUCache(4_000)
_begin = Engine.__init__


def _kind(dialect: DefaultDialect) -> tuple[object, ...]:
    return (type(dialect), getattr(dialect, "server_version_info", None), dialect.paramstyle, dialect.positional)


def _same(one: DefaultDialect, other: object) -> bool:
    return isinstance(other, DefaultDialect) and _kind(one) == _kind(other)


def _remember(engine: Engine, *arguments: Any, **named: Any) -> None:
    _begin(engine, *arguments, **named)
    engine._compiled_cache = _COMPILED


def share() -> None:
    """From now on every engine of this process knows what any of them compiled."""
    for owner, name, better in (
        (Engine, "__init__", _remember),
        (DefaultDialect, "__eq__", _same),
        (DefaultDialect, "__hash__", lambda dialect: hash(type(dialect))),
    ):
        setattr(owner, name, better)
