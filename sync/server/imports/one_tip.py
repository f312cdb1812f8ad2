"""One row of another system as a draft of a tip: position, local times, replies with HTML and whole threads."""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from collections.abc import Mapping as Members
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from app.intake.moments import FIRST_YEAR, LAST_YEAR, MomentReader, NoMoment, is_null_date
from app.intake.texts import is_broken, plain
from app.tips.domain import OutcomeKind, Status, WaitingOn
from app.tips.titles import one_line
from app.values import Place
from sync.server.imports.draft import DraftNote, TipDraft
from sync.server.imports.mapping import Mapping, StatusRule
from sync.server.imports.members import ABSENT, value_of

LONG, SHORT = 10_000, 200
_MAX_NUMBER = 100
_NO_VALUES = frozenset({"na", "n/a", "null", "none", "nan", "-", "nil", "#n/a", "neuvedeno"})


class BadRow(Exception):
    """The row can not be read: which member, why, and what stands there."""

    def __init__(self, member: str, cause: str, found: Any = ABSENT) -> None:
        super().__init__(cause)
        self.member, self.cause = member, cause
        self.found = "" if found is ABSENT else f"{found!r:.60}"


class TipReader:
    """Reads the rows of one file by one mapping, and counts what was made of them."""

    def __init__(self, mapping: Mapping, zone: ZoneInfo) -> None:
        self.mapping = mapping
        self.moments = MomentReader(zone, mapping.time_format)
        self.without_title = 0
        self.shortened = 0
        self.other_categories: Counter[str] = Counter()
        self._zone = zone
        self._empty = frozenset(mapping.empty)
        self._header = re.compile(mapping.thread_header, re.MULTILINE) if mapping.thread_header else None

    def number(self, record: Members[str, Any]) -> str:
        """The number of a row for messages: whatever of it can be read."""
        try:
            return _storable(self._text(record, self.mapping.fields.external_id)[:_MAX_NUMBER])
        except BadRow:
            return ""

    def draft(self, record: Members[str, Any]) -> TipDraft:
        """Raises BadRow. A text that nothing can store is at fault whichever member it is in, mapped or not."""
        for name, value in record.items():
            if _is_broken(name) or _is_broken(value):
                raise BadRow(_storable(name), "it holds half a character or NUL, which can not be stored", value)
        fields = self.mapping.fields
        external_id = self._text(record, fields.external_id)
        if len(external_id) > _MAX_NUMBER:
            raise BadRow(fields.external_id, f"a number of at most {_MAX_NUMBER} characters is expected", external_id)
        created = self._time(record, fields.created)
        if created is None:
            raise BadRow(fields.created, "a date and time is expected", self._value(record, fields.created))
        word = self._text(record, fields.status)
        rule = self.mapping.statuses.get(word, StatusRule(Status.NEW) if not fields.status else None)
        if rule is None:
            raise BadRow(fields.status, f"{word[:60]!r} is not among the mapping's statuses")
        return self._compose(record, external_id, created, rule, self._place(record))

    def _compose(
        self, record: Members[str, Any], external_id: str, created: datetime, rule: StatusRule, place: Place | None
    ) -> TipDraft:
        fields = self.mapping.fields
        category = self._text(record, fields.category)
        changed = self._time(record, fields.changed, or_null=True)
        closed = self._time(record, fields.closed, or_null=True) or changed or created
        notes = self._thread(self._plain(record, fields.thread), created)
        reply = self._plain(record, fields.reply) or (notes[-1].text if notes and rule.outcome else "")
        is_closed = rule.status is Status.CLOSED
        return TipDraft(
            external_id=external_id,
            title=self._title(record, category),
            category=self._category(category),
            created_at=created,
            text=self._cut(self._body(record, place), LONG),
            place=place,
            status=rule.status,
            waiting_on=WaitingOn.OTHER_BODY if rule.status is Status.WAITING else None,
            waiting_body=rule.body if rule.status is Status.WAITING else "",
            closed_at=max(closed, created) if is_closed else None,
            outcome=(rule.outcome or OutcomeKind.SOLVED) if is_closed else None,
            outcome_body=rule.body if is_closed else "",
            reply=self._cut(reply, LONG) if is_closed else "",
            notes=notes,
            contact_name=self._cut(self._text(record, fields.contact_name), SHORT),
            contact_phone=self._cut(self._text(record, fields.contact_phone), SHORT),
            contact_email=self._cut(self._text(record, fields.contact_email), SHORT),
        )

    def _value(self, record: Members[str, Any], member: str) -> Any:
        value = value_of(record, member) if member else None
        if value is ABSENT or (isinstance(value, str) and value.strip() in self._empty):
            return None
        return value

    def _raw(self, record: Members[str, Any], member: str) -> str:
        value = self._value(record, member)
        if value is None:
            return ""
        if isinstance(value, dict | list):
            raise BadRow(member, "a text or a number is expected", value)
        return str(value)

    def _text(self, record: Members[str, Any], member: str) -> str:
        return one_line(unicodedata.normalize("NFC", self._raw(record, member)))

    def _plain(self, record: Members[str, Any], member: str) -> str:
        return plain(self._raw(record, member))

    def _cut(self, text: str, length: int) -> str:
        self.shortened += len(text) > length
        return text[:length]

    def _category(self, word: str) -> str:
        if word and word not in self.mapping.categories:
            self.other_categories[word[:60]] += 1
        return self.mapping.categories.get(word, "other")

    def _title(self, record: Members[str, Any], category: str) -> str:
        fields = self.mapping.fields
        title = one_line(self._plain(record, fields.title))
        if title:
            return self._cut(title, SHORT)
        self.without_title += 1
        text = self._plain(record, fields.text).partition("\n")[0]
        for other in (one_line(text)[:80], category.replace("_", " "), self._address(record)):
            if other:
                return other[:SHORT]
        return "?"

    def _body(self, record: Members[str, Any], place: Place | None) -> str:
        parts = [self._plain(record, self.mapping.fields.text), "" if place else self._address(record)]
        return "\n".join(filter(None, parts))

    def _address(self, record: Members[str, Any]) -> str:
        return one_line(self._plain(record, self.mapping.fields.address)).strip(" ,")[:SHORT]

    def _place(self, record: Members[str, Any]) -> Place | None:
        fields = self.mapping.fields
        lat, lon = self._raw(record, fields.lat).strip(), self._raw(record, fields.lon).strip()
        where, found = f"{fields.lat}, {fields.lon}", f"{lat[:30]}, {lon[:30]}"
        if not lat and not lon:
            return None
        if not lat or not lon:
            raise BadRow(where, "a latitude needs its longitude, and the other way round", found)
        try:
            numbers = _degrees(lat), _degrees(lon)
        except ValueError:
            known = {lat.casefold(), lon.casefold()} <= _NO_VALUES
            hint = f"; empty = [{lat!r}] in the mapping makes it none" if known else ""
            raise BadRow(where, f"it is no position{hint}", found) from None
        if numbers == (0.0, 0.0):
            return None
        if not all(map(math.isfinite, numbers)) or abs(numbers[0]) > 90 or abs(numbers[1]) > 180:
            raise BadRow(where, "it lies nowhere on Earth", found)
        return Place(lat=numbers[0], lon=numbers[1], address=self._address(record))

    def _time(self, record: Members[str, Any], member: str, *, or_null: bool = False) -> datetime | None:
        value = self._value(record, member)
        if or_null and is_null_date(value):
            return None
        try:
            return self.moments.read(value)
        except NoMoment as error:
            raise BadRow(member, str(error), value) from None

    def _thread(self, text: str, created: datetime) -> tuple[DraftNote, ...]:
        if not text:
            return ()
        headers = list(self._header.finditer(text)) if self._header else []
        notes = list(self._entries(text, headers, created))
        notes.sort(key=lambda note: note.at)
        return tuple(notes)

    def _entries(self, text: str, headers: list[re.Match[str]], created: datetime) -> Iterator[DraftNote]:
        before = text[: headers[0].start()].strip() if headers else text
        if before:
            yield DraftNote(created, self._cut(before, LONG))
        ends = [*(header.start() for header in headers[1:]), len(text)]
        for order, (header, end) in enumerate(zip(headers, ends, strict=False)):
            body = text[header.end() : end].strip()
            if body:
                at = max(self._noon(header["day"] or "", created) - timedelta(seconds=order), created)
                yield DraftNote(at, self._cut(body, LONG), one_line(header["author"] or "")[:SHORT])

    def _noon(self, day: str, created: datetime) -> datetime:
        try:
            read = datetime.strptime(day.replace(" ", ""), self.mapping.thread_day)  # noqa: DTZ007 - zoned next
            if not FIRST_YEAR <= read.year <= LAST_YEAR:
                return created
            return read.replace(hour=12, tzinfo=self._zone).astimezone(UTC)
        except (ValueError, OverflowError):
            return created


def _degrees(text: str) -> float:
    if "_" in text:
        raise ValueError(text)
    return float(text.replace(",", "."))


def _is_broken(value: Any) -> bool:
    if isinstance(value, str):
        return is_broken(value)
    if isinstance(value, dict):
        return any(_is_broken(name) or _is_broken(member) for name, member in value.items())
    return isinstance(value, list) and any(map(_is_broken, value))


def _storable(text: str) -> str:
    return text.encode(errors="replace").decode().replace("\0", "?")
