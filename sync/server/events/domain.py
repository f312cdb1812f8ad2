"""Events to which residents are invited, as they are stored and shown. Pure."""

from enum import StrEnum
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from app.values import Id, Instant, ShortText

MOST_TEXT: Final = 2_000


class EventKind(StrEnum):
    """What residents are invited to."""

    PREVENTION = "prevention"
    OFFICE_HOURS = "office_hours"


class Event(msgspec.Struct, frozen=True, omit_defaults=True):
    """An event of a district, or of the whole city where ``district_id`` is empty; every word of it is public.

    One that is cancelled stays to be seen until it would be over: who wanted to come has to hear of it.
    """

    id: Id
    kind: EventKind
    title: ShortText
    place: ShortText
    from_at: Instant
    to_at: Instant
    announced_at: Instant
    changed_at: Instant
    district_id: ShortText = ""
    text: Annotated[str, Meta(max_length=MOST_TEXT)] = ""
    title_en: ShortText = ""
    text_en: Annotated[str, Meta(max_length=MOST_TEXT)] = ""
    cancelled: bool = False


class Said(msgspec.Struct, frozen=True):
    """Title and text for a reader, and the language that each of them is in."""

    title: str
    title_language: str
    text: str
    text_language: str


def said(event: Event, language: str) -> Said:
    """In the reader's language where it was written, in Czech where it was not."""
    title, title_language = _chosen(event.title, event.title_en, language)
    text, text_language = _chosen(event.text, event.text_en, language)
    return Said(title, title_language, text, text_language)


def _chosen(czech: str, english: str, language: str) -> tuple[str, str]:
    return (english, "en") if language == "en" and english else (czech, "cs")
