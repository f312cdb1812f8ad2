"""Which messages bring the page from the tips that it shows to those that it shall show. Pure."""

from collections.abc import Iterator, Mapping
from typing import Final

from ui.map.messages import PatchTips, SetTips, TipMark

PART: Final = 500
"""Rows of one message: a part crosses in about two milliseconds, so the GUI thread stays free between parts."""
PATCH_UP_TO: Final = 1000

Shown = Mapping[str, TipMark]


def by_id(rows: tuple[TipMark, ...]) -> dict[str, TipMark]:
    """The rows by their ids; of two with the same id the later one."""
    return {row.id: row for row in rows}


def messages(shown: Shown, wanted: Shown, revision: int) -> Iterator[SetTips | PatchTips]:
    """Nothing if nothing changed, one patch for small changes, else all tips in parts."""
    if shown == wanted:
        return
    put = tuple(row for row in wanted.values() if shown.get(row.id) != row)
    gone = tuple(id_ for id_ in shown if id_ not in wanted)
    if shown and len(put) + len(gone) <= PATCH_UP_TO:
        yield PatchTips(put=put, gone=gone)
    else:
        yield from whole(wanted, revision)


def whole(wanted: Shown, revision: int) -> Iterator[SetTips]:
    """All tips, in parts of at most ``PART`` rows; at least one part."""
    rows = tuple(wanted.values())
    starts = range(0, max(len(rows), 1), PART)
    for number, start in enumerate(starts):
        yield SetTips(revision=revision, part=number, parts=len(starts), rows=rows[start : start + PART])
