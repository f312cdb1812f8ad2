"""A JSON document is read as it stands or refused in words."""

import pytest

from app.intake.faults import BadFile
from app.intake.json_document import document


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b'{"name": "Z\xc3\xa1"', "line 1, column 14: is not JSON"),
        (b'{"name": "Z\xe1"}', "byte 11: is not UTF-8"),
        (b'{"a": 1, "a": 2}', "member 'a' twice"),
        (b'{"a": {"b": NaN}}', "NaN is no JSON number"),
        (b"[" * 100_000, "nested too deeply"),
        (b"[" + b"9" * 5_000 + b"]", "is not JSON"),
        (rb'{"features": [{"name": "\ud83d"}]}', "member 'name' holds half of a character"),
        (rb'{"names": ["a", "\udc00"]}', "member 'names' holds half of a character"),
        (rb'{"\ud83d": 1}', "the name of a member holds half of a character"),
        (rb'{"a": "x\u0000"}', "NUL"),
    ],
)
def test_that_what_could_not_be_stored_or_means_two_things_is_refused_in_words(data: bytes, words: str) -> None:
    with pytest.raises(BadFile) as refused:
        document(data)
    assert words in str(refused.value)


def test_that_what_is_sound_is_read_as_it_stands() -> None:
    assert document('\ufeff{"name": "Žižkov \\ud83d\\ude00"}'.encode()) == {"name": "Žižkov 😀"}
