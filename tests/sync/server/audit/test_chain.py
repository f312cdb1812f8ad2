"""Only this server writes an entry that fits the chain, and a lost key is never replaced by a new one."""

from pathlib import Path
from typing import Any

import pytest

from sync.server.audit.chain import KEY_NAME, Chain, plain_hash
from sync.server.audit.heads import GENESIS, Head

ROW: dict[str, Any] = {
    "id": 1, "at": "2026-03-02T08:00:00.000Z", "actor": "a", "action": "login", "target": "", "detail": "{}",
    "previous": GENESIS, "address": "127.0.0.1",
}  # fmt: skip


@pytest.fixture
def chain(tmp_path: Path) -> Chain:
    made = Chain(tmp_path)
    made.begin_new()
    return made


@pytest.mark.parametrize("name", ROW)
def test_that_the_hash_holds_every_value_of_an_entry(chain: Chain, name: str) -> None:
    other = ROW | {name: 2 if name == "id" else ROW[name] + "x"}
    assert chain.sign(other) != chain.sign(ROW)


def test_that_values_can_not_be_shifted_from_one_field_to_the_next(chain: Chain) -> None:
    assert chain.sign(ROW | {"actor": "ab", "action": "c"}) != chain.sign(ROW | {"actor": "a", "action": "bc"})
    assert chain.sign(ROW | {"actor": '","'}) != chain.sign(ROW | {"actor": ""})


def test_that_another_key_makes_another_hash(chain: Chain, tmp_path: Path) -> None:
    assert Chain(tmp_path / "other").sign(ROW) != chain.sign(ROW) != plain_hash(ROW)
    assert Chain(tmp_path).sign(ROW) == chain.sign(ROW), "the same key after a restart"


def test_that_a_key_that_is_missing_where_entries_were_noted_is_an_error(chain: Chain, tmp_path: Path) -> None:
    chain.note(Head(1, "a" * 64))
    (tmp_path / KEY_NAME).unlink()
    fresh = Chain(tmp_path)
    assert fresh.is_missing()
    with pytest.raises(OSError, match="put it back from a backup"):
        fresh.sign(ROW)
    assert not (tmp_path / KEY_NAME).exists(), "no new key is made in silence"


def test_that_what_was_typed_can_be_compared_and_not_read(chain: Chain, tmp_path: Path) -> None:
    assert chain.blind("novak") == chain.blind("novak")
    assert chain.blind("novak") != chain.blind("novák")
    assert "novak" not in chain.blind("novak")
    assert Chain(tmp_path / "other").blind("novak") != chain.blind("novak"), "nobody tries names without the key"


def test_that_the_beginning_is_noted_once(chain: Chain, tmp_path: Path) -> None:
    chain.note(Head(1, "a" * 64))
    Chain(tmp_path).begin_new()
    found = chain.heads.read()
    assert (found.begun, found.last) == (Head(0, GENESIS), 1)


def test_that_a_head_that_can_not_be_noted_stops_nobody(
    chain: Chain, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(chain.heads, "note", full)
    chain.note(Head(1, "a" * 64))
    assert "can not be noted outside the database" in caplog.text
