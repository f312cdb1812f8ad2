"""Tips that come in by other ways than a device: the plain API, imports, the demo city. One transaction each."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import msgspec
import numpy as np
from sqlalchemy.engine import Connection

from app.districts.geometry import NONE
from app.identifiers import new_id
from app.tips.domain import Contact, StoryLine, Tip, TipNote
from sync.server.accounts.duties import roster
from sync.server.feed.publish import Put, Step
from sync.server.ground.documents import render
from sync.server.service import Server
from sync.server.tips import repository
from sync.server.tips.archive import archive_cutoff
from sync.server.tips.filing import Desk, filed_detail, number_year, placed
from sync.server.tips.repository import Rows, TipRecord, next_numbers, tip_row
from sync.server.tips.search import repository as search

_CHUNK = 2_000
Progress = Callable[[int], None]


class IncomingTip(msgspec.Struct, frozen=True):
    """A tip with whatever of its life is known already.

    Of ``tip`` the empty fields are filled: ``number``, ``district_id`` (by its place), ``holder_id`` (who is on duty),
    ``deadline`` (by its category). Without a ``story`` it gets the line that it was received.
    """

    tip: Tip
    contact: Contact | None = None
    notes: tuple[TipNote, ...] = ()
    story: tuple[StoryLine, ...] = ()
    by: str | None = None


@dataclass(slots=True)
class Filed:
    """What was written: the tips with all their fields, and what has to be published last in the transaction."""

    tips: list[Tip] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)


class TipService:
    """Files tips on a caller's connection; the caller publishes ``Filed.steps`` last, then commits."""

    def __init__(self, server: Server) -> None:
        self._server = server

    def file_many(
        self, connection: Connection, incoming: Sequence[IncomingTip], progress: Progress | None = None
    ) -> Filed:
        """Write tips with contacts, notes and stories; ``progress`` hears how many are done, from time to time."""
        now = self._server.now()
        desk = Desk(self._server.lookups.get(connection), roster(connection, now))
        cutoff = archive_cutoff(self._server)
        districts = _districts(desk, incoming)
        numbers = _numbers(connection, incoming)
        filed = Filed()
        for start in range(0, len(incoming), _CHUNK):
            rows = _Rows()
            for place, item in enumerate(incoming[start : start + _CHUNK], start):
                tip = _filled(item.tip, desk, numbers[place], districts[place])
                filed.tips.append(tip)
                filed.steps += rows.add(item, tip, desk.roster.scope_of(tip), now=now, cutoff=cutoff)
            rows.write(connection)
            if progress is not None:
                progress(min(start + _CHUNK, len(incoming)))
        return filed


class _Rows:
    """Rows of one chunk, written by one statement a table."""

    def __init__(self) -> None:
        self._rows = Rows()
        self._tips: list[Tip] = []
        self._notes: dict[str, list[str]] = {}

    def add(self, item: IncomingTip, tip: Tip, scope: str, *, now: str, cutoff: str) -> list[Step]:
        story = item.story or (received_line(tip, item.by, now),)
        archived = tip.closing is not None and tip.closing.at < cutoff
        row = tip_row(TipRecord(tip, scope, archived))
        puts: list[Put] = [Put("tip", tip.id, tip.id, scope, str(row["doc"]))]
        self._rows.tips.append(row)
        self._tips.append(tip)
        self._notes[tip.id] = [note.text for note in item.notes]
        for note in item.notes:
            puts.append(Put("note", note.id, tip.id, scope, render(note)))
            self._rows.notes.append({"id": note.id, "tip_id": tip.id, "at": note.at, "doc": puts[-1].doc})
        if item.contact is not None:
            contact = msgspec.structs.replace(item.contact, tip_id=tip.id)
            puts.append(Put("contact", tip.id, tip.id, scope, render(contact)))
            self._rows.contacts.append({"tip_id": tip.id, "doc": puts[-1].doc})
        for position, line in enumerate(story, 1):
            puts.append(Put("story", line.id, tip.id, scope, render(line)))
            self._rows.lines.append(
                {"id": line.id, "tip_id": tip.id, "position": position, "at": line.at, "doc": puts[-1].doc}
            )
        return [] if archived else [*puts]

    def write(self, connection: Connection) -> None:
        repository.add_rows(connection, self._rows)
        search.write(connection, self._tips, self._notes)


def received_line(tip: Tip, by: str | None, now: str) -> StoryLine:
    """The first line of a story that no device began."""
    detail = {"channel": tip.channel.value} | filed_detail(tip)
    return StoryLine(id=new_id(), tip_id=tip.id, kind="received", verdict="applied", at=now, by=by, detail=detail)


def _filled(tip: Tip, desk: Desk, number: str, district_id: str) -> Tip:
    full = placed(tip, desk, number, district_id)
    return full if tip.deadline is None else msgspec.structs.replace(full, deadline=tip.deadline)


def _districts(desk: Desk, incoming: Sequence[IncomingTip]) -> list[str]:
    index = desk.lookups.districts
    nowhere = float("nan")
    lons = np.array([item.tip.place.lon if item.tip.place else nowhere for item in incoming], dtype=np.float64)
    lats = np.array([item.tip.place.lat if item.tip.place else nowhere for item in incoming], dtype=np.float64)
    found = index.locate(lons, lats).tolist()
    return [
        item.tip.district_id or ("" if place == NONE else index.ids[place])
        for item, place in zip(incoming, found, strict=True)
    ]


def _numbers(connection: Connection, incoming: Iterable[IncomingTip]) -> list[str]:
    tips = [item.tip for item in incoming]
    years = [number_year(tip.created_at) for tip in tips]
    wanted = Counter(year for tip, year in zip(tips, years, strict=True) if not tip.number)
    fresh = {year: iter(next_numbers(connection, year, wanted[year])) for year in sorted(wanted)}
    return [tip.number or next(fresh[year]) for tip, year in zip(tips, years, strict=True)]
