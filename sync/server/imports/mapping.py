"""A small TOML file that says which member of a foreign tip means what."""

import re
import tomllib
import unicodedata
from importlib import resources
from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from app.tips.domain import OutcomeKind, Status
from sync.server.imports.members import ABSENT, value_of

BUILT_IN = "sync.server.imports.mappings"


class BadMapping(Exception):
    """The mapping file can not be used; ``args[0]`` says why."""


class Fields(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Member names in the file; dots go into objects, unless a member is named so. Only ``created`` must be there."""

    created: str
    external_id: str = ""
    title: str = ""
    text: str = ""
    category: str = ""
    lat: str = ""
    lon: str = ""
    address: str = ""
    status: str = ""
    changed: str = ""
    closed: str = ""
    reply: str = ""
    thread: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    contact_email: str = ""


class StatusRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a status word of the other system means here."""

    status: Status
    outcome: OutcomeKind | None = None
    body: str = ""


class Mapping(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How to read one kind of file.

    ``empty`` are words that stand for no value, such as ``NA``; ``time_format`` is one of
    ``app.intake.moments.FORMS`` or a strptime form (empty: ISO 8601 and Czech dates). ``detect`` lists members that the
    first tip must have, for
    the built-in ones. ``timezone`` is that of local times without an offset. ``thread_header`` is a regular expression
    with the groups ``author`` and ``day`` for lines that begin an entry in the thread, ``thread_day`` the strptime
    form of the day.
    """

    name: str
    timezone: str
    fields: Fields
    statuses: dict[str, StatusRule] = {}
    categories: dict[str, str] = {}
    detect: tuple[str, ...] = ()
    root: str = ""
    empty: tuple[str, ...] = ()
    time_format: Annotated[str, Meta(max_length=60)] = ""
    thread_header: Annotated[str, Meta(max_length=300)] = ""
    thread_day: str = "%d.%m.%Y"


def read_mapping(path: Path) -> Mapping:
    """Raises BadMapping with the reason in words, OSError."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadMapping(f"{path.name} is not UTF-8 (byte {error.start})") from None
    return _parse(text, path.name)


def built_in() -> list[Mapping]:
    """The mappings that come with Okrskář."""
    folder = resources.files(BUILT_IN)
    files = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".toml")), key=lambda entry: entry.name)
    return [_parse(entry.read_text(encoding="utf-8"), entry.name) for entry in files]


def detect(first: dict[str, Any]) -> Mapping | None:
    """The built-in mapping whose members the first tip of a file all has."""
    return next(
        (mapping for mapping in built_in() if all(value_of(first, member) is not ABSENT for member in mapping.detect)),
        None,
    )


def _parse(text: str, name: str) -> Mapping:
    try:
        mapping = msgspec.convert(tomllib.loads(unicodedata.normalize("NFC", text)), Mapping)
        groups = re.compile(mapping.thread_header).groupindex
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise BadMapping(f"{name}: {error}") from error
    except RecursionError:
        raise BadMapping(f"{name}: it is nested too deeply") from None
    except re.error as error:
        raise BadMapping(f"{name}: thread_header is no regular expression: {error}") from error
    if mapping.thread_header and not {"author", "day"} <= groups.keys():
        raise BadMapping(f"{name}: thread_header needs the groups author and day")
    return mapping
