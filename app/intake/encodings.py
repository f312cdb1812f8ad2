"""Bytes to text: UTF-8 unless said otherwise, and what the bytes may be where they are not."""

import codecs
import re

from app.intake.faults import BadFile

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_KINDS = (
    (b"PK\x03\x04", "an Excel workbook (.xlsx) or another zip: save it as CSV UTF-8"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook (.xls): save it as CSV UTF-8"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "compressed by gzip: unpack it first"),
    (b"\x28\xb5\x2f\xfd", "compressed by Zstandard: unpack it first"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"PAR1", "a Parquet file"),
)
_NO_TABLES = frozenset({"idna", "punycode", "unicode-escape", "raw-unicode-escape", "unicode_escape", "undefined"})
_WIDE = "looks like UTF-16: --encoding utf-16-le or utf-16-be reads it"
_CZECH_1250 = re.compile(rb"[\x8a\x8d\x8e\x9a\x9d\x9e]")
_CZECH_8859 = re.compile(rb"[\xa9\xab\xae\xb9\xbb\xbe]")


def decoded(data: bytes, encoding: str = "") -> str:
    """The text of a file, without a byte order mark. UTF-16 and UTF-32 are known by their marks.

    Raises BadFile: what the bytes look like, and what to do.
    """
    kind = next((words for mark, words in _KINDS if data.startswith(mark)), "")
    if kind:
        raise BadFile(f"it is {kind}")
    if not encoding and _is_wide(data):
        raise BadFile(f"it has no mark at its beginning and {_WIDE}")
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    name = encoding or marked or "utf-8"
    if encoding and marked == "utf-8-sig" and codecs_name(encoding) == "utf-8":
        name = "utf-8-sig"
    try:
        return data.decode(codecs_name(name)).removeprefix("\ufeff")
    except UnicodeError as error:
        at = error.start if isinstance(error, UnicodeDecodeError) else 0
        row = data[:at].count(b"\n") + 1
        if encoding:
            raise BadFile(f"it is not {encoding}: byte {at} in row {row}", row) from None
        if marked and marked != "utf-8-sig":
            raise BadFile(f"it begins as {marked.upper()} and is damaged or cut off at byte {at:,}", row) from None
        raise BadFile(f"it is not UTF-8 (byte {at:,} in row {row}); it {_guess(data)}", row) from None


def codecs_name(encoding: str) -> str:
    """The name by which Python knows an encoding of text. Raises BadFile for none."""
    try:
        info = codecs.lookup(encoding)
        " ".encode(info.name)
    except (LookupError, ValueError):
        raise BadFile(f"there is no encoding {encoding!r}; for example windows-1250, iso-8859-2, utf-16") from None
    if info.name in _NO_TABLES:
        raise BadFile(f"{encoding!r} is no encoding of a table")
    return info.name


def _is_wide(data: bytes) -> bool:
    """Whether every other byte is 0 as in UTF-16: bytes that UTF-8 has as well, and no text."""
    start = data[:4000]
    return not start.startswith(tuple(mark for mark, _ in _MARKS)) and start.count(0) > len(start) // 4


def _guess(data: bytes) -> str:
    if data[:4000].count(0) > len(data[:4000]) // 4:
        return _WIDE
    if len(_CZECH_8859.findall(data)) > len(_CZECH_1250.findall(data)):
        return "looks like ISO 8859-2: --encoding iso-8859-2 reads it"
    return "looks like Windows-1250, as Excel saves CSV: --encoding windows-1250 reads it, or save it as CSV UTF-8"
