"""A change that the station refused, written anew in its sheet and sent again."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement

from app.db.outcomes import StoreFull
from app.drafts.domain import Draft, DraftKey, text_of
from app.outbox.domain import Code
from app.outbox.views import OutboxEntry, Recorded, Refused
from app.tips.domain import OutcomeKind
from ui import moments
from ui.drafts.keeper import Content, DraftKeeper
from ui.drafts.sheet import KeptSheet
from ui.jobs import Answer, Jobs, Lane, Ok
from ui.lookups import Lookups
from ui.operation_looks import look_of
from ui.rows import RowModel
from ui.snapshot import fixed
from ui.sync.answers import resent_words
from ui.sync.editing import BODY_OUTCOMES, CHOICES, Written, complete, edited, written_in
from ui.tips.words import code_words, outcome_glyph, outcome_word

QML_IMPORT_NAME = "okrskar.models"
QML_IMPORT_MAJOR_VERSION = 1
FEATURE, SHEET = "sync", "edit"
Resent = Recorded | Refused | StoreFull


class Resending(Protocol):
    """The part of the outbox service that the sheet ends in."""

    def resend(
        self, operation_id: str, payload: dict[str, Any] | None = None, draft: Draft | None = None
    ) -> Resent: ...


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """One way to close a tip, in the sheet that writes a refused closing anew."""

    kind: str
    words: str
    sign: str


@dataclass(frozen=True, slots=True)
class EditProps:
    """What the sheet shows. ``why``: what the station said; ``saved``: that the text is in a file."""

    subject: str = ""
    why: str = ""
    text: str = ""
    name: str = ""
    hasName: bool = False
    outcome: str = ""
    body: str = ""
    needsBody: bool = False
    ready: bool = False
    busy: bool = False
    drafted: bool = False
    problem: str = ""
    saved: str = ""


@QmlElement
class EditViewModel(KeptSheet[EditProps], props=EditProps):
    """The sheet that writes a refused change anew. ``resent`` carries the words of what was done."""

    resent = Signal(str)

    def __init__(
        self,
        outbox: Resending,
        drafts: DraftKeeper,
        *,
        jobs: Jobs,
        lookups: Callable[[], Lookups],
        clock: moments.Clock,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(EditProps(), drafts, parent)
        self._outbox = outbox
        self._jobs = jobs
        self._lookups = lookups
        self._clock = clock
        self._entry: OutboxEntry | None = None
        self._before = self._written = Written()
        self._why = self._saved = ""
        self._outcomes: RowModel[OutcomeRow] = RowModel(OutcomeRow, self)

    @fixed
    def outcomes(self) -> RowModel[OutcomeRow]:
        return self._outcomes

    @property
    def key(self) -> DraftKey | None:
        return DraftKey(FEATURE, SHEET, self._entry.operation_id) if self._entry else None

    def begin(self, entry: OutboxEntry) -> None:
        """Open on a refused change, with what was being written in its place."""
        before = written_in(entry)
        if before is None:
            return
        self._entry, self._before, self._saved = entry, before, ""
        kinds = CHOICES if before.outcome in CHOICES else (*CHOICES, OutcomeKind.DUPLICATE)
        shown = kinds if before.outcome is not None else ()
        self._outcomes.show([OutcomeRow(kind.value, outcome_word(kind), outcome_glyph(kind)) for kind in shown])
        self._why = code_words(entry.code or Code.INTERNAL, entry.now, self._lookups(), self._clock())
        self._begin()

    @Slot(str)
    def write(self, text: str) -> None:
        """Its text."""
        self._rewrite(replace(self._written, text=text))

    @Slot(str)
    def rename(self, title: str) -> None:
        """What a filed tip is about."""
        self._rewrite(replace(self._written, title=title))

    @Slot(str)
    def nameBody(self, body: str) -> None:
        """Whose it is, or to whom it was handed over."""
        self._rewrite(replace(self._written, body=body))

    @Slot(str)
    def chooseOutcome(self, kind: str) -> None:
        """How a tip was closed. The name of a body stays for who chooses one of another body again."""
        self._rewrite(replace(self._written, outcome=OutcomeKind(kind)))

    @Slot()
    def save(self) -> None:
        """Record the change anew as it is written here, in one transaction with spending its draft."""
        entry, key = self._entry, self.key
        payload = edited(entry, self._written) if entry is not None else None
        if entry is None or key is None or payload is None or not self.props.ready:
            return
        self._busy, self._said = True, ""
        draft = self._drafts.settle(key)
        self._refresh()
        self._jobs.run(
            Lane.DATABASE,
            lambda: self._outbox.resend(entry.operation_id, payload, draft=draft),
            lambda answer: self._resent(answer, draft),
        )

    @Slot(QUrl)
    def saveText(self, url: QUrl) -> None:
        """Write what is written here to a plain text file, for whoever decides about it."""
        entry, path, written = self._entry, Path(url.toLocalFile()), self._written
        if entry is None:
            return
        body = written.body if written.needs_body else ""
        lines = (_about(entry), entry.title, entry.at, self._why, written.title, body, written.text)
        text = "\n".join(filter(None, lines)) + "\n"
        self._jobs.run(Lane.DATABASE, lambda: path.write_text(text, encoding="utf-8"), self._text_saved)

    def _text_saved(self, answer: Answer[int]) -> None:
        self._saved = self._said = ""
        if isinstance(answer, Ok):
            self._saved = self.tr("The text was written to the file. The entry stays here too.")
        else:
            self._said = self.tr("The file could not be written there. Choose another folder.")
        self._refresh()

    def _resent(self, answer: Answer[Resent], draft: Draft | None) -> None:
        self._busy = False
        words = resent_words(answer, self._lookups(), self._clock())
        if isinstance(answer, Ok) and isinstance(answer.value, Recorded):
            self._drafts.spent(draft)
            self._refresh()
            self.finished.emit()
            self.resent.emit(words)
            return
        self._said = words
        self._refresh()

    def _rewrite(self, written: Written) -> None:
        if written != self._written:
            self._written = written
            self._keep()

    def _about(self) -> str:
        return _about(self._entry) if self._entry is not None else ""

    def _is_blank(self) -> bool:
        return self._written == self._before

    def _content(self) -> Content:
        written = self._written
        return {
            "text": written.text,
            "name": written.title,
            "outcome": written.outcome.value if written.outcome else "",
            "body": written.body,
        }

    def _resume(self, content: Content) -> None:
        self._written = self._before
        if content:
            outcome = text_of(content, "outcome")
            known = {kind.value for kind in OutcomeKind}
            self._written = replace(
                self._before,
                text=text_of(content, "text"),
                title=text_of(content, "name"),
                outcome=OutcomeKind(outcome) if self._before.outcome and outcome in known else self._before.outcome,
                body=text_of(content, "body"),
            )
        self._refresh()

    def _refresh(self) -> None:
        written = self._written
        self.show(
            EditProps(
                subject=self._about(),
                why=self._why,
                text=written.text,
                name=written.title,
                hasName=bool(self._before.title),
                outcome=written.outcome.value if written.outcome else "",
                body=written.body,
                needsBody=written.outcome in BODY_OUTCOMES,
                ready=self._entry is not None and not self._busy and complete(written, self._before),
                busy=self._busy,
                drafted=self._drafted,
                problem=self._problem,
                saved=self._saved,
            )
        )


def _about(entry: OutboxEntry) -> str:
    what = look_of(entry.kind).name()
    return f"{what} · {entry.title}" if entry.title and entry.title not in str(entry.payload) else what
