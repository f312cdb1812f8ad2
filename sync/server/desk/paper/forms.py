"""What is to be printed, as it was typed, and what is wrong with it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from app.tips.titles import one_line
from sync.server.paper.domain import LANGUAGES, MOST_AT, Form

_MOST_TYPED: Final = 5_000

Wrong = dict[str, str]
"""What has to be mended, by field: ``missing``, ``long``, ``odd``, ``unknown``, ``several`` or ``wave``."""


@dataclass(frozen=True, slots=True)
class OfficerForm:
    """A card or a poster: for a street, perhaps a house or an entrance of it, or for a district."""

    form: str = Form.CARD.value
    street: str = ""
    at: str = ""
    district: str = ""
    language: str = LANGUAGES[0]
    wave: str = ""


def read(sent: Mapping[str, str]) -> OfficerForm:
    """The form as it was sent."""
    said = {name: text(sent, name) for name in OfficerForm.__dataclass_fields__ if name in sent}
    return OfficerForm(**said)


def faults(form: OfficerForm, *, streets: int, districts: Mapping[str, str]) -> Wrong:
    """What has to be mended; ``streets`` is how many streets have the name that was typed."""
    wrong: Wrong = {}
    if form.form not in set(Form):
        wrong["form"] = "odd"
    if form.language not in LANGUAGES:
        wrong["language"] = "odd"
    if form.street and not streets:
        wrong["street"] = "unknown"
    if len(form.at) > MOST_AT:
        wrong["at"] = "long"
    if form.district and form.district not in districts:
        wrong["district"] = "odd"
    elif not form.district and not form.street and not form.wave:
        wrong["district"] = "missing"
    return wrong


def text(sent: Mapping[str, str], name: str) -> str:
    """A line as it was typed, bounded far above what is taken: what is too long is said, and stays."""
    return one_line(sent.get(name, "")[:_MOST_TYPED])
