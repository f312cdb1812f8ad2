"""The wire as files: every envelope and every operation ever shipped is read, and today's are written the same."""

import inspect
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

import sync.protocol
from app.operations import OPERATIONS, Unreadable, decode, encode
from app.outbox.domain import RecordedOperation
from app.tips.domain import Outcome, OutcomeKind, Status
from app.tips.operations import TipClose
from sync.protocol import messages

GOLDEN = Path(sync.protocol.__file__).parent / "golden"
OPERATION_FILES = sorted((GOLDEN / "operations").glob("*.json"))
ENVELOPES: dict[str, type[msgspec.Struct]] = {
    name: kind
    for name, kind in vars(messages).items()
    if inspect.isclass(kind)
    and issubclass(kind, msgspec.Struct)
    and kind.__module__ == messages.__name__
    and name != "Row"
}


def _read(path: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return document


@pytest.mark.parametrize("name", ENVELOPES)
def test_that_an_envelope_is_read_and_written_as_in_its_example(name: str) -> None:
    example = (GOLDEN / "envelopes" / f"{name}.json").read_bytes()
    read = msgspec.json.decode(example, type=ENVELOPES[name])
    assert json.loads(msgspec.json.encode(read)) == json.loads(example)


@pytest.mark.parametrize("name", ENVELOPES)
def test_that_an_envelope_without_its_fields_is_refused_or_has_defaults(name: str) -> None:
    kind = ENVELOPES[name]
    needed = [field.name for field in msgspec.structs.fields(kind) if field.required]
    if not needed:
        assert msgspec.json.decode(b"{}", type=kind) == kind()
        return
    with pytest.raises(msgspec.ValidationError, match=needed[0]):
        msgspec.json.decode(b"{}", type=kind)


@pytest.mark.parametrize("path", OPERATION_FILES, ids=lambda path: path.stem)
def test_that_a_recorded_operation_survives_the_wire_unchanged(path: Path) -> None:
    document = _read(path)
    recorded = msgspec.convert(document, RecordedOperation)
    assert path.stem == f"{recorded.kind}.v{recorded.version}"
    assert msgspec.to_builtins(recorded) == document


@pytest.mark.parametrize("path", OPERATION_FILES, ids=lambda path: path.stem)
def test_that_an_operation_of_any_version_is_read_as_todays(path: Path) -> None:
    document = _read(path)
    payload = document.get("payload", {})
    read = decode(document["kind"], document["version"], payload)
    assert not isinstance(read, Unreadable)
    assert type(read) is OPERATIONS[document["kind"]]
    again = decode(document["kind"], read.VERSION, encode(read))
    assert again == read


def test_that_a_closing_of_the_first_version_keeps_its_outcome_and_reply() -> None:
    document = _read(GOLDEN / "operations" / "tip.close.v1.json")
    assert decode("tip.close", 1, document["payload"]) == TipClose(
        seen=Status.IN_PROGRESS, outcome=Outcome(kind=OutcomeKind.SOLVED, reply="Lampa je opravená.")
    )


def test_that_an_operation_from_the_future_is_told_apart_from_a_broken_one() -> None:
    assert decode("tip.close", 99, {}) == Unreadable(unknown=True, detail="tip.close v99")
    broken = decode("tip.close", 2, {"seen": "new"})
    assert isinstance(broken, Unreadable)
    assert not broken.unknown
