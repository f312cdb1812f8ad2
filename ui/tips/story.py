"""A tip's history as a story: residents left, officers right, decisions as thin lines between."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from app.accounts.domain import RESIDENT
from app.outbox.domain import Code
from app.outbox.views import EntryState, OutboxEntry
from app.tips.domain import StoryLine, TipNote
from app.tips.views import PhotoView, TipDetail
from ui import moments
from ui.lookups import Lookups
from ui.operation_looks import look_of
from ui.tips.spoken import is_spoken, message_rows
from ui.tips.story_row import StoryRow
from ui.tips.words import channel_word, code_words


def story_rows(detail: TipDetail, lookups: Lookups, now: datetime) -> tuple[StoryRow, ...]:
    """The story of a tip from the oldest to the newest; what only this device has is marked unsent."""
    rows = [_received(detail, now)]
    rows += [_note(note, detail, lookups, now) for note in detail.notes]
    rows += [_photo(view, lookups, now, online=detail.online) for view in detail.photos]
    rows += message_rows(detail, lookups, now)
    for line in detail.story:
        rows += _decision(line, detail, lookups, now)
    told = {line.id for line in detail.story}
    for entry in detail.pending:
        if entry.operation_id not in told:
            rows += _pending(entry, detail, lookups, now)
    rows.sort(key=lambda row: (row.at, row.side == "right"))
    if detail.unreadable:
        rows.append(_unread(detail.unreadable))
    return tuple(rows)


def _unread(count: int) -> StoryRow:
    words = QCoreApplication.translate("Story", "This program can not read %n part(s) of it.", None, count)
    return StoryRow(key="unreadable", side="line", at="", author="", when="", words=words, tone="warning")


def _received(detail: TipDetail, now: datetime) -> StoryRow:
    tip = detail.tip
    named = detail.contact.name if detail.contact else ""
    author = named or QCoreApplication.translate("Story", "Resident")
    return StoryRow(
        key=f"received:{tip.id}",
        side="left",
        at=tip.created_at,
        author=f"{author} · {channel_word(tip.channel)}",
        when=moments.moment(tip.created_at, now),
        words=tip.text or tip.title,
    )


def _note(note: TipNote, detail: TipDetail, lookups: Lookups, now: datetime) -> StoryRow:
    late = QCoreApplication.translate("Story", "arrived late") if note.received_late else ""
    return StoryRow(
        key=f"note:{note.id}",
        side="right",
        at=note.at,
        author=lookups.officer(note.by),
        when=moments.moment(note.at, now),
        words=note.text,
        verdict=late,
        glyph="map-pin" if note.place else "",
        unsent=note.id in detail.unsent,
    )


def _photo(view: PhotoView, lookups: Lookups, now: datetime, *, online: bool) -> StoryRow:
    photo = view.photo
    words = "" if view.here else QCoreApplication.translate("Story", "The photo is not on this device yet.")
    if online:
        words = QCoreApplication.translate("Story", "The photo is kept at the station only.")
    is_residents = photo.by == RESIDENT.id
    author = QCoreApplication.translate("Story", "Resident") if is_residents else lookups.officer(photo.by)
    return StoryRow(
        key=f"photo:{photo.id}",
        side="left" if is_residents else "right",
        at=photo.at,
        author=author,
        when=moments.moment(photo.at, now),
        words=words,
        photo=photo.sha256,
        photoHere=view.here,
        unsent=view.unsent,
    )


def _decision(line: StoryLine, detail: TipDetail, lookups: Lookups, now: datetime) -> Iterator[StoryRow]:
    """A decision in a line; what a message shows already is not told again."""
    look, spoken = look_of(line.kind), is_spoken(detail, line.id, line.by)
    told = _without(line.detail, look.spoken) if spoken else line.detail
    words = look.told(told, lookups) if look.told else ""
    if spoken and line.verdict == "merged":
        words = words or look.name()
    if not words:
        return
    author, tone, verdict = lookups.officer(line.by), look.tone, ""
    if line.verdict == "merged":
        verdict, tone = look.merged(), "warning"
    elif line.verdict == "rejected":
        verdict, tone = QCoreApplication.translate("Story", "not accepted"), "danger"
    suspect = QCoreApplication.translate("Story", "the device's clock was off") if line.clock_suspect else ""
    at = _happened(line)
    yield StoryRow(
        key=f"line:{line.id}",
        side="line",
        at=at,
        author=author,
        when=moments.moment(at, now),
        words=words,
        glyph=look.sign,
        tone=tone,
        verdict=" · ".join(part for part in (verdict, suspect) if part),
    )
    if line.kind == "tip.close" and line.detail.get("reply") and line.verdict != "rejected" and not spoken:
        yield _reply(f"reply:{line.id}", at, author, line.detail["reply"], now, unsent=False)


def _without(detail: Mapping[str, str], spoken: str) -> dict[str, str]:
    return {name: words for name, words in detail.items() if name != spoken}


def _happened(line: StoryLine) -> str:
    """When it was done: what was decided offline stands among the notes of that walk, never after it arrived."""
    if line.device_at is None or line.clock_suspect:
        return line.at
    return min(line.device_at, line.at)


def _pending(entry: OutboxEntry, about: TipDetail, lookups: Lookups, now: datetime) -> Iterator[StoryRow]:
    look, spoken = look_of(entry.kind), is_spoken(about, entry.operation_id, lookups.me.id)
    detail = look.detail(entry.payload)
    words = look.told(_without(detail, look.spoken) if spoken else detail, lookups) if look.told else ""
    if not words:
        return
    refused = entry.state in (EntryState.MERGED, EntryState.REJECTED)
    yield StoryRow(
        key=f"line:{entry.operation_id}",
        side="line",
        at=entry.at,
        author=QCoreApplication.translate("Story", "you"),
        when=moments.moment(entry.at, now),
        words=words,
        glyph=look.sign,
        tone="danger" if entry.state is EntryState.REJECTED else "warning" if refused else look.tone,
        verdict=code_words(entry.code or Code.INTERNAL, entry.now, lookups, now) if refused else "",
        unsent=entry.state in (EntryState.WAITING, EntryState.SENT),
    )
    if entry.kind == "tip.close" and detail.get("reply") and not spoken:
        waiting = entry.state in (EntryState.WAITING, EntryState.SENT)
        you = QCoreApplication.translate("Story", "you")
        yield _reply(f"reply:{entry.operation_id}", entry.at, you, detail["reply"], now, unsent=waiting)


def _reply(key: str, at: str, author: str, words: str, now: datetime, *, unsent: bool) -> StoryRow:
    reply = QCoreApplication.translate("Story", "reply to the resident")
    return StoryRow(
        key, "right", at, f"{author} · {reply}", moments.moment(at, now), words, "reply", "success", "", unsent
    )
