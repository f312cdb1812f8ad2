from pathlib import Path

import pytest

from ui.settings.preferences import Language, Look, Preferences, read_preferences, write_preferences


def test_that_what_was_written_is_read(tmp_path: Path) -> None:
    chosen = Preferences(Look.CONTRAST, Language.CZECH, reduced_motion=True)
    path = tmp_path / "deeper" / "preferences.json"
    assert write_preferences(path, chosen)
    assert read_preferences(path) == chosen


@pytest.mark.parametrize("content", ["", "{", "[]", '{"look": "pink"}', '{"look": 3}', "\x00"])
def test_that_a_broken_file_gives_what_is_usual(tmp_path: Path, content: str) -> None:
    path = tmp_path / "preferences.json"
    path.write_text(content, encoding="utf-8")
    assert read_preferences(path) == Preferences()


def test_that_a_missing_file_gives_what_is_usual(tmp_path: Path) -> None:
    assert read_preferences(tmp_path / "none.json") == Preferences()
