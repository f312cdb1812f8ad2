"""A form with files is read as it was sent, or refused; whatever the bytes are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.server.http.multipart import File, read_multipart
from sync.server.http.refusals import Refusal

TYPE = "multipart/form-data; boundary=x"


def part(name: str, data: bytes, filename: str | None = None) -> bytes:
    told = f'; filename="{filename}"\r\nContent-Type: image/jpeg' if filename is not None else ""
    return f'--x\r\nContent-Disposition: form-data; name="{name}"{told}\r\n\r\n'.encode() + data + b"\r\n"


@given(st.lists(st.binary(max_size=60).filter(lambda data: b"\r\n--x" not in b"\r\n" + data), max_size=5))
def test_that_files_come_as_they_were_and_empty_ones_are_none(files: list[bytes]) -> None:
    body = (
        part("a", "ž\r\nb".encode()) + b"".join(part("f", one, "o.jpg" if one else "") for one in files) + b"--x--\r\n"
    )
    sent = read_multipart(body, TYPE)
    assert sent.fields == {"a": "ž\r\nb"}
    assert sent.files == tuple(File("f", one) for one in files if one)


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        (b"--x--\r\n", "multipart/form-data"),
        (b"--x--\r\n", "multipart/form-data; boundary=" + "y" * 71),
        (b"", TYPE),
        (b"--x\r\n\r\n", TYPE),
        (b"--x\r\n\r\n\r\n--x--", TYPE),
        (b'--xContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--x--', TYPE),
        (part("a", b"1"), TYPE),
        (part("a", b"\xff") + b"--x--", TYPE),
        (part("a", b"\x00") + b"--x--", TYPE),
        (part("a", b"1" * 200_000) + b"--x--", TYPE),
        (part("a" * 5_000, b"1") + b"--x--", TYPE),
        (part("a", b"1") * 101 + b"--x--", TYPE),
    ],
)
def test_that_what_is_no_such_form_is_refused(body: bytes, media_type: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_multipart(body, media_type)
    assert 400 <= refused.value.status < 500


@given(st.binary(max_size=200), st.binary(max_size=40))
def test_that_no_bytes_are_a_fault_of_the_server(start: bytes, end: bytes) -> None:
    for body in (start, b"--x\r\n" + start, part("a", start) + end + b"--x--"):
        try:
            read_multipart(body, TYPE)
        except Refusal as refusal:
            assert refusal.status < 500  # noqa: PT017 - a refusal may come or not
