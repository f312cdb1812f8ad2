"""Reads what the server answers row by row: an odd one costs only itself, and that it was there is told.

The usual answer is read at once. Only one that can not be is taken apart, its rows read one by one.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final, TypeVar

import msgspec

from app.messages.domain import Message
from app.outbox.domain import Verdict, VerdictKind
from app.photos.domain import Photo
from app.tips.domain import Contact, StoryLine, Tip, TipNote
from app.values import Id, Instant
from sync.client.outcomes import Answer, Failure, FoundOlder, Offline, Ok, Reason, Refused, StoryRead
from sync.protocol.messages import FoundTip, Problem, PullResponse, PushResponse, Row, SearchResponse, TipStory

Body = TypeVar("Body")
Read = TypeVar("Read")
ODD: Final = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""What reading the bytes of somebody else can raise (a ValidationError is a DecodeError)."""

UNREADABLE: Final = Refused(0, Problem("unreadable", "This program can not read what came."))


class Verdicts(msgspec.Struct, frozen=True):
    """The verdicts of a push, and the numbers of operations on which it can not be read what was decided."""

    response: PushResponse
    odd: frozenset[int] = frozenset()


class PulledPage(msgspec.Struct, frozen=True):
    """A page, and how many of its rows were none."""

    response: PullResponse
    odd: int = 0


class _LoosePush(msgspec.Struct, frozen=True):
    verdicts: tuple[msgspec.Raw, ...] = ()
    server_at: Any = ""
    incarnation: str = ""
    held: tuple[int, ...] = ()
    retry_after: float | None = None


class _LooseVerdict(msgspec.Struct, frozen=True):
    seq: int
    id: str
    verdict: VerdictKind


class _OnlyNumber(msgspec.Struct, frozen=True):
    seq: int


class _LoosePull(msgspec.Struct, frozen=True):
    rows: tuple[msgspec.Raw, ...] = ()
    cursors: dict[str, int] = {}
    scopes: tuple[str, ...] | None = None
    more: bool = False
    incarnation: str = ""
    erased: tuple[Any, ...] = ()
    restart: tuple[str, ...] = ()
    acknowledged: int = 0
    server_at: Any = ""


class _LooseRow(msgspec.Struct, frozen=True, array_like=True):
    kind: str
    id: str
    scope: str
    doc: msgspec.Raw


class _Place(msgspec.Struct, frozen=True):
    created_at: Instant
    id: Id


class _LooseFound(msgspec.Struct, frozen=True):
    tips: tuple[msgspec.Raw, ...] = ()
    more: bool = False


class _LooseStory(msgspec.Struct, frozen=True):
    tip: msgspec.Raw
    contact: msgspec.Raw = msgspec.Raw(b"null")
    notes: tuple[msgspec.Raw, ...] = ()
    photos: tuple[msgspec.Raw, ...] = ()
    story: tuple[msgspec.Raw, ...] = ()
    messages: tuple[msgspec.Raw, ...] = ()


def read_answer(answer: Answer, expected: type[Body]) -> Body | Failure:
    """The message inside a good answer. What can not be read as ours is someone else's answer."""
    if not isinstance(answer, Ok):
        return answer
    found = _one(answer.body, expected)
    return Offline(Reason.FOREIGN, expected.__name__) if found is None else found


def verdicts_in(answer: Answer) -> Verdicts | Failure:
    """What a push was answered with. A code that this program does not know is no code; the verdict stands."""
    whole = read_answer(answer, PushResponse)
    if isinstance(whole, PushResponse) or not isinstance(answer, Ok):
        return Verdicts(whole) if isinstance(whole, PushResponse) else whole
    loose = read_answer(answer, _LoosePush)
    if not isinstance(loose, _LoosePush):
        return whole
    verdicts: list[Verdict] = []
    odd: set[int] = set()
    for text in loose.verdicts:
        verdict = _one(text, Verdict)
        known = _one(text, _LooseVerdict) if verdict is None else None
        number = _one(text, _OnlyNumber) if verdict is None and known is None else None
        if verdict is not None:
            verdicts.append(verdict)
        elif known is not None:
            verdicts.append(Verdict(known.seq, known.id, known.verdict))
        elif number is not None:
            odd.add(number.seq)
    response = PushResponse(tuple(verdicts), _text(loose.server_at), loose.incarnation, loose.held, loose.retry_after)
    return Verdicts(response, frozenset(odd))


def page_in(answer: Answer) -> PulledPage | Failure:
    """What a pull was answered with. Of an odd row what can be read of it is kept, so that it is known as skipped."""
    whole = read_answer(answer, PullResponse)
    if isinstance(whole, PullResponse) or not isinstance(answer, Ok):
        return PulledPage(whole) if isinstance(whole, PullResponse) else whole
    loose = read_answer(answer, _LoosePull)
    if not isinstance(loose, _LoosePull):
        return whole
    rows, odd = _each(loose.rows, _LooseRow)
    response = PullResponse(
        rows=tuple(Row(row.kind, row.id, row.scope, row.doc) for row in rows),
        cursors=loose.cursors,
        scopes=loose.scopes,
        more=loose.more,
        incarnation=loose.incarnation,
        erased=tuple(one for one in loose.erased if isinstance(one, str)),
        restart=loose.restart,
        acknowledged=loose.acknowledged,
        server_at=_text(loose.server_at),
    )
    return PulledPage(response, odd)


def found_in(answer: Answer) -> FoundOlder | Failure:
    """The tips that a search found."""
    whole = read_answer(answer, SearchResponse)
    if isinstance(whole, SearchResponse):
        end = whole.tips[-1] if whole.tips else None
        return FoundOlder(whole.tips, whole.more, 0, (end.created_at, end.id) if end is not None else None)
    loose = read_answer(answer, _LooseFound)
    if not isinstance(loose, _LooseFound):
        return whole
    tips, odd = _each(loose.tips, FoundTip)
    last = _one(loose.tips[-1], _Place) if loose.tips else None
    return FoundOlder(tuple(tips), loose.more, odd, (last.created_at, last.id) if last is not None else None)


def story_in(answer: Answer) -> StoryRead | Failure:
    """One tip whole, without those of its lines that can not be read."""
    whole = read_answer(answer, TipStory)
    if isinstance(whole, TipStory):
        return StoryRead(whole.tip, whole.contact, whole.notes, whole.photos, whole.story, whole.messages)
    loose = read_answer(answer, _LooseStory)
    if not isinstance(loose, _LooseStory):
        return whole
    tip = _one(loose.tip, Tip)
    if tip is None:
        return UNREADABLE
    contact, no_contact = _each(() if bytes(loose.contact) == b"null" else (loose.contact,), Contact)
    notes, no_notes = _each(loose.notes, TipNote)
    photos, no_photos = _each(loose.photos, Photo)
    story, no_lines = _each(loose.story, StoryLine)
    messages, no_messages = _each(loose.messages, Message)
    odd = no_contact + no_notes + no_photos + no_lines + no_messages
    return StoryRead(
        tip=tip,
        contact=contact[0] if contact else None,
        notes=tuple(notes),
        photos=tuple(photos),
        story=tuple(story),
        messages=tuple(messages),
        unreadable=odd,
    )


def _each(texts: Iterable[msgspec.Raw], kind: type[Read]) -> tuple[list[Read], int]:
    """The values that can be read, and how many can not."""
    read: Sequence[Read | None] = [_one(text, kind) for text in texts]
    found = [one for one in read if one is not None]
    return found, len(read) - len(found)


def _one(text: bytes | msgspec.Raw, kind: type[Read]) -> Read | None:
    try:
        return msgspec.json.decode(text, type=kind)
    except ODD:
        return None


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
