"""Instants within values: found by their type, however deep, and asked whether they can be."""

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args, get_type_hints

import msgspec

from app.values import Instant, believable, parse_instant


def unbelievable(value: msgspec.Struct) -> str | None:
    """The name of the first field whose instant is outside what the force records and plans; None if all are inside."""
    return next((name for name, text in instants_of(value) if believable(text) is None), None)


def impossible(value: msgspec.Struct) -> str | None:
    """The name of the first field whose instant the calendar does not have; None if all can be."""
    return next((name for name, text in instants_of(value) if parse_instant(text) is None), None)


def instants_of(value: msgspec.Struct) -> Iterator[tuple[str, str]]:
    """Every instant of a value and of the values in it, with the name of its field."""
    instants, nested = _fields(type(value))
    for name in instants:
        one: Any = getattr(value, name)
        for text in one if isinstance(one, tuple) else (one,):
            if text is not None:
                yield name, text
    for name in nested:
        one = getattr(value, name)
        for part in one if isinstance(one, tuple) else (one,):
            if part is not None:
                yield from instants_of(part)


@cache
def _fields(kind: type[msgspec.Struct]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fields that are instants, and those that are values with instants in them."""
    hints = get_type_hints(kind, include_extras=True)
    instants = tuple(name for name in kind.__struct_fields__ if _is_instant(hints[name]))
    nested = tuple(name for name in kind.__struct_fields__ if any(any(_fields(one)) for one in _structs(hints[name])))
    return instants, nested


def _is_instant(hint: Any) -> bool:
    return hint == Instant or any(_is_instant(part) for part in get_args(hint))


def _structs(hint: Any) -> Iterator[type[msgspec.Struct]]:
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        yield hint
    for part in get_args(hint):
        yield from _structs(part)
