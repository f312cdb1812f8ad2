"""Members of a record by the name that a mapping says, with dots into objects where no member is named so."""

from collections import Counter
from collections.abc import Mapping as Members
from difflib import get_close_matches
from typing import Any, Final

from sync.server.imports.labels import slug

ABSENT: Final = object()
"""What ``value_of`` says of a member that is not there."""
_SHOWN = 20


def value_of(record: Members[str, Any], member: str) -> Any:
    """The value of a member, ``ABSENT`` where there is none. A whole name wins over a way into objects."""
    if member in record:
        return record[member]
    parts = member.split(".")
    for end in range(len(parts) - 1, 0, -1):
        inner = record.get(".".join(parts[:end]), ABSENT)
        if isinstance(inner, dict):
            found = value_of(inner, ".".join(parts[end:]))
            if found is not ABSENT:
                return found
        elif inner is None:
            return None
    return ABSENT


class Presence:
    """Which members the rows of a file have, so that a mapped one that none has can be told."""

    def __init__(self, mapped: Members[str, str]) -> None:
        """``mapped``: our name → theirs."""
        self._mapped = {ours: theirs for ours, theirs in mapped.items() if theirs}
        self._missing = dict(self._mapped)
        self._there: Counter[str] = Counter()

    def see(self, record: Members[str, Any]) -> None:
        """One more row."""
        self._there.update(record.keys())
        for ours, theirs in list(self._missing.items()):
            if value_of(record, theirs) is not ABSENT:
                del self._missing[ours]

    def absent(self) -> dict[str, str]:
        """Our name → theirs, for those that no row has."""
        return dict(self._missing)

    def looks_mistyped(self, theirs: str) -> bool:
        """Whether a member that nothing maps is named nearly so."""
        free = {slug(name) for name in self._there if name not in self._mapped.values()}
        return bool(get_close_matches(slug(theirs), [name for name in free if name], cutoff=0.8))

    def listed(self) -> str:
        """The members that there are."""
        names = [name for name, _ in self._there.most_common()]
        return ", ".join(names[:_SHOWN]) + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")
