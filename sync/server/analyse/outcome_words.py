"""Sentences for data that the outcome methods do not judge."""

from __future__ import annotations

from typing import NoReturn, assert_never

from app.safety.outcomes.refusals import (
    BadValue,
    NoEvents,
    NotConverged,
    NotIdentifiable,
    Refusal,
    TooFewEvents,
    TooShort,
)
from sync.server.analyse.reading import BadInput, Refused, Table


def refuse(refusal: Refusal, table: Table | None = None) -> NoReturn:
    """Raise BadInput or Refused with the sentence; rows are the table's spreadsheet rows."""
    match refusal:
        case BadValue(name, value, expected, row):
            file = table.file if table else "arguments"
            place = table.rows[row - 1] if table and row else 0
            raise BadInput(file, place, name, f"{expected}, found {value:g}")
        case NoEvents():
            raise Refused("nothing was counted on one side or on both; there is nothing to compare")
        case TooFewEvents(have, needed):
            raise Refused(f"too thin: {have} events are counted and at least {needed} are needed")
        case TooShort("places", have, needed):
            raise Refused(f"too short: {have} places are given and at least {needed} are needed")
        case TooShort(side, have, needed):
            where = {"before": "before the break", "after": "after the break"}.get(side, "in all")
            hint = f" (--min-{side} changes that)" if side in {"before", "after"} else ""
            raise Refused(f"too short: {have} periods {where} and at least {needed} are needed{hint}")
        case NotIdentifiable(coefficients, rank):
            raise Refused(f"the {coefficients} terms can not be told apart on these rows (rank {rank}); ask for fewer")
        case NotConverged(iterations):
            raise Refused(f"the fit did not settle in {iterations} steps; some term has no finite estimate")
        case _:
            assert_never(refusal)
