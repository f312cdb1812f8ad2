from dataclasses import dataclass

import pytest
from PySide6.QtCore import QObject

from ui.snapshot import ViewModel


@dataclass(frozen=True, slots=True)
class LampProps:
    lit: bool = False
    words: str = ""
    number: int = 0


class LampViewModel(ViewModel[LampProps], props=LampProps):
    pass


def test_that_qml_reads_the_fields_of_the_props(qapp: object) -> None:
    lamp = LampViewModel(LampProps(True, "svítí", 3))
    assert [lamp.property(name) for name in ("lit", "words", "number")] == [True, "svítí", 3]


def test_that_only_what_changed_is_told(qapp: object) -> None:
    lamp = LampViewModel(LampProps())
    told: list[str] = []
    for name in ("lit", "words", "number"):
        getattr(lamp, f"{name}Changed").connect(lambda name=name: told.append(name))
    lamp.show(LampProps(words="nesvítí"))
    assert told == ["words"]
    lamp.show(LampProps(words="nesvítí"))
    assert told == ["words"]


def test_that_all_the_new_values_are_there_when_the_first_change_is_told(qapp: object) -> None:
    lamp = LampViewModel(LampProps())
    seen: list[object] = []
    lamp.litChanged.connect(lambda: seen.append(lamp.property("number")))  # type: ignore[attr-defined]
    lamp.show(LampProps(lit=True, number=9))
    assert seen == [9]


def test_that_a_field_and_a_method_can_not_share_a_name(qapp: object) -> None:
    with pytest.raises(TypeError, match="words"):

        class Twice(ViewModel[LampProps], props=LampProps):
            def words(self) -> str:
                return ""


def test_that_a_view_model_is_a_qobject(qapp: object) -> None:
    assert isinstance(LampViewModel(LampProps()), QObject)
