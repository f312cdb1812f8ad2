"""Districts (lokality) and the look-ups of the city."""

from typing import Any

import msgspec

from app.values import Id, LongText, ShortText


class District(msgspec.Struct, frozen=True, omit_defaults=True):
    """One district; ``geometry`` is a GeoJSON Polygon or MultiPolygon in WGS 84."""

    id: ShortText
    name: ShortText
    geometry: dict[str, Any]
    colour: ShortText = ""
    primary_id: Id | None = None
    backup_id: Id | None = None


class Category(msgspec.Struct, frozen=True, omit_defaults=True):
    """A kind of tip, with its deadline in working days and the icon's name.

    ``private``: of such a tip neither text, place nor photo ever becomes public.
    """

    id: ShortText
    name: ShortText
    icon: ShortText = "circle-help"
    working_days: int = 10
    private: bool = False


class ReplyTemplate(msgspec.Struct, frozen=True, omit_defaults=True):
    """A prepared reply to a resident for one outcome; ``category`` empty fits any."""

    id: Id
    outcome: ShortText
    title: ShortText
    text: LongText
    category: ShortText = ""


class Body(msgspec.Struct, frozen=True, omit_defaults=True):
    """A body (organizace) to which tips are forwarded, and the categories it is usually for; no address of it."""

    id: ShortText
    name: ShortText
    categories: tuple[ShortText, ...] = ()


class Basemap(msgspec.Struct, frozen=True):
    """The basemap that devices fetch: a file addressed by its SHA-256."""

    id: ShortText
    sha256: str
    size: int
    built_at: str
