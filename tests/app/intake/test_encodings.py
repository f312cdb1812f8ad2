"""Bytes of other encodings and other formats: read where they say what they are, named where not."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.intake.encodings import decoded
from app.intake.faults import BadFile

TEXT = "Nesvítí žárovka; šířka, ťuhýk\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_that_utf_with_its_mark_needs_no_word(encoding: str) -> None:
    assert decoded(TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize("encoding", ["windows-1250", "iso-8859-2", "utf-16-le", "utf-8"])
def test_that_the_encoding_that_is_said_is_read(encoding: str) -> None:
    assert decoded(TEXT.encode(encoding), encoding) == TEXT
    assert decoded(b"\xef\xbb\xbf" + TEXT.encode(), "utf-8") == TEXT


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (("x" * 20 + "\nžárovka").encode("windows-1250"), "byte 21 in row 2.*windows-1250"),
        ("šťžář".encode("iso-8859-2"), "--encoding iso-8859-2"),
        (TEXT.encode("utf-16-be"), "looks like UTF-16"),
        ("id,title\n1,lamp\n".encode("utf-16-le"), "no mark at its beginning and looks like UTF-16"),
        (TEXT.encode("utf-16")[:-1], "begins as UTF-16 and is damaged or cut off at byte"),
        (b"PK\x03\x04rest", "Excel workbook"),
        (b"\x1f\x8brest", "gzip"),
        (b"%PDF-1.7", "a PDF"),
    ],
)
def test_that_other_bytes_are_named(data: bytes, words: str) -> None:
    with pytest.raises(BadFile, match=words):
        decoded(data)


@pytest.mark.parametrize("name", ["no-such", "base64", "rot13", "idna", "a\0b", ""])
def test_that_a_name_that_is_no_encoding_is_refused(name: str) -> None:
    if not name:
        assert decoded(b"a", name) == "a"
        return
    with pytest.raises(BadFile, match="encoding"):
        decoded(b"a", name)


@given(st.binary(max_size=80), st.sampled_from(["", "utf-16", "utf-32", "cp1250", "utf-7", "utf-8"]))
def test_that_any_bytes_are_a_text_or_refused(data: bytes, encoding: str) -> None:
    with suppress(BadFile):
        assert isinstance(decoded(data, encoding), str)
