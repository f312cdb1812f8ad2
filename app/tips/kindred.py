"""Which categories may be about one and the same thing: two people rarely name it alike. Pure."""

from typing import Final

_KINDRED: Final = (
    frozenset({"lighting", "equipment", "graffiti"}),
    frozenset({"noise", "drinking"}),
    frozenset({"drinking", "litter"}),
    frozenset({"litter", "wreck"}),
    frozenset({"parking", "traffic", "wreck"}),
    frozenset({"road", "traffic"}),
    frozenset({"road", "equipment"}),
    frozenset({"greenery", "road"}),
    frozenset({"dogs", "litter"}),
)


def kindred(category: str) -> frozenset[str]:
    """The category and those akin to it; a city's own one is akin to none."""
    return frozenset({category}).union(*(group for group in _KINDRED if category in group))
