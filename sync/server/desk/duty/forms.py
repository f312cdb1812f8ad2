"""What the forms of duty hold, read from what was typed. What can not be read is said and stays in the form."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Final

from app.duty.domain import AbsenceKind, Span
from sync.server.duty import words
from sync.server.duty.service import Planned

_MOST: Final = 40


@dataclass(frozen=True, slots=True)
class Times:
    """The two days and hours as they were typed; an empty hour is the whole day."""

    first: str = ""
    first_hour: str = ""
    last: str = ""
    last_hour: str = ""

    @property
    def span(self) -> Span | None:
        """From the first to the last, which belongs to it; None where a day or an hour can not be read."""
        return words.span_of(_edge(self.first, self.first_hour), _edge(self.last, self.last_hour))


@dataclass(frozen=True, slots=True)
class AbsenceForm:
    """Who is away, why, when, and who was chosen to stand in (empty: the standing backups)."""

    officer: str = ""
    kind: AbsenceKind = AbsenceKind.LEAVE
    times: Times = field(default_factory=Times)
    cover: str = ""


@dataclass(frozen=True, slots=True)
class SwapForm:
    """Which two change, and when."""

    officer: str = ""
    other: str = ""
    times: Times = field(default_factory=Times)


def read_absence(sent: Mapping[str, str]) -> AbsenceForm:
    """The form of an absence."""
    kind = sent.get("kind", "")
    known = AbsenceKind(kind) if kind in set(AbsenceKind) else AbsenceKind.LEAVE
    return AbsenceForm(_text(sent, "officer"), known, _times(sent), _text(sent, "cover"))


def read_swap(sent: Mapping[str, str]) -> SwapForm:
    """The form of a swap."""
    return SwapForm(_text(sent, "officer"), _text(sent, "other"), _times(sent))


def mark_of(form: AbsenceForm | SwapForm, planned: Planned) -> str:
    """By which a form says that this very result was shown; where it begins now is no part of it."""
    covers = [(one.officer_id, one.district_id, one.span.to_at) for one in planned.covers]
    gaps = [(one.district_id, one.span.to_at, one.trouble.value, one.officers) for one in planned.gaps]
    alone = [(one.officer_id, one.district_id, one.span.to_at, one.partner_id) for one in planned.alone]
    return blake2b(repr((form, covers, gaps, alone)).encode(), digest_size=16).hexdigest()


def _times(sent: Mapping[str, str]) -> Times:
    return Times(_text(sent, "first"), _text(sent, "first_hour"), _text(sent, "last"), _text(sent, "last_hour"))


def _text(sent: Mapping[str, str], name: str) -> str:
    return sent.get(name, "").strip()[:_MOST]


def _edge(day: str, hour: str) -> str:
    return f"{day}T{hour}" if hour else day
