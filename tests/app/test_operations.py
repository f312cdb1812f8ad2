"""Changes as they are recorded: always writable, and read only where they can be."""

import msgspec

from app.operations import Unreadable, decode, encode
from app.tips.operations import TipFile


def test_that_letters_no_file_can_hold_are_marked_and_the_rest_is_kept() -> None:
    payload = encode(TipFile(title="Lampa\x00 \ud83d svítí \U0001f4a1", category="light"))
    assert payload["title"] == "Lampa\ufffd \ufffd svítí \U0001f4a1"
    assert msgspec.json.decode(msgspec.json.encode(payload)) == payload


def test_that_an_unknown_kind_and_a_wrong_value_are_told_apart() -> None:
    assert decode("tip.fly", 1, {}) == Unreadable(unknown=True, detail="tip.fly v1")
    wrong = decode("tip.file", 1, {"title": 7})
    assert isinstance(wrong, Unreadable)
    assert not wrong.unknown
