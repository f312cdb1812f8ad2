"""Whatever one operation of a push holds, the others go on, and what can not be read keeps its text."""

import msgspec
import pytest

from app.identifiers import new_id
from app.outbox.domain import RecordedOperation
from sync.protocol.messages import MAX_BATCH
from sync.server.changes.decide import UNREADABLE
from sync.server.push.reading import NoOperation, NoPush, operation_of, sent_in

GOOD = RecordedOperation(7, new_id(), "tip.note", 1, new_id(), new_id(), "2026-03-02T08:00:00Z", {"text": "Klid"})
TEXT = msgspec.json.encode(GOOD)


def push_of(*operations: bytes, more: bytes = b"") -> bytes:
    return b'{"protocol":1,"device_at":"2026","operations":[' + b",".join(operations) + b"]" + more + b"}"


def test_that_a_good_push_is_read_with_all_it_says() -> None:
    sent = sent_in(push_of(TEXT, TEXT, more=b',"highest_seq":9'))
    assert (sent.protocol, sent.device_at, sent.highest_seq) == (1, "2026", 9)
    assert [operation_of(one) for one in sent.operations] == [GOOD, GOOD]


@pytest.mark.parametrize("bad", [b'{"seq":8,"text":"\xff"}', b"{'x'}", b'{"a":1e}', b"nul", b"[" * 300 + b"]" * 300])
def test_that_one_that_is_not_even_json_leaves_the_others(bad: bytes) -> None:
    sent = sent_in(push_of(TEXT, bad, TEXT))
    assert [sent.operations[0], sent.operations[2]] == [TEXT, TEXT]
    assert sent.operations[1] == bad


def test_that_brackets_and_commas_in_a_text_are_no_brackets_and_commas() -> None:
    odd = msgspec.json.encode(msgspec.structs.replace(GOOD, payload={"text": 'a "b\\" ,]}}}}'}))
    sent = sent_in(push_of(odd, b"\xff", TEXT))
    assert list(sent.operations) == [odd, b"\xff", TEXT]


@pytest.mark.parametrize(
    "data",
    [b"", b"[]", b"null", b"{}", b'{"operations":5}', b'{"operations":[1,2}', push_of(TEXT)[:-1], push_of(TEXT) + b"x",
     b'{"operations":"[1]"}'],
)  # fmt: skip
def test_that_a_push_without_operations_to_be_found_says_so(data: bytes) -> None:
    with pytest.raises(NoPush, match=r"it is not readable|its operations"):
        sent_in(data)


def test_that_too_many_operations_are_refused_with_their_number() -> None:
    with pytest.raises(NoPush, match=str(MAX_BATCH)):
        sent_in(push_of(*[b"\xff"] * (MAX_BATCH + 1)))


@pytest.mark.parametrize(
    "change",
    [{"kind": "TIP"}, {"version": "x"}, {"payload": []}, {"at": 5}, {"target": "x" * 500}, {"base": -1}],
)
def test_that_one_that_is_not_as_agreed_is_kept_by_its_number_and_id_with_its_text(change: dict[str, object]) -> None:
    data = msgspec.json.encode(msgspec.to_builtins(GOOD) | change)
    kept = operation_of(data)
    assert (kept.kind, kept.seq, kept.id) == (UNREADABLE, GOOD.seq, GOOD.id)
    assert kept.payload["text"] == data.decode()
    assert kept.author == "", "it is nobody's"


def test_that_a_target_that_can_be_read_is_known_so_that_an_erasure_finds_it() -> None:
    data = msgspec.json.encode(msgspec.to_builtins(GOOD) | {"kind": 5})
    assert operation_of(data).target == GOOD.target


def test_that_a_very_long_text_is_cut_and_the_ids_in_it_are_kept() -> None:
    named = new_id()
    data = msgspec.json.encode(msgspec.to_builtins(GOOD) | {"kind": 5, "text": "x" * 200_000 + " " + named})
    kept = operation_of(data)
    assert len(kept.payload["text"]) == 100_000
    assert named in kept.payload["named"]


@pytest.mark.parametrize("change", [{"seq": 0}, {"seq": None}, {"seq": 2**70}, {"id": ""}, {"id": 5}])
def test_that_one_without_a_number_or_an_id_can_not_be_answered(change: dict[str, object]) -> None:
    with pytest.raises(NoOperation):
        operation_of(msgspec.json.encode(msgspec.to_builtins(GOOD) | change))


def test_that_nul_and_broken_letters_are_kept_as_signs_that_can_be_stored() -> None:
    kept = operation_of(TEXT[:-1] + b',"x":"\xff\x00"}')
    assert "\x00" not in kept.payload["text"]
    assert "\ufffd" in kept.payload["text"]
