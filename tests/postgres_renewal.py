"""A used database made as good as new: to copy and to remove one makes PostgreSQL write out everything it holds."""

from dataclasses import dataclass
from typing import Final, Self

import psycopg
from psycopg import sql

_LARGE_BYTES: Final = 4 << 20
_END_WAIT_MS: Final = 60_000

_THIS: Final = "SELECT oid FROM pg_database WHERE datname = current_database()"
_OURS: Final = "FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
_CATALOGS: Final = (
    "pg_class", "pg_attribute", "pg_attrdef", "pg_constraint", "pg_index", "pg_proc", "pg_trigger", "pg_type",
    "pg_default_acl", "pg_extension", "pg_rewrite", "pg_policy", "pg_event_trigger",
)  # fmt: skip
_SHAPE = " UNION ALL ".join(
    [f"SELECT '{name}', count(*), max(xmin::text::bigint) FROM {name}" for name in _CATALOGS]
    + [
        "SELECT 'pg_namespace', count(*), max(xmin::text::bigint) FROM pg_namespace WHERE nspname !~ '^pg_.*temp_'",
        "SELECT 'settings', count(*), 0 FROM pg_db_role_setting WHERE setdatabase = (" + _THIS + ")",
        "SELECT 'grants', count(datacl), 0 FROM pg_database WHERE oid = (" + _THIS + ")",
    ]
)
_END_OTHERS = (
    "SELECT bool_and(pg_terminate_backend(pid, %s)) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
_LARGEST = (
    "SELECT max(pg_relation_size(oid)) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
)

Shape = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Original:
    """What a database holds that nobody has used yet: its catalogs' age, its rows, where its sequences stand."""

    shape: Shape
    tables: tuple[str, ...]
    rows: tuple[tuple[str, bytes], ...]
    sequences: tuple[tuple[str, int, bool], ...]

    @classmethod
    def of(cls, conninfo: str) -> Self:
        """Read it."""
        with psycopg.connect(conninfo) as connection:
            tables = tuple(str(name) for (name,) in connection.execute(f"SELECT oid::regclass::text {_OURS}"))
            filled = [name for name in tables if connection.execute(f"SELECT 1 FROM {name} LIMIT 1").fetchone()]
            rows = tuple((name, _copied(connection, name)) for name in filled)
            names = [str(name) for (name,) in connection.execute("SELECT seqrelid::regclass::text FROM pg_sequence")]
            sequences = tuple((name, *_stands(connection, name)) for name in names)
            return cls(_shape(connection), tables, rows, sequences)

    def renew(self, conninfo: str) -> bool:
        """End who is still connected and put everything back. False: it can not be, since more than rows changed."""
        with psycopg.connect(conninfo) as connection:
            ended = connection.execute(_END_OTHERS, (_END_WAIT_MS,)).fetchone()
            assert ended is not None
            if ended[0] is False or _shape(connection) != self.shape or _largest(connection) > _LARGE_BYTES:
                return False
            emptied = "; ".join(f"DELETE FROM {name}" for name in self.tables)
            connection.execute(f"SET session_replication_role = replica; {emptied}")
            for name, content in self.rows:
                with connection.cursor().copy(f"COPY {name} FROM STDIN BINARY") as into:
                    into.write(content)
            for name, last, is_called in self.sequences:
                connection.execute("SELECT setval(%s::regclass, %s, %s)", (name, last, is_called))
        return True


def _shape(connection: psycopg.Connection) -> Shape:
    return tuple((str(name), int(number), int(age or 0)) for name, number, age in connection.execute(_SHAPE))


def _largest(connection: psycopg.Connection) -> int:
    found = connection.execute(f"SELECT max(pg_relation_size(oid)) {_OURS}").fetchone()
    return int(found[0] or 0) if found else 0


def _copied(connection: psycopg.Connection, table: str) -> bytes:
    with connection.cursor().copy(f"COPY {table} TO STDOUT BINARY") as out:
        return b"".join(bytes(part) for part in out)


def _stands(connection: psycopg.Connection, sequence: str) -> tuple[int, bool]:
    found = connection.execute(sql.SQL("SELECT last_value, is_called FROM {}").format(sql.SQL(sequence))).fetchone()
    assert found is not None
    return int(found[0]), bool(found[1])
