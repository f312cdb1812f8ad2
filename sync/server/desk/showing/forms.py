"""What is sent of a photo that is to be shown, as it was typed and drawn, and what is wrong with it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from app.tips.titles import one_line
from sync.server.photos import covers
from sync.server.photos.covers import GRID, Cover
from sync.server.showing.domain import Decision, Side
from sync.server.showing.service import Said

MOST_WORDS: Final = 200
_FIELDS: Final = {f"g{one}": one for one in range(GRID * GRID)}
_SIDES: Final = frozenset(one.value for one in Side)


@dataclass(frozen=True, slots=True)
class ShowForm:
    """``covers`` as a script or the page before drew them; ``fields`` of the grid, ticked beside that."""

    covers: str = ""
    fields: frozenset[int] = frozenset()
    side: str = ""
    words: str = ""
    words_en: str = ""
    mark: str = ""

    @property
    def drawn(self) -> tuple[Cover, ...] | None:
        """Everything that is to be covered; None where that can not be read, or is too much."""
        found = covers.read(self.covers)
        return None if found is None else covers.read(covers.written((*found, *covers.of_grid(self.fields))))

    @property
    def said(self) -> Said:
        """What was said so far, as it may be kept."""
        side = Side(self.side) if self.side in _SIDES else None
        return Said(side, one_line(self.words)[:MOST_WORDS], one_line(self.words_en)[:MOST_WORDS], self.mark)

    @property
    def wrong(self) -> dict[str, str]:
        """What has to be mended before anybody sees it: ``missing`` or ``long``, by field."""
        found = {name: "long" for name in ("words", "words_en") if len(one_line(getattr(self, name))) > MOST_WORDS}
        if not one_line(self.words):
            found["words"] = "missing"
        if self.side not in _SIDES:
            found["side"] = "missing"
        return found


def form_of(decision: Decision) -> ShowForm:
    """What stands, as a form."""
    side = decision.side.value if decision.side is not None else ""
    return ShowForm(decision.covers, frozenset(), side, decision.words, decision.words_en)


def read(form: Mapping[str, str]) -> ShowForm:
    """What was sent."""
    ticked = frozenset(_FIELDS[name] for name in form if name in _FIELDS)
    told = (form.get(name, "") for name in ("side", "words", "words_en", "mark"))
    return ShowForm(form.get("covers", ""), ticked, *told)
