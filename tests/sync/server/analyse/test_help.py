"""Every method explains itself."""

import pytest

from sync.server.cli import main

METHODS = (
    "surface", "gistar", "eb", "betabinom", "wilson", "poissonz", "etest", "wdd", "its", "pai", "orienteering",
    "dosage", "staffing", "balance", "inequality", "participation",
)  # fmt: skip


@pytest.mark.parametrize("method", METHODS)
def test_that_help_names_the_source(method: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["analyse", method, "--help"])
    assert ended.value.code == 0
    assert "Source: " in capsys.readouterr().out


def test_that_the_list_of_methods_is_complete(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["analyse", "--help"])
    assert ended.value.code == 0
    listed = capsys.readouterr().out
    assert all(f"    {method}" in listed for method in METHODS)
