"""The recorded changes as the Sync page lists them: what needs you first, then what waits, then what was sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from app.outbox.domain import Code
from app.outbox.views import EntryState, OutboxEntry
from app.tips.titles import one_line
from ui import moments
from ui.lookups import Lookups
from ui.operation_looks import look_of
from ui.sync.editing import written_in
from ui.sync.words import state_words
from ui.tips.words import code_words

SENT_SHOWN = 50


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One recorded change. ``section`` is its heading; ``why`` and ``text`` are filled for merged and rejected ones.

    ``drafted``: it is being written anew, so that it is not to be sent again as it was.
    """

    key: str
    section: str
    target: str
    what: str
    title: str
    sign: str
    when: str
    standing: str
    tone: str
    why: str
    text: str
    canWithdraw: bool
    canResend: bool
    canEdit: bool
    canDismiss: bool
    drafted: bool


def change_rows(
    entries: Sequence[OutboxEntry], lookups: Lookups, now: datetime, written: frozenset[str] = frozenset()
) -> tuple[ChangeRow, ...]:
    """Needs you · not sent yet · sent, newest first within each; of the sent ones the last fifty.

    ``written`` are the ids of those that are being mended.
    """
    shown = [entry for entry in entries if entry.kind != "withdrawn"]
    newest = sorted(shown, key=lambda entry: -entry.seq)
    rejected = [entry for entry in newest if entry.state is EntryState.REJECTED and not entry.dismissed]
    waiting = [entry for entry in newest if entry.state in (EntryState.WAITING, EntryState.SENT)]
    told = {entry.operation_id for entry in rejected + waiting}
    sent = [entry for entry in newest if entry.operation_id not in told][:SENT_SHOWN]
    return tuple(_row(entry, lookups, now, written) for entry in rejected + waiting + sent)


def _section(entry: OutboxEntry) -> str:
    if entry.state is EntryState.REJECTED and not entry.dismissed:
        return QCoreApplication.translate("Sync", "Needs you")
    if entry.state in (EntryState.WAITING, EntryState.SENT):
        return QCoreApplication.translate("Sync", "Not sent yet")
    return QCoreApplication.translate("Sync", "Sent")


def _row(entry: OutboxEntry, lookups: Lookups, now: datetime, written: frozenset[str]) -> ChangeRow:
    look = look_of(entry.kind)
    state, tone = state_words(entry.state)
    decided = entry.state in (EntryState.MERGED, EntryState.REJECTED)
    rejected = entry.state is EntryState.REJECTED and not entry.dismissed
    words = written_in(entry)
    drafted = rejected and words is not None and entry.operation_id in written
    return ChangeRow(
        key=entry.operation_id,
        section=_section(entry),
        target=entry.target if entry.kind.startswith("tip.") else "",
        what=look.name(),
        title=one_line(entry.title),
        sign=look.sign,
        when=moments.moment(entry.at, now),
        standing=state,
        tone="neutral" if entry.dismissed else tone,
        why=code_words(entry.code or Code.INTERNAL, entry.now, lookups, now) if decided else "",
        text=words.text.strip() if decided and words else "",
        canWithdraw=entry.can_withdraw,
        canResend=rejected and not drafted,
        canEdit=rejected and words is not None,
        canDismiss=decided and not entry.dismissed,
        drafted=drafted,
    )
