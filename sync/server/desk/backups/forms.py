"""What the form of a district's standing backups holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

from app.duty.domain import Gap

PLACES: Final = ("first", "second", "third")
_MOST: Final = 200


@dataclass(frozen=True, slots=True)
class BackupsForm:
    """A district and who stands in, by turns; an empty place is nobody."""

    district: str
    chosen: tuple[str, ...] = ("",) * len(PLACES)

    @property
    def officers(self) -> tuple[str, ...]:
        """Those who were chosen, in their order."""
        return tuple(one for one in self.chosen if one)


def read(sent: Mapping[str, str]) -> BackupsForm:
    """The form as it was sent."""
    return BackupsForm(sent.get("district", "")[:_MOST], tuple(sent.get(name, "")[:_MOST] for name in PLACES))


def mark_of(form: BackupsForm, gaps: tuple[Gap, ...]) -> str:
    """By which a form says that this very result was shown; where a gap begins now is no part of it."""
    told = [(one.district_id, one.span.to_at, one.trouble.value, one.officers) for one in gaps]
    return blake2b(repr((form, told)).encode(), digest_size=16).hexdigest()
