"""Waves of papers: the same code is on all papers of one, so it tells which wave somebody read and never who did."""

import re
import secrets
from dataclasses import dataclass
from datetime import date
from typing import Final

import msgspec
from sqlalchemy.engine import Connection

from app.ratings.domain import RatingChannel
from sync.server.ground.documents import parse, render
from sync.server.paper import repository
from sync.server.published import repository as published
from sync.server.published.domain import WAVE
from sync.server.ratings.repository import one_at_a_time

PAGE: Final = "/k/{code}"
"""Where the code of a wave leads among the residents' pages."""
FIELD: Final = "z"
"""Under which name forms and addresses of the residents' pages take a code along."""
_SIGNS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH: Final = 6
_CODE: Final = re.compile(f"[{_SIGNS}]{{{_LENGTH}}}")


class Wave(msgspec.Struct, frozen=True, omit_defaults=True):
    """What everybody may know of a code: the district that its papers are for; of a class of a school, from which day
    until which its ratings are a class's."""

    district: str
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """A wave with what came by its code."""

    code: str
    name: str
    day: str
    district: str
    ratings: int
    tips: int
    pupils: int = 0
    until: str = ""


def code_in(text: str) -> str:
    """The text if it can be a code, else nothing."""
    return text if _CODE.fullmatch(text) is not None else ""


@dataclass(frozen=True, slots=True)
class SchoolClass:
    """So many pupils rate by the code of their class until a day."""

    pupils: int
    until: date


def begin(
    connection: Connection, name: str, day: date, district_id: str, now: str, *, school: SchoolClass | None = None,
    code: str = "",
) -> str:  # fmt: skip
    """A new wave, perhaps a class of a school; its code, which whoever scans a paper of it brings along."""
    code = code or "".join(secrets.choice(_SIGNS) for _ in range(_LENGTH))
    pupils, until = (school.pupils, school.until.isoformat()) if school is not None else (0, "")
    values = {"name": name, "day": day.isoformat(), "district_id": district_id, "made_at": now, "until": until}
    repository.add(connection, pupils, code=code, **values)
    wave = Wave(district_id, day.isoformat() if until else "", until)
    published.put(connection, {WAVE + code: render(wave)}, now)
    return code


def begin_once(
    connection: Connection, name: str, day: date, district_id: str, now: str, *, made: bytes,
    school: SchoolClass | None = None,
) -> str:  # fmt: skip
    """As ``begin``; ``made`` is of the form by which it is begun. Empty where it was begun by it already, as after a
    double click: two classes of one name and day are two."""
    one_at_a_time(connection, "paper waves")
    code = "".join(_SIGNS[one % len(_SIGNS)] for one in made[:_LENGTH])
    if repository.is_begun(connection, code):
        return ""
    return begin(connection, name, day, district_id, now, school=school, code=code)


def known(connection: Connection, code: str) -> Wave | None:
    """The wave of a code, as the residents' pages may ask; None where there is none."""
    doc = published.document(connection, WAVE + code) if code_in(code) else None
    return None if doc is None else parse(doc, Wave)


def came_by(connection: Connection, code: str, day: date) -> tuple[RatingChannel, str]:
    """By which channel and source a rating comes that brings this code along on that day.

    The code of a class is one until its last day; then, and of no wave, it is nothing.
    """
    wave = known(connection, code)
    if wave is None:
        return RatingChannel.WEB, ""
    if not wave.until:
        return RatingChannel.QR, code
    is_valid = wave.since <= day.isoformat() <= wave.until
    return (RatingChannel.SCHOOL_CLASS, code) if is_valid else (RatingChannel.WEB, "")


def count_tip(connection: Connection, code: str) -> None:
    """One tip more came by this code. Which one it was is not kept."""
    if code_in(code):
        repository.count_tip(connection, code)


def counted(connection: Connection) -> list[Counted]:
    """All waves, the newest first."""
    return [
        Counted(row.code, row.name, row.day, row.district_id, row.ratings, row.tips, row.pupils, row.until)
        for row in repository.waves(connection)
    ]
