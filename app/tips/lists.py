"""Windows of lists: tabs, filters, orders, search and counts over the columns of all tips."""

import math
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from datetime import UTC

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.engine import Connection

from app.clock import Clock, milliseconds
from app.db.store import Store
from app.outbox.fold import Folded
from app.outbox.projection import Projection
from app.tips import columns, repository, search, words
from app.tips.columns import Mask, Positions, TipColumns
from app.tips.domain import Contact, Status, Tip
from app.tips.views import Marker, Tab, TipPage, TipQuery, TipRow
from app.values import Place

_SEARCHES = 128
"""How many searches are remembered: a byte each for every tip."""
_MARKERS = 1_000
"""So many tips of the map are read at once."""
_DIRECT = 400
"""How many tips that are not yet indexed are looked through one by one."""


class Matching:
    """Which stored tips the last searches found: who types asks for the words before the last one again and again."""

    def __init__(self) -> None:
        self._age: tuple[int, int] = (-1, -1)
        self._kept: OrderedDict[tuple[str, ...], Mask] = OrderedDict()
        self._letters: NDArray[np.int64] | None = None

    def forget(self) -> None:
        """Hold nothing any more."""
        self._kept.clear()
        self._letters = None

    def read(self, connection: Connection, shown: TipColumns, age: tuple[int, int]) -> None:
        """Have what a search for one letter needs, before anybody types it."""
        self._at(age)
        self._letters_of(connection, shown)

    def of(self, connection: Connection, shown: TipColumns, wanted: tuple[str, ...], age: tuple[int, int]) -> Mask:
        """The stored tips with all the words, as of ``age``: what moves when rows or their index do."""
        self._at(age)
        known = self._kept.get(wanted)
        if known is None:
            parts = [self._beginning(connection, shown, bit) for word in wanted if (bit := words.bit_of(word))]
            longer = tuple(word for word in wanted if not words.bit_of(word))
            if longer:
                parts.append(self._with_words(connection, shown, longer))
            known = np.logical_and.reduce(parts)
        self._kept[wanted] = known
        self._kept.move_to_end(wanted)
        if len(self._kept) > _SEARCHES:
            self._kept.popitem(last=False)
        return known

    def _at(self, age: tuple[int, int]) -> None:
        if self._age != age:
            self.forget()
            self._age = age

    def _with_words(self, connection: Connection, shown: TipColumns, wanted: tuple[str, ...]) -> Mask:
        alone = [self._kept.get((word,)) for word in wanted]
        known = [mask for mask in alone if mask is not None]
        if len(known) == len(wanted):
            return np.asarray(np.logical_and.reduce(known))
        found = np.zeros(shown.stored, dtype=np.bool_)
        found[shown.positions_of_rows(search.matching_rows(connection, wanted))] = True
        return found

    def _beginning(self, connection: Connection, shown: TipColumns, bit: int) -> Mask:
        """One letter begins words of most tips: their numbers need not come out of the index one by one."""
        return np.asarray(self._letters_of(connection, shown) & bit, dtype=np.bool_)

    def _letters_of(self, connection: Connection, shown: TipColumns) -> NDArray[np.int64]:
        if self._letters is None:
            rows, bits = search.letters(connection)
            stored = shown.n[: shown.stored]
            by_row = np.zeros(max(rows.max(initial=0), stored.max(initial=0)) + 1, dtype=np.int64)
            by_row[rows] = bits
            self._letters = by_row[stored]
        return self._letters


class TipLists:
    """Answers for lists and the map. Used from one lane; what it holds is read anew when the rows have moved."""

    def __init__(self, store: Store, projection: Projection, clock: Clock) -> None:
        self._store, self._projection, self._clock = store, projection, clock
        self._stored: tuple[int, TipColumns, frozenset[str]] | None = None
        self._indexed_at = 0
        self._shown: tuple[TipColumns, Folded, TipColumns] | None = None
        self._matching = Matching()

    def forget(self) -> None:
        """Hold nothing of the tips in memory any more."""
        self._stored = self._shown = None
        self._matching.forget()
        self._projection.forget()

    def preload(self) -> None:
        """Read what the first list and the first search need."""
        shown = self.columns()
        with self._store.read() as connection:
            self._matching.read(connection, shown, self._age())

    def columns(self) -> TipColumns:
        """Every tip that the device shows, the outbox folded in."""
        moved, indexed_at = self._store.moved("tips"), self._store.moved(search.TOPIC)
        if self._stored is None or self._stored[0] != moved:
            with self._store.read() as connection:
                self._stored = (moved, columns.load(connection), repository.hidden(connection))
        elif self._indexed_at != indexed_at:
            with self._store.read() as connection:
                newer = self._stored[1].with_unindexed(columns.unindexed_rows(connection))
            self._stored = (moved, newer, self._stored[2])
        self._indexed_at = indexed_at
        _, stored, hidden = self._stored
        folded = self._projection.all()
        if self._shown is None or self._shown[0] is not stored or self._shown[1] is not folded:
            self._shown = (stored, folded, columns.with_folded(stored, folded.tips, hidden))
        return self._shown[2]

    def page(self, query: TipQuery) -> TipPage:
        """One window of one list with the sizes of all tabs."""
        shown = self.columns()
        now_ms, day_end_ms = self.moments()
        among = shown.among(query.district, query.holder)
        tabs = {tab: among & shown.tab(tab, now_ms, day_end_ms) for tab in Tab}
        mask = tabs[query.tab].copy()
        if query.open_only:
            mask &= shown.open
        since = milliseconds(query.created_from) if query.created_from is not None else None
        if since is not None:
            mask &= shown.created >= since
        wanted = words.wanted_words(query.text)
        with self._store.read() as connection:
            unindexed = 0
            if wanted:
                found, unindexed = self._found(connection, shown, wanted)
                mask &= found
            order = shown.ordered(mask, query.sort, query.near, query.offset + query.limit)
            window = order[query.offset : query.offset + query.limit]
            rows = self._rows(connection, shown, window, query.near, wanted)
        counts = {tab: int(np.count_nonzero(among_it)) for tab, among_it in tabs.items()}
        return TipPage(rows=rows, total=int(np.count_nonzero(mask)), counts=counts, unindexed=unindexed)

    def moments(self) -> tuple[int, int]:
        """Now and the end of the day, in milliseconds since 1970."""
        now = self._clock.now()
        return int(now.timestamp() * 1000), columns.end_of_day_ms(now.astimezone(UTC))

    def _age(self) -> tuple[int, int]:
        return (self._stored[0] if self._stored else -1, self._indexed_at)

    def _found(self, connection: Connection, shown: TipColumns, wanted: tuple[str, ...]) -> tuple[Mask, int]:
        found = np.zeros(len(shown.ids), dtype=np.bool_)
        found[: shown.stored] = self._matching.of(connection, shown, wanted, self._age())
        found &= shown.indexed
        folded = self._projection.all()
        rest = int(np.count_nonzero(~shown.indexed))
        if not rest:
            return found, 0
        direct = repository.unindexed_tips(connection, _DIRECT) | dict(folded.tips)
        names = search.categories(connection)
        notes = repository.notes_of_tips(connection, list(direct))
        for identifier, tip in direct.items():
            place = shown.position_of.get(identifier)
            own = (note.text for note in folded.tip_notes.get(identifier, ()))
            text = words.searched_text(tip, names.get(tip.category, ""), (*notes.get(identifier, ()), *own))
            if place is not None:
                found[place] = words.matches(text, wanted)
        looked_at = sum(identifier in shown.position_of for identifier in direct)
        return found, max(0, rest - looked_at)

    def tips(self, connection: Connection, shown: TipColumns, positions: Positions) -> list[Tip]:
        """The tips at these positions, in their order."""
        folded = self._projection.all().tips
        rows = [int(n) for n in shown.n[positions] if n != columns.UNSENT_N]
        stored = repository.tips_by_row(connection, rows)
        ids = [shown.ids[position] for position in positions]
        return [folded[key] if key in folded else stored[key] for key in ids if key in folded or key in stored]

    def _rows(
        self, connection: Connection, shown: TipColumns, window: Positions, near: Place | None, wanted: tuple[str, ...]
    ) -> tuple[TipRow, ...]:
        tips = self.tips(connection, shown, window)
        read = repository.read_versions(connection, [tip.id for tip in tips])
        pending = self._projection.all().pending
        return tuple(
            _row(tip, near, read.get(tip.id, 0), pending.get(tip.id, 0), words.snippet(tip, wanted)) for tip in tips
        )

    def some(self, ids: Iterable[str]) -> dict[str, Tip]:
        """Those of these tips that the device shows, by their ids."""
        shown = self.columns()
        places = [shown.position_of[one] for one in ids if one in shown.position_of]
        with self._store.read() as connection:
            found = self.tips(connection, shown, np.array(places, dtype=np.int64))
        return {tip.id: tip for tip in found}

    def promised(self) -> tuple[Tip, ...]:
        """Every tip with open promises, closed ones too: a word that was given outlives the closing."""
        with self._store.read() as connection:
            stored, hidden = repository.promised_tips(connection), repository.hidden(connection)
        folded = {key: tip for key, tip in self._projection.all().tips.items() if key not in hidden}
        return tuple(tip for tip in (stored | folded).values() if tip.promises)

    def to_call(self) -> tuple[tuple[Tip, Contact | None], ...]:
        """Every tip whose parties have to be called, closed ones too, with who sent it where this role may know."""
        with self._store.read() as connection:
            stored, hidden = repository.tips_with_calls(connection), repository.hidden(connection)
            folded = {key: tip for key, tip in self._projection.all().tips.items() if key not in hidden}
            found = [tip for tip in (stored | folded).values() if tip.calls]
            return tuple((tip, repository.contact(connection, tip.id)) for tip in found)

    def markers(self, district: str | None) -> Iterator[tuple[Marker, ...]]:
        """Every tip with a place that is not closed, for the map, in slices: between two of them others may be read.

        All of them are of the moment at which the first is asked for; what left the device meanwhile is left out.
        """
        shown = self.columns()
        now_ms, _ = self.moments()
        folded = self._projection.all()
        mask = shown.among(district, None) & shown.open & ~np.isnan(shown.lat)
        positions = np.flatnonzero(mask)
        for start in range(0, len(positions), _MARKERS):
            part = positions[start : start + _MARKERS]
            with self._store.read() as connection:
                faces = repository.faces_by_row(connection, [int(n) for n in shown.n[part] if n != columns.UNSENT_N])
            yield tuple(
                Marker(
                    id=key,
                    lat=float(shown.lat[at]),
                    lon=float(shown.lon[at]),
                    status=columns.STATUSES[shown.status[at]],
                    category=face.category,
                    title=face.title,
                    overdue=bool(shown.deadline[at] < now_ms),
                    unsent=key in folded.pending,
                )
                for at in part
                if (face := folded.tips.get(key := shown.ids[at]) or faces.get(key)) is not None
            )


def _row(tip: Tip, near: Place | None, read: int, unsent: int, text: str) -> TipRow:
    return TipRow(
        tip=tip,
        distance_m=_distance_m(near, tip.place) if near is not None and tip.place is not None else None,
        unread=tip.status is not Status.CLOSED and read < tip.version and not (unsent and read),
        unsent=unsent,
        snippet=text,
    )


def _distance_m(a: Place, b: Place) -> float:
    """Great-circle distance in metres by the haversine formula (Sinnott 1984), on the mean radius IUGG R1."""
    lat_a, lat_b = math.radians(a.lat), math.radians(b.lat)
    half = (
        math.sin((lat_b - lat_a) / 2) ** 2
        + math.cos(lat_a) * math.cos(lat_b) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    )
    return 2 * 6_371_008.8 * math.asin(math.sqrt(min(half, 1.0)))
