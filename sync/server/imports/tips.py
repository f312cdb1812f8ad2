"""Reading foreign tips into drafts: positions, local times, replies with HTML and whole threads."""

import csv
import io
import json
import math
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from app.tips.domain import OutcomeKind, Status, WaitingOn
from app.values import Place
from sync.server.imports.draft import DraftNote, TipDraft
from sync.server.imports.mapping import BadMapping, Mapping, StatusRule, detect

MAX_BYTES = 500 * 1024 * 1024


class Fault(msgspec.Struct, frozen=True):
    """One tip that can not be read: its place in the file from 1, its number there, the member and what is wrong."""

    row: int
    external_id: str
    member: str
    what: str

    def __str__(self) -> str:
        number = f" (number {self.external_id})" if self.external_id else ""
        return f"tip {self.row}{number}, {self.member}: {self.what}"


class BadTips(Exception):
    """The file as a whole is refused; ``args[0]`` says why, in words."""


class Reading(msgspec.Struct, frozen=True):
    """What a file gave: the drafts, the tips that can not be read, and how many had no usable position or title."""

    drafts: tuple[TipDraft, ...]
    faults: tuple[Fault, ...]
    without_place: int
    without_title: int
    mapping: str


def read_tips(
    path: Path, mapping: Mapping | None, timezone: str = "", progress: Callable[[int, int], None] | None = None
) -> Reading:
    """Read a JSON array, JSON Lines or CSV file of tips. ``timezone`` overrides the mapping's.

    Raises BadTips or BadMapping with the reason in words, OSError where the file can not be read.
    """
    records = _load(path, mapping.root if mapping else "")
    if not records:
        raise BadTips(f"{path.name} holds no tips")
    chosen = mapping or detect(records[0])
    if chosen is None:
        members = ", ".join(list(records[0])[:15])
        raise BadTips(f"{path.name} is of no known kind (members: {members}); say what they mean with --mapping FILE")
    reader = _Reader(chosen, _zone(timezone or chosen.timezone))
    drafts: list[TipDraft] = []
    faults: list[Fault] = []
    for row, record in enumerate(records, start=1):
        result = reader.draft(row, record)
        if isinstance(result, Fault):
            faults.append(result)
        else:
            drafts.append(result)
        if progress and row % 100 == 0:
            progress(row, len(records))
    without_place = sum(1 for draft in drafts if draft.place is None)
    return Reading(tuple(drafts), tuple(faults), without_place, reader.without_title, chosen.name)


def _load(path: Path, root: str) -> list[dict[str, Any]]:
    if path.stat().st_size > MAX_BYTES:
        raise BadTips(f"{path.name} is larger than {MAX_BYTES // 1024 // 1024} MiB")
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadTips(f"{path.name} is not UTF-8 (byte {error.start})") from error
    if path.suffix.lower() == ".csv":
        return list(csv.DictReader(io.StringIO(text), delimiter=";" if ";" in text.partition("\n")[0] else ","))
    try:
        document = _json(text, path)
    except RecursionError as error:
        raise BadTips(f"{path.name} is nested too deeply") from error
    for member in filter(None, root.split(".")):
        document = document.get(member) if isinstance(document, dict) else None
    if not isinstance(document, list):
        raise BadTips(f"{path.name} holds no array of tips; where it lies inside, name it with `root` in the mapping")
    wrong = next((row for row, record in enumerate(document, start=1) if not isinstance(record, dict)), None)
    if wrong is not None:
        raise BadTips(f"{path.name}: tip {wrong} is not an object")
    return document


def _json(text: str, path: Path) -> Any:
    try:
        if path.suffix.lower() in (".jsonl", ".ndjson"):
            return [json.loads(line) for line in text.splitlines() if line.strip()]
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise BadTips(f"{path.name}, line {error.lineno}, column {error.colno}: is not JSON: {error.msg}") from error


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise BadMapping(f'"{name}" is no time zone; an example is Europe/Prague') from error


class _Reader:
    def __init__(self, mapping: Mapping, zone: ZoneInfo) -> None:
        self.mapping = mapping
        self.zone = zone
        self.without_title = 0
        self._header = re.compile(mapping.thread_header, re.MULTILINE) if mapping.thread_header else None

    def draft(self, row: int, record: dict[str, Any]) -> TipDraft | Fault:
        fields = self.mapping.fields
        external_id = _text(_get(record, fields.external_id))[:100]

        def fault(member: str, what: str) -> Fault:
            return Fault(row, external_id, member, what)

        created = self._time(_get(record, fields.created))
        if created is None:
            return fault(fields.created, f"is {_get(record, fields.created)!r:.60}; a date and time is expected")
        word = _text(_get(record, fields.status))
        rule = self.mapping.statuses.get(word, StatusRule(Status.NEW) if not fields.status else None)
        if rule is None:
            return fault(fields.status, f'"{word[:60]}" is not among the mapping\'s statuses')
        place = self._place(record)
        if isinstance(place, str):
            return fault(f"{fields.lat}, {fields.lon}", place)
        return self._compose(record, external_id, created, rule, place)

    def _compose(
        self, record: dict[str, Any], external_id: str, created: datetime, rule: StatusRule, place: Place | None
    ) -> TipDraft:
        fields = self.mapping.fields
        category = _text(_get(record, fields.category))
        title = self._title(record, category)
        changed = self._time(_get(record, fields.changed))
        closed = self._time(_get(record, fields.closed)) or changed or created
        notes = self._thread(_get(record, fields.thread), created)
        reply = _plain(_get(record, fields.reply)) or (notes[-1].text if notes and rule.outcome else "")
        is_closed = rule.status is Status.CLOSED
        return TipDraft(
            external_id=external_id,
            title=title[:200],
            category=self.mapping.categories.get(category, "other"),
            created_at=created,
            text=self._body(record, place)[:10_000],
            place=place,
            status=rule.status,
            waiting_on=WaitingOn.OTHER_BODY if rule.status is Status.WAITING else None,
            waiting_body=rule.body if rule.status is Status.WAITING else "",
            closed_at=max(closed, created) if is_closed else None,
            outcome=(rule.outcome or OutcomeKind.SOLVED) if is_closed else None,
            outcome_body=rule.body if is_closed else "",
            reply=reply[:10_000] if is_closed else "",
            notes=notes,
            contact_name=_text(_get(record, fields.contact_name))[:200],
            contact_phone=_text(_get(record, fields.contact_phone))[:200],
            contact_email=_text(_get(record, fields.contact_email))[:200],
        )

    def _title(self, record: dict[str, Any], category: str) -> str:
        fields = self.mapping.fields
        title = _plain(_get(record, fields.title))
        if title:
            return title
        self.without_title += 1
        text = _plain(_get(record, fields.text)).partition("\n")[0]
        return text[:80] or category.replace("_", " ") or _text(_get(record, fields.address)) or "?"

    def _body(self, record: dict[str, Any], place: Place | None) -> str:
        fields = self.mapping.fields
        parts = [_plain(_get(record, fields.text)), "" if place else self._address(record)]
        return "\n".join(filter(None, parts))

    def _address(self, record: dict[str, Any]) -> str:
        return re.sub(r"\s+", " ", _plain(_get(record, self.mapping.fields.address))).strip(" ,")[:200]

    def _place(self, record: dict[str, Any]) -> Place | str | None:
        fields = self.mapping.fields
        lat, lon = _get(record, fields.lat), _get(record, fields.lon)
        if lat in (None, "") or lon in (None, ""):
            return None
        try:
            numbers = float(str(lat).replace(",", ".")), float(str(lon).replace(",", "."))
        except ValueError:
            return f"({lat!r:.30}, {lon!r:.30}) is no position"
        if numbers == (0.0, 0.0):
            return None
        if not all(map(math.isfinite, numbers)) or abs(numbers[0]) > 90 or abs(numbers[1]) > 180:
            return f"({lat!r:.30}, {lon!r:.30}) lies nowhere on Earth"
        return Place(lat=numbers[0], lon=numbers[1], address=self._address(record))

    def _time(self, value: Any) -> datetime | None:
        if isinstance(value, bool) or value in (None, ""):
            return None
        try:
            if isinstance(value, int | float):
                return datetime.fromtimestamp(value, UTC)
            moment = datetime.fromisoformat(str(value).strip())
        except (ValueError, OverflowError, OSError):
            return None
        return moment.replace(tzinfo=self.zone).astimezone(UTC) if moment.tzinfo is None else moment.astimezone(UTC)

    def _thread(self, value: Any, created: datetime) -> tuple[DraftNote, ...]:
        text = _plain(value)
        if not text:
            return ()
        headers = list(self._header.finditer(text)) if self._header else []
        if not headers:
            return (DraftNote(created, text[:10_000]),)
        notes = list(self._entries(text, headers, created))
        notes.sort(key=lambda note: note.at)
        return tuple(notes)

    def _entries(self, text: str, headers: list[re.Match[str]], created: datetime) -> Iterator[DraftNote]:
        ends = [*(header.start() for header in headers[1:]), len(text)]
        for order, (header, end) in enumerate(zip(headers, ends, strict=True)):
            body = text[header.end() : end].strip()
            try:
                day = datetime.strptime(header["day"].replace(" ", ""), self.mapping.thread_day)  # noqa: DTZ007 - zoned next
            except ValueError:
                continue
            noon = day.replace(hour=12, tzinfo=self.zone).astimezone(UTC) - timedelta(seconds=order)
            if body:
                yield DraftNote(max(noon, created), body[:10_000], header["author"].strip()[:200])


def _get(record: dict[str, Any], member: str) -> Any:
    value: Any = record
    for part in filter(None, member.split(".")):
        if not isinstance(value, dict):
            return None
        value = value.get(part)
    return value if member else None


def _text(value: Any) -> str:
    return "" if value is None else str(value).strip()


class _Stripper(HTMLParser):
    """Keeps the text of HTML; breaks and paragraphs become new lines, scripts and styles nothing."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._muted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in ("br", "p", "div", "li", "tr"):
            self.parts.append("\n")
        self._muted += tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self._muted -= tag in ("script", "style") and self._muted > 0

    def handle_data(self, data: str) -> None:
        if not self._muted:
            self.parts.append(data)


def _plain(value: Any) -> str:
    """The text of a value, without HTML tags where it has any, line ends and blanks tidied."""
    text = _text(value).replace("\r\n", "\n").replace("\r", "\n")
    if re.search(r"</?[a-zA-Z][^>]*>|&[a-z]+;|&#\d+;", text):
        stripper = _Stripper()
        stripper.feed(text)
        stripper.close()
        text = "".join(stripper.parts)
    text = "".join(char for char in text if char in "\n\t" or char.isprintable())
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+", " ", text)).strip()
