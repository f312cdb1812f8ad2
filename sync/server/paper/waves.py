"""Waves of papers: the same code is on all papers of one, so it tells which wave somebody read and never who did."""

import re
import secrets
from dataclasses import dataclass
from datetime import date
from typing import Final

import msgspec
from sqlalchemy.engine import Connection

from sync.server.ground.documents import parse, render
from sync.server.paper import repository
from sync.server.published import repository as published
from sync.server.published.domain import WAVE

PAGE: Final = "/k/{code}"
"""Where the code of a wave leads among the residents' pages."""
FIELD: Final = "z"
"""Under which name forms and addresses of the residents' pages take a code along."""
_SIGNS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE: Final = re.compile(f"[{_SIGNS}]{{6}}")


class Wave(msgspec.Struct, frozen=True):
    """What everybody may know of a code: the district that its papers are for."""

    district: str


@dataclass(frozen=True, slots=True)
class Counted:
    """A wave with what came by its code."""

    code: str
    name: str
    day: str
    district: str
    ratings: int
    tips: int


def code_in(text: str) -> str:
    """The text if it can be a code, else nothing."""
    return text if _CODE.fullmatch(text) is not None else ""


def begin(connection: Connection, name: str, day: date, district_id: str, now: str) -> str:
    """A new wave; its code, which whoever scans a paper of it brings along."""
    code = "".join(secrets.choice(_SIGNS) for _ in range(6))
    repository.add(connection, code=code, name=name, day=day.isoformat(), district_id=district_id, made_at=now)
    published.put(connection, {WAVE + code: render(Wave(district_id))}, now)
    return code


def known(connection: Connection, code: str) -> Wave | None:
    """The wave of a code, as the residents' pages may ask; None where there is none."""
    doc = published.document(connection, WAVE + code) if code_in(code) else None
    return None if doc is None else parse(doc, Wave)


def is_wave(connection: Connection, code: str) -> bool:
    """Whether there is a wave of this code."""
    return known(connection, code) is not None


def count_tip(connection: Connection, code: str) -> None:
    """One tip more came by this code. Which one it was is not kept."""
    if code_in(code):
        repository.count_tip(connection, code)


def counted(connection: Connection) -> list[Counted]:
    """All waves, the newest first."""
    return [
        Counted(row.code, row.name, row.day, row.district_id, row.ratings, row.tips)
        for row in repository.waves(connection)
    ]
