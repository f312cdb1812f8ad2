"""Put something in the place of a module's or a class's attribute for a while."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

Change = tuple[object, str, Any]


@contextmanager
def patched(*changes: Change) -> Iterator[None]:
    """Make the changes, and take them back at the end in reverse."""
    before = [(target, name, getattr(target, name)) for target, name, _ in changes]
    for target, name, value in changes:
        setattr(target, name, value)
    try:
        yield
    finally:
        for target, name, value in reversed(before):
            setattr(target, name, value)


def current(target: object, name: str) -> Any:
    """What stands there now, whatever the types say of names that a module only imports."""
    return getattr(target, name)
