"""Objects of a JSON array or of JSON Lines, each with its place; what is no object is the fault of its row."""

import unicodedata
from collections.abc import Iterator
from typing import Any, NamedTuple

from app.intake.faults import BadFile, Fault
from app.intake.json_document import once_each, value_of


class Record(NamedTuple):
    """One object: its line in JSON Lines, its place from 1 in an array."""

    row: int
    members: dict[str, Any]


def of_lines(text: str) -> Iterator[Record | Fault]:
    """JSON Lines: one object a line, parted by line feeds only."""
    for row, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                value = _value(line)
            except BadFile as error:
                yield Fault(row, "", "", str(error))
                continue
            yield Record(row, value) if isinstance(value, dict) else _no_object(row, value)


def of_array(text: str, root: str = "") -> tuple[int, Iterator[Record | Fault]]:
    """How many there are, and the objects of an array: the document itself, or what lies in it at ``root``.

    An object that holds exactly one array of objects stands for that array. Raises BadFile.
    """
    document = _value(text)
    for member in filter(None, root.split(".")):
        document = document.get(member) if isinstance(document, dict) else None
    if isinstance(document, dict) and not root:
        arrays = [value for value in document.values() if isinstance(value, list) and value and _objects(value)]
        document = arrays[0] if len(arrays) == 1 else document
    if not isinstance(document, list):
        raise BadFile("it holds no array of tips; where it lies inside, name it with `root` in the mapping")
    return len(document), _records(document)


def _records(values: list[Any]) -> Iterator[Record | Fault]:
    for row, value in enumerate(values, start=1):
        yield Record(row, value) if isinstance(value, dict) else _no_object(row, value)


def _objects(values: list[Any]) -> bool:
    return all(isinstance(value, dict) for value in values)


def _no_object(row: int, value: Any) -> Fault:
    return Fault(row, "", "", "an object is expected", f"{value!r:.40}")


def _value(text: str) -> Any:
    return value_of(text, _members, lines="\n" in text)


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    return once_each([(name if name.isascii() else unicodedata.normalize("NFC", name), value) for name, value in pairs])
