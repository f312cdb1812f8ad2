"""What is taken back lies again in the sheet in which it was written, with all that was chosen there."""

import pytest

from app import operations as register
from app.drafts.domain import DraftKey
from app.outbox.views import EntryState, OutboxEntry
from app.patrols.operations import PatrolNoteAdd
from app.tips import operations as ops
from app.tips.domain import Outcome, OutcomeKind, Status, WaitingOn
from tests.ui.city import uuid
from ui.sync.editing import words_of
from ui.sync.taking_back import taken_back
from ui.tips.forms import form_of

TIP, CALL, PARTY = uuid(1, 3), uuid(6, 1), uuid(6, 2)
WRITTEN: tuple[tuple[register.Operation, str, dict[str, object]], ...] = (
    (ops.TipForward(Status.NEW, "b", "Služby", "Lampa", contact=True), "forward",
     {"body": "b", "text": "Lampa", "contact": "yes"}),
    (ops.TipForward(Status.NEW, "b", "Služby", "Lampa"), "forward", {"body": "b", "text": "Lampa", "contact": "no"}),
    (ops.TipCalled(CALL, reached=True, text="U školy", note_id=uuid(7, 1)), "called",
     {"call": CALL, "reached": "yes", "text": "U školy"}),
    (ops.TipCalled(CALL, reached=False), "called", {"call": CALL, "reached": "no", "text": ""}),
    (ops.TipAsk(Status.NEW, "Která?", PARTY), "ask", {"text": "Která?", "party": PARTY}),
    (ops.TipAnswer("Děkuji."), "answer", {"text": "Děkuji."}),
    (ops.TipWait(Status.NEW, WaitingOn.OTHER_BODY, "kraj"), "wait", {"on": "other_body", "body": "kraj"}),
    (ops.TipReopen("Nesvítí"), "reopen", {"text": "Nesvítí"}),
    (ops.TipPromise("Přijdu", "2026-03-20"), "promise", {"text": "Přijdu", "day": "2026-03-20"}),
    (ops.TipEdit("title", "a", "b"), "edit", {"title": "b"}),
    (ops.TipNoteAdd(note_id=uuid(7, 1), text="Byl jsem tam"), "note",
     {"text": "Byl jsem tam", "here": False, "photos": []}),
    (ops.TipClose(Status.NEW, Outcome(OutcomeKind.NOT_OURS, body="kraj", reply="Dobrý den")), "close",
     {"outcome": "not_ours", "text": "Dobrý den", "edited": True, "body": "kraj", "duplicate_of": ""}),
)  # fmt: skip


def entry(operation: register.Operation) -> OutboxEntry:
    payload = register.encode(operation)
    return OutboxEntry("o", 1, operation.KIND, TIP, "2026-03-12T13:05:00Z", EntryState.WAITING, payload=payload)


@pytest.mark.parametrize(("operation", "sheet", "content"), WRITTEN, ids=lambda value: type(value).__name__)
def test_that_it_comes_back_into_its_sheet_as_it_was(
    operation: register.Operation, sheet: str, content: dict[str, object]
) -> None:
    kept = taken_back([], entry(operation))
    assert kept is not None
    assert kept.key == DraftKey("tips", sheet, TIP)
    assert kept.content == content
    assert sheet in ("note", "close") or form_of(sheet) is not None, "a sheet that there is"


def test_that_whatever_a_person_words_comes_back_somewhere_of_its_own() -> None:
    elsewhere = {ops.TipFile, ops.TipHear, ops.TipSatisfaction, PatrolNoteAdd}
    known = {type(operation) for operation, _, _ in WRITTEN}
    worded = {kind for kind in register.OPERATIONS.values() if words_of(kind)}  # type: ignore[arg-type]
    assert worded - known <= elsewhere
