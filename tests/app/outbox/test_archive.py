"""A device's outbox in a file is taken whole and from who wrote it, or refused with the reason."""

import base64
import binascii
import io
import secrets
from collections.abc import Callable

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.identifiers import new_id
from app.outbox import archive
from app.outbox.domain import RecordedOperation

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()
HEADER = archive.Header(archive.FORMAT, archive.VERSION, "device", "officer", "2026-06-01T12:00:00Z")
PHOTO = secrets.token_bytes(10_000)


def operation(seq: int) -> RecordedOperation:
    return RecordedOperation(
        seq, new_id(), "tip.note", 1, new_id(), new_id(), "2026-06-01T12:00:00Z", {"text": "č" * seq}
    )


OPERATIONS = [operation(seq) for seq in (1, 2, 3)]


def written(header: archive.Header = HEADER) -> bytes:
    file = io.BytesIO()
    photo = archive.Photo("a" * 64, len(PHOTO), "image/png", lambda: (PHOTO[:4_000], PHOTO[4_000:]))
    archive.write(file, header, OPERATIONS, [photo], KEY.private_bytes_raw())
    return file.getvalue()


def verified(data: bytes, key_of: Callable[[str], bytes | None] = {"device": PUBLIC}.get) -> archive.Header | str:
    found = archive.verify(io.BytesIO(data), key_of)
    return found.reason if isinstance(found, archive.Refusal) else found


def test_that_what_was_written_is_taken_and_read_as_it_was() -> None:
    data = written()
    assert verified(data) == HEADER
    lines = list(archive.read(io.BytesIO(data)))
    assert [line.operation for line in lines if isinstance(line, archive.OperationLine)] == OPERATIONS
    assert b"".join(line.content() for line in lines if isinstance(line, archive.PieceLine)) == PHOTO


def test_that_no_bit_of_it_can_be_changed() -> None:
    data = written()
    for place in range(0, len(data), 97):
        changed = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
        assert isinstance(verified(changed), str), place


def test_that_an_operation_left_out_put_in_or_moved_is_seen() -> None:
    lines = written().splitlines(keepends=True)
    more = msgspec.json.encode(archive.OperationLine(operation(4))) + b"\n"
    for changed in (
        [*lines[:2], *lines[3:]],
        [*lines[:2], more, *lines[2:]],
        [lines[0], lines[2], lines[1], *lines[3:]],
        [*lines, more],
        [*lines, b"\n"],
    ):
        assert verified(b"".join(changed)) == "wrong_signature"


def test_that_a_file_that_was_cut_says_so() -> None:
    data = written()
    lines = data.splitlines(keepends=True)
    assert verified(b"".join(lines[:-1])) == "cut"
    assert verified(data[: -len(lines[-1]) - 10]) == "cut"


def test_that_the_file_of_another_device_or_of_none_is_not_taken() -> None:
    assert verified(written(), lambda _: None) == "wrong_signature"
    other = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    assert verified(written(), lambda _: other) == "wrong_signature"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n",
        b"PK\x03\x04",
        b"[" * 100_000,
        msgspec.json.encode(archive.OperationLine(OPERATIONS[0])) + b"\n",
        written(msgspec.structs.replace(HEADER, format="another")),
        written(msgspec.structs.replace(HEADER, version=archive.VERSION + 1)),
    ],
)
def test_that_what_is_no_outbox_is_refused_as_that(data: bytes) -> None:
    assert verified(data) == "not_an_outbox"


def test_that_a_signature_for_something_else_is_none_for_an_outbox() -> None:
    lines = written().splitlines(keepends=True)
    bare = base64.b64encode(KEY.sign(b"".join(lines[:-1]))).decode()
    lines[-1] = msgspec.json.encode(archive.SignatureLine(bare)) + b"\n"
    assert verified(b"".join(lines)) == "wrong_signature"


def test_that_a_piece_that_is_no_base64_is_not_passed_off_as_bytes() -> None:
    with pytest.raises(binascii.Error):
        archive.PieceLine("not base64!").content()
