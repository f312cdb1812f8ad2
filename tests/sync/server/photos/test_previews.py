"""The child that decodes pictures is started in a way that also a frozen server knows."""

import sys
from pathlib import Path

import pytest

from sync.server import cli
from sync.server.photos import preview_process
from sync.server.photos.previews import Preview, child, make_preview
from tests.sync.server.photos.test_router import picture


def test_that_a_frozen_server_starts_itself_for_a_preview(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / "picture"
    path.write_bytes(picture(2_000))
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    program, *words = *child(), str(path)
    assert program == sys.executable
    monkeypatch.setattr(preview_process, "_limit", lambda: None)  # they would hold for the rest of the tests
    assert cli.main(words) == 0
    made = capfdbinary.readouterr().out
    monkeypatch.undo()
    assert make_preview(path) == Preview(made)


def test_that_the_word_means_nothing_where_python_runs(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        cli.main([preview_process.WORD, "picture"])
    assert left.value.code == 2
    assert "usage:" in capsys.readouterr().err
