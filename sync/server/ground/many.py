"""One statement for many rows: each database takes them in the way that costs it least."""

import re
from collections.abc import Mapping, Sequence

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

_AT_ONCE = 2_000
_PARAMETER = re.compile(r":(\w+)")
_VALUES = re.compile(r"VALUES \((.*?)\)")


class Many:
    """A statement for one row of ``table``, an INSERT or an UPDATE, whose parameters are named as its columns are.

    SQLite runs it for each row. PostgreSQL would have to be asked for each as well; it is given all rows as one JSON
    parameter instead, and runs the statement once for all of them.
    """

    def __init__(self, table: str, statement: str) -> None:
        self._each = sa.text(statement)
        given = f"FROM json_populate_recordset(CAST(NULL AS {table}), CAST(:rows AS json)) AS given"
        from_rows = _PARAMETER.sub(r"given.\1", statement)
        if _VALUES.search(from_rows):
            from_rows = _VALUES.sub(lambda found: f"SELECT {found[1]} {given}", from_rows)
        else:
            from_rows = from_rows.replace(" WHERE ", f" {given} WHERE ", 1)
        self._at_once = sa.text(from_rows)

    @classmethod
    def insert(cls, table: sa.Table) -> "Many":
        """New rows with all columns of ``table``."""
        names = [column.name for column in table.columns]
        given = ", ".join(f":{name}" for name in names)
        return cls(table.name, f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({given})")  # noqa: S608

    def run(self, connection: Connection, rows: Sequence[Mapping[str, object]]) -> None:
        """Run it for these rows, in their order; none is well."""
        if not rows:
            return
        if connection.dialect.name != "postgresql":
            connection.execute(self._each, rows)
            return
        for start in range(0, len(rows), _AT_ONCE):
            some = msgspec.json.encode(rows[start : start + _AT_ONCE]).decode()
            connection.execute(self._at_once, {"rows": some})
