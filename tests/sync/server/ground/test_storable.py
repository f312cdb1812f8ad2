"""What both databases can keep, and what is refused before it reaches either."""

from typing import Any

import msgspec
import pytest

from sync.server.ground.storable import is_storable, is_suspect


class Kept(msgspec.Struct):
    """A value with a part."""

    text: str
    parts: tuple[Any, ...] = ()


def nested(depth: int) -> Any:
    """An empty list inside so many lists."""
    value: Any = []
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    "value",
    ["", "žluťoučký 🐎", 2**63 - 1, -(2**63), 1.5, None, True, [], {"a": [1, "b"]}, Kept("a", (1,)), nested(2)],
)
def test_that_what_both_can_keep_is_taken(value: Any) -> None:
    assert is_storable(value, 3)


@pytest.mark.parametrize("bad", ["a\x00b", "\ud800", 2**63, -(2**63) - 1])
def test_that_what_one_of_them_can_not_keep_is_refused_wherever_it_stands(bad: Any) -> None:
    assert not is_storable(bad)
    assert not is_storable(["a", bad])
    assert not is_storable(("a", bad))
    assert not is_storable({"a": bad, "b": "c"})
    assert not is_storable({bad: "a", "b": "c"})
    assert not is_storable(frozenset({"a", bad}))
    assert not is_storable(Kept("a", ("a", bad)))


def test_that_values_nest_no_deeper_than_they_may() -> None:
    assert is_storable(nested(2), 3)
    assert not is_storable(nested(3), 3)
    assert is_storable({"a": {"b": 1}}, 2)
    assert not is_storable({"a": {"b": {}}}, 2)


@pytest.mark.parametrize(
    ("data", "suspect"),
    [
        (b'{"a": 999999999999999999}', False),
        (b'{"a": 1000000000000000000}', True),
        (b'{"a": "\\u0001"}', False),
        (b'{"a": "\\u0000"}', True),
    ],
)
def test_that_a_text_is_looked_at_closely_where_it_may_hold_such_a_value(data: bytes, *, suspect: bool) -> None:
    assert is_suspect(data) is suspect
