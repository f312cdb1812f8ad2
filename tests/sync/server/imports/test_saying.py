"""What a file holds acts on no terminal."""

import pytest

from sync.server.imports.saying import refused, say

MARK = "\N{REPLACEMENT CHARACTER}"


def test_that_a_sign_that_acts_on_a_terminal_is_shown_as_a_mark(capsys: pytest.CaptureFixture[str]) -> None:
    say("Chánov\x1b[2J\r\u202e\nŘ\x07")
    assert capsys.readouterr().out == f"Chánov{MARK}[2J{MARK}{MARK}\nŘ{MARK}\n"
    assert str(refused("a\x1b]0;b")) == f"a{MARK}]0;b"
