"""Sees what is being written onto the disk while it is written, and gives it back when its sheet opens again."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

import msgspec
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication

from app.clock import instant
from app.db.outcomes import StoreFull
from app.drafts.domain import VERSION, Draft, DraftKey, NotKept
from app.drafts.joining import joined
from app.identifiers import new_id
from app.outbox.views import Refused
from app.photos.domain import TakenPhoto
from ui import moments
from ui.jobs import Answer, Jobs, Lane, Ok

DELAY_MS = 200
"""How long a letter waits, at most, before its draft is handed to the database lane."""
AGAIN_MS = 5_000
_log = logging.getLogger(__name__)
Content = dict[str, Any]


class Unkept(StrEnum):
    """Why what is written is on the screen and not on the disk."""

    FULL = "full"
    TOO_LONG = "too_long"
    TOO_MANY = "too_many"
    BROKEN = "broken"


class DraftStore(Protocol):
    """The part of the draft service that writing needs."""

    author: str

    def all(self) -> tuple[Draft, ...]: ...
    def put(self, drafts: Sequence[Draft]) -> StoreFull | NotKept | None: ...
    def discard(self, draft: Draft) -> StoreFull | None: ...
    def take_photo(self, content: Path) -> TakenPhoto | Refused | StoreFull: ...


@dataclass(frozen=True, slots=True)
class Back:
    """What was recorded, as the draft that it becomes where it is taken back; ``content`` is what alone it was."""

    draft: Draft
    content: Content


@dataclass(slots=True)
class _Held:
    draft: Draft
    kept: int
    """The newest edition that is on the disk."""
    sent: int
    """The newest edition that is on its way there."""


class DraftKeeper(QObject):
    """The drafts of one unlocked session. ``changed``: one began or ended; ``restored``: this one was put back.

    ``unkept``: what is written stopped reaching the disk, or reaches it again; ``trouble`` says why, and it is said
    once however often it is tried again. ``unspent``: a draft could not be let go and is there again.

    What is written reaches the database lane within ``DELAY_MS``, at once by ``flush``, and by ``stop`` (the lock)
    even where the lane never came to it.
    """

    changed = Signal()
    restored = Signal(object)
    unkept = Signal()
    unspent = Signal(object)

    def __init__(self, store: DraftStore, jobs: Jobs, clock: moments.Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._jobs, self._clock = store, jobs, clock
        self._held = {draft.key: _Held(draft, draft.edition, draft.edition) for draft in store.all()}
        self._last: Draft | None = None
        self._spent: tuple[str, Draft] | None = None
        self._trouble: Unkept | None = None
        self._waiting = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._waiting.timeout.connect(self.flush)
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._again.timeout.connect(self.flush)
        self._application = QGuiApplication.instance()
        if isinstance(self._application, QGuiApplication):
            self._application.applicationStateChanged.connect(self._state_changed)

    @property
    def trouble(self) -> Unkept | None:
        """Why something that is written is not on the disk, None where all of it is."""
        return self._trouble

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """Every draft, the one written last first."""
        drafts = (held.draft for held in self._held.values())
        return tuple(sorted(drafts, key=lambda draft: (draft.at, draft.id), reverse=True))

    def get(self, key: DraftKey) -> Draft | None:
        """What was written there and not recorded."""
        held = self._held.get(key)
        return held.draft if held else None

    def sheets_of(self, feature: str, target: str) -> frozenset[str]:
        """The sheets in which something about this target is being written."""
        return frozenset(key.sheet for key in self._held if (key.feature, key.target) == (feature, target))

    def targets(self, feature: str) -> frozenset[str]:
        """What something is being written about."""
        return frozenset(key.target for key in self._held if key.feature == feature)

    def write(self, key: DraftKey, content: Content, *, title: str = "", base: int | None = None) -> None:
        """The sheet's state as it is now. Fields that only another version knows are carried along."""
        held = self._held.get(key)
        before = held.draft.content if held else {}
        after = before | content
        if held is not None and after == before:
            return
        at = instant(self._clock().astimezone(UTC))
        if held is None:
            draft = Draft(key, new_id(), self._store.author, at, title=title, base=base, content=after)
            self._held[key] = _Held(draft, 0, 0)
        else:
            held.draft = msgspec.structs.replace(
                held.draft,
                at=at,
                edition=held.draft.edition + 1,
                title=title or held.draft.title,
                base=base,
                version=max(VERSION, held.draft.version),
                content=after,
            )
        if not self._waiting.isActive():
            self._waiting.start()
        if held is None:
            self.changed.emit()

    @Slot()
    def flush(self) -> None:
        """Hand everything that is not on the disk yet to the database lane."""
        self._waiting.stop()
        going = [held for held in self._held.values() if held.draft.edition > held.sent]
        if not going:
            return
        drafts = tuple(held.draft for held in going)
        for held in going:
            held.sent = held.draft.edition
        self._jobs.run(Lane.DATABASE, lambda: self._store.put(drafts), lambda answer: self._kept(drafts, answer))

    def settle(self, key: DraftKey) -> Draft | None:
        """The draft as it stands, on its way to the disk: what a change that is recorded now is written in."""
        self.flush()
        return self.get(key)

    def spent(self, draft: Draft | None, operations: str = "") -> None:
        """It was recorded as these operations, in one transaction with letting this draft go."""
        if draft is not None and operations:
            self._spent = (operations, draft)
        held = self._held.get(draft.key) if draft else None
        if draft is not None and held is not None and held.draft.id == draft.id:
            del self._held[draft.key]
            self._look_again()
            self.changed.emit()

    def discard(self, key: DraftKey) -> None:
        """Let what was written go; ``restore`` puts it back."""
        held = self._held.get(key)
        if held is not None:
            self._last = held.draft
            self.forget(key)

    def forget(self, key: DraftKey) -> None:
        """Let what was written go for good."""
        held = self._held.pop(key, None)
        if held is None:
            return
        draft = held.draft
        self._jobs.run(Lane.DATABASE, lambda: self._store.discard(draft), lambda answer: self._let_go(draft, answer))
        self._look_again()
        self.changed.emit()

    def restore(self, draft: Draft | None = None) -> DraftKey | None:
        """Put back what was discarded last, or this: as it was, and above what was written there since."""
        draft = draft or self._last
        self._last = None
        if draft is None:
            return None
        since = self._held.get(draft.key)
        if since is not None and since.draft.id == draft.id:
            return draft.key
        if since is not None:
            self.write(draft.key, joined(draft.content, since.draft.content))
            self.flush()
        else:
            self._held[draft.key] = _Held(msgspec.structs.replace(draft, id=new_id(), edition=1), 0, 0)
            self.flush()
            self.changed.emit()
        self.restored.emit(draft.key)
        return draft.key

    def back(self, key: DraftKey, content: Content, *, title: str = "") -> Back:
        """What was recorded, as the draft that it becomes: above what is being written there."""
        at, held = instant(self._clock().astimezone(UTC)), self._held.get(key)
        if held is None:
            return Back(Draft(key, new_id(), self._store.author, at, title=title, content=content), content)
        both = joined(content, held.draft.content)
        draft = msgspec.structs.replace(held.draft, at=at, edition=held.draft.edition + 1, content=both)
        return Back(draft, content)

    def back_of(self, operations: str) -> Back | None:
        """The same of what was recorded last; None where that was other operations, or written in no draft."""
        if self._spent is None or self._spent[0] != operations:
            return None
        draft = self._spent[1]
        return self.back(draft.key, draft.content, title=draft.title)

    def adopt(self, back: Back) -> None:
        """It was taken back, in one transaction with keeping its draft."""
        draft = back.draft
        held = self._held.get(draft.key)
        if held is None or (held.draft.id == draft.id and held.draft.edition < draft.edition):
            self._held[draft.key] = _Held(draft, draft.edition, draft.edition)
        else:
            self.write(draft.key, joined(back.content, held.draft.content))
            self.flush()
        self.changed.emit()
        self.restored.emit(draft.key)

    def take_photo(self, path: Path) -> TakenPhoto | Refused | StoreFull:
        """Seal a photo for a draft. Called on the database lane."""
        return self._store.take_photo(path)

    def stop(self) -> None:
        """The lock: what the lane did not come to is written here, before the key is dropped."""
        self._waiting.stop()
        self._again.stop()
        if isinstance(self._application, QGuiApplication):
            self._application.applicationStateChanged.disconnect(self._state_changed)
            self._application = None
        left = tuple(held.draft for held in self._held.values() if held.draft.edition > held.kept)
        if not left:
            return
        try:
            trouble = self._store.put(left)
        except Exception as error:  # noqa: BLE001 - the lock goes on whatever happens; the text may be a person's
            _log.error("drafts could not be kept: %s", type(error).__qualname__)
            return
        if trouble is not None:
            _log.error("drafts could not be kept: %s", type(trouble).__qualname__)

    def _kept(self, drafts: tuple[Draft, ...], answer: Answer[StoreFull | NotKept | None]) -> None:
        trouble = _trouble_of(answer)
        for draft in drafts:
            held = self._held.get(draft.key)
            if held is None or held.draft.id != draft.id:
                continue
            if trouble is None:
                held.kept = max(held.kept, draft.edition)
            else:
                held.sent = held.kept
        if trouble is not None:
            self._again.start()
        self._set_trouble(trouble)

    def _look_again(self) -> None:
        """Nothing is in trouble where nothing waits for the disk any more."""
        if all(held.kept >= held.draft.edition for held in self._held.values()):
            self._set_trouble(None)

    def _set_trouble(self, trouble: Unkept | None) -> None:
        if trouble is not self._trouble:
            self._trouble = trouble
            self.unkept.emit()

    def _let_go(self, draft: Draft, answer: Answer[StoreFull | None]) -> None:
        """A disk that takes nothing lets nothing go: what was discarded is there again, for another try."""
        if isinstance(answer, Ok) and answer.value is None:
            return
        if draft.key not in self._held:
            self._held[draft.key] = _Held(draft, draft.edition, draft.edition)
            self.changed.emit()
            self.restored.emit(draft.key)
            self.unspent.emit(Unkept.FULL if isinstance(answer, Ok) else Unkept.BROKEN)

    def _state_changed(self, state: Qt.ApplicationState) -> None:
        if state is not Qt.ApplicationState.ApplicationActive:
            self.flush()


def _trouble_of(answer: Answer[StoreFull | NotKept | None]) -> Unkept | None:
    match answer:
        case Ok(value=None):
            return None
        case Ok(value=StoreFull()):
            return Unkept.FULL
        case Ok(value=NotKept(too_many=too_many)):
            return Unkept.TOO_MANY if too_many else Unkept.TOO_LONG
        case _:
            return Unkept.BROKEN
