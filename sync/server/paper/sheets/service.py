"""Sheets that collect ratings: made with a map and codes, entered by a person who stands for them, undone.

All ratings of a sheet are one respondent's. They come by the channel ``paper`` with the batch and the sheet as their
source; so what somebody of the office entered is no burst.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

import numpy as np
from sqlalchemy.engine import Connection

from app.calendar import PRAGUE
from app.ratings.domain import RatingChannel, RatingForm
from app.safety.grid import cell_named, centres
from sync.server.accounts.callers import Caller
from sync.server.audit import service as audit
from sync.server.ground.documents import parse
from sync.server.ground.moments import instant
from sync.server.paper.sheets import reading, repository
from sync.server.paper.sheets.domain import MOST_PLACES, Batch, Sheet, SheetPlace
from sync.server.paper.sheets.reading import Flaw, Row
from sync.server.published import repository as published
from sync.server.published.domain import TOWN, Town
from sync.server.ratings.jobs import ask_for_surface
from sync.server.ratings.repository import one_at_a_time
from sync.server.ratings.service import Incoming, accept
from sync.server.service import Server

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans("OIL", "011")


@dataclass(frozen=True, slots=True)
class Entered:
    """The sheet is written down, with so many ratings."""

    ratings: int


@dataclass(frozen=True, slots=True)
class NotEntered:
    """Why not: ``unknown`` code, ``empty``, ``flaws`` by line, or ``already`` entered by whom and when."""

    why: str
    flaws: tuple[Flaw, ...] = ()
    sheet: Sheet | None = None


def places_of(connection: Connection, server: Server, district: str) -> tuple[SheetPlace, ...]:
    """The hexagons whose centre lies in a district, from the north-west on; none before the town is published."""
    doc = published.document(connection, TOWN)
    hexagons = [one for one in parse(doc, Town).hexagons if one.district == district] if doc is not None else []
    if not hexagons:
        return ()
    index = server.lookups.get(connection).districts
    lat, lon = centres(np.array([cell_named(one.cell) for one in hexagons], dtype=np.int64))
    found = [
        SheetPlace(round(north, 6), round(east, 6), one.near, one.points)
        for one, north, east in zip(hexagons, lat.tolist(), lon.tolist(), strict=True)
        if index.district_of(east, north) == district
    ]
    return tuple(sorted(found, key=lambda one: (-round(one.lat, 3), one.lon))[:MOST_PLACES])


def prepare(
    connection: Connection, server: Server, caller: Caller, print_id: str, wanted: tuple[str, str, int]
) -> bool:
    """So many sheets (district, language, copies) with codes of their own, once for each id of a print, so that a
    double click makes them once. False where the district has no place to ask about."""
    one_at_a_time(connection, "paper sheets")
    if repository.of_print(connection, print_id):
        return True
    district, language, copies = wanted
    places = places_of(connection, server, district)
    if not places:
        return False
    now = server.now()
    sheets = [Sheet(_code(), print_id, district, language, places, "", "", "", "") for _ in range(copies)]
    repository.add_sheets(connection, sheets, now)
    audit.record(connection, now, caller, "paper.sheets", print_id, copies=copies)
    return True


def begin(connection: Connection, server: Server, caller: Caller, batch_id: str, named: tuple[str, date]) -> None:
    """A batch of this name and day, once for each id, so that a double click begins one and a second of one name is
    another."""
    one_at_a_time(connection, "paper batches")
    if repository.batch(connection, batch_id) is not None:
        return
    name, day = named
    now = server.now()
    values = {"name": name, "day": day.isoformat(), "made_at": now, "made_by": caller.officer_id}
    repository.add_batch(connection, id=batch_id, **values)
    audit.record(connection, now, caller, "paper.batch", batch_id)


def enter(server: Server, caller: Caller, batch: Batch, typed_code: str, rows: str) -> Entered | NotEntered:
    """Write a sheet down: all of its rows or none."""

    def work(connection: Connection) -> Entered | NotEntered:
        sheet = repository.sheet(connection, code_of(typed_code), lock=True)
        if sheet is None:
            return NotEntered("unknown")
        if sheet.batch:
            return NotEntered("already", sheet=sheet)
        read = reading.read(rows, len(sheet.places))
        good = [one for one in read if isinstance(one, Row)]
        if not good:
            flaws = tuple(one for one in read if isinstance(one, Flaw))
            return NotEntered("flaws" if flaws else "empty", flaws)
        now = server.now()
        if not repository.enter(connection, sheet.code, batch.id, rows, by=caller.officer_id, at=now):
            return NotEntered("already", sheet=sheet)
        accepted = accept(connection, server, _ratings(sheet, batch, good))
        audit.record(connection, now, caller, "paper.enter", sheet.code, batch=batch.id, ratings=len(accepted))
        return Entered(len(accepted))

    return server.database.durably(work)


def undo(server: Server, caller: Caller, batch_id: str, codes: Sequence[str] = ()) -> int:
    """Take sheets of a batch back, all of them where no codes are named; of how many ratings nothing is left."""

    def work(connection: Connection) -> int:
        total = 0
        for one in sorted(repository.sheets_of(connection, batch_id), key=lambda sheet: sheet.code):
            if (codes and one.code not in codes) or not repository.leave(connection, one.code, batch_id):
                continue
            total += repository.delete_ratings(connection, source_of(batch_id, one.code))
            audit.record(connection, server.now(), caller, "paper.undo", one.code, batch=batch_id)
        if total:
            ask_for_surface(connection, server)
        return total

    return server.database.durably(work)


def source_of(batch_id: str, code: str) -> str:
    """What is stored as the source of a rating of a sheet in a batch."""
    return f"{batch_id} {code}"


def code_of(typed: str) -> str:
    """The code as it is stored, however it was typed."""
    return "".join(one for one in typed.upper().translate(_READ_AS) if one in SIGNS)[:12]


def _ratings(sheet: Sheet, batch: Batch, rows: Sequence[Row]) -> list[Incoming]:
    noon = datetime.combine(date.fromisoformat(batch.day), time(12), tzinfo=PRAGUE)
    return [
        Incoming(
            RatingForm(place.lat, place.lon, part, answer, row.frequency, row.tags, at=instant(noon)),
            RatingChannel.PAPER, browser=f"sheet {sheet.code}", source=source_of(batch.id, sheet.code),
        )
        for row in rows
        for place in (sheet.places[row.number - 1],)
        for part, answer in row.answers
    ]  # fmt: skip


def _code() -> str:
    return "".join(secrets.choice(SIGNS) for _ in range(8))
