"""Reading foreign tips into drafts: which rows can be filed, which can not, and what is to be said and asked first."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from app.intake.faults import BadFile, Cause, Fault, by_cause
from app.intake.json_records import Record
from app.intake.moments import SKIPPED, TWICE
from sync.server.imports.doubts import Doubts
from sync.server.imports.draft import TipDraft
from sync.server.imports.mapping import BadMapping, Mapping, detect
from sync.server.imports.members import Presence
from sync.server.imports.one_tip import BadRow, TipReader
from sync.server.imports.rows import Rows, open_rows

_LIFE = frozenset({"changed", "closed", "reply", "thread", "contact_name", "contact_phone", "contact_email"})
"""What a file may well lack; without the others, texts and places are lost."""
_WORDS_SHOWN = 12


class BadTips(Exception):
    """The file as a whole is refused; ``args[0]`` says why, in words."""


class Reading(msgspec.Struct, frozen=True):
    """What a file gave: drafts, the rows that can not be read, what is to be asked first, and what is only said."""

    drafts: tuple[TipDraft, ...]
    faults: tuple[Fault, ...]
    doubts: tuple[str, ...]
    remarks: tuple[str, ...]
    without_place: int
    without_title: int
    mapping: str

    def causes(self) -> list[Cause]:
        """The faults, each cause once."""
        return by_cause(self.faults)


def read_tips(
    path: Path,
    mapping: Mapping | None,
    timezone: str = "",
    progress: Callable[[int, int], None] | None = None,
    *,
    encoding: str = "",
    now: datetime | None = None,
) -> Reading:
    """Read a JSON array, JSON Lines or CSV file of tips. ``timezone`` overrides the mapping's.

    Raises BadTips or BadMapping with the reason in words, OSError where the file can not be read.
    """
    try:
        opened = open_rows(path, mapping.root if mapping else "", encoding)
        return _read(path, opened, mapping, timezone, progress=progress, now=now or datetime.now(UTC))
    except BadFile as error:
        row = f", row {error.row}" if error.row else ""
        raise BadTips(f"{path.name}{row}: {error}") from None


def _read(
    path: Path,
    opened: Rows,
    mapping: Mapping | None,
    timezone: str,
    *,
    progress: Callable[[int, int], None] | None,
    now: datetime,
) -> Reading:
    before, first = _until_record(opened.rows)
    if first is None and not before and not opened.columns:
        raise BadTips(f"{path.name} holds no tips")
    example = first.members if first else dict.fromkeys(opened.columns, "")
    chosen = mapping or detect(example)
    if chosen is None and first is None and before:
        raise BadTips(f"{path.name}: {before[0]}")
    if chosen is None:
        members = ", ".join(list(example)[:15])
        raise BadTips(f"{path.name} is of no known kind (members: {members}); say what they mean with --mapping FILE")
    zone = _zone(timezone or chosen.timezone)
    collected = _Collected(chosen, TipReader(chosen, zone), Doubts(now, zone))
    collected.presence.see(dict.fromkeys(opened.columns, ""))
    for done, row in enumerate(chain(before, () if first is None else (first,), opened.rows), start=1):
        collected.add(row)
        if progress and done % 500 == 0:
            progress(done, max(opened.total, done))
    if not collected.drafts and not collected.faults:
        raise BadTips(f"{path.name} holds no tips")
    return collected.finish(is_ours=mapping is None)


def _until_record(rows: Iterator[Record | Fault]) -> tuple[list[Fault], Record | None]:
    before: list[Fault] = []
    for row in rows:
        if isinstance(row, Record):
            return before, row
        before.append(row)
    return before, None


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadMapping(f'"{name}" is no time zone; an example is Europe/Prague') from error


class _Collected:
    def __init__(self, mapping: Mapping, reader: TipReader, doubts: Doubts) -> None:
        self.mapping, self.reader, self.doubts = mapping, reader, doubts
        self.presence = Presence(msgspec.structs.asdict(mapping.fields))
        self.drafts: list[TipDraft] = []
        self.faults: list[Fault] = []
        self._numbers: dict[str, tuple[int, bytes]] = {}
        self._rows: Counter[bytes] = Counter()
        self._same_number = 0

    def add(self, row: Record | Fault) -> None:
        if isinstance(row, Fault):
            self.faults.append(row)
            return
        self.presence.see(row.members)
        try:
            draft = self.reader.draft(row.members)
        except BadRow as error:
            number = self.reader.number(row.members)
            self.faults.append(Fault(row.row, number, error.member, error.cause, error.found))
            return
        named = self._named(row, draft)
        if isinstance(named, Fault):
            self.faults.append(named)
        elif named is not None:
            self.drafts.append(named)
            self.doubts.see(row.row, named)

    def _named(self, row: Record, draft: TipDraft) -> TipDraft | Fault | None:
        """The draft with what it is known by, None for the same row of a number once more."""
        digest = _digest(row.members)
        if not draft.external_id:
            self._rows[digest] += 1
            return msgspec.structs.replace(draft, identity=f"row-{digest.hex()}-{self._rows[digest]}")
        earlier = self._numbers.setdefault(draft.external_id, (row.row, digest))
        if earlier == (row.row, digest):
            return draft
        if earlier[1] == digest:
            self._same_number += 1
            return None
        member = self.mapping.fields.external_id
        return Fault(row.row, draft.external_id, member, "another row before has this number", f"row {earlier[0]}")

    def finish(self, *, is_ours: bool) -> Reading:
        doubts = self.doubts.words()
        remarks: list[str] = []
        absent = self.presence.absent()
        for ours, theirs in absent.items():
            words = f"no row has {theirs} (mapped to {ours}); there are: {self.presence.listed()}"
            asked = not is_ours and (ours not in _LIFE or self.presence.looks_mistyped(theirs))
            (doubts if asked else remarks).append(words)
        if is_ours:
            remarks.clear()
        remarks += self._said()
        without_place = sum(1 for draft in self.drafts if draft.place is None)
        return Reading(
            tuple(self.drafts), tuple(self.faults), tuple(doubts), tuple(remarks), without_place,
            self.reader.without_title, self.mapping.name,
        )  # fmt: skip

    def _said(self) -> Iterator[str]:
        repeats = sum(count - 1 for count in self._rows.values())
        if repeats:
            yield f"{repeats} rows without a number repeat a row of this file in every cell: each is a tip of its own"
        if self._same_number:
            yield f"{self._same_number} rows repeat an earlier one with its number in every cell: each is filed once"
        if self.reader.shortened:
            yield f"{self.reader.shortened} texts are longer than a tip can hold and lose their end"
        other = self.reader.other_categories
        if other:
            shown = ", ".join(f"{word} ({count})" for word, count in other.most_common(_WORDS_SHOWN))
            more = f" and {len(other) - _WORDS_SHOWN} more" if len(other) > _WORDS_SHOWN else ""
            yield f'categories that the mapping does not name become "other": {shown}{more}'
        changes = self.reader.moments.clock_changes
        if changes[SKIPPED]:
            yield f"{changes[SKIPPED]} times lie in the hour that the clock skips in spring: read as an hour later"
        if changes[TWICE]:
            yield f"{changes[TWICE]} times lie in the hour that comes twice in autumn: read as the first"


def _digest(members: dict[str, Any]) -> bytes:
    text = json.dumps(members, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).digest()[:16]
