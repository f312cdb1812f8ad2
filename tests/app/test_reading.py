"""One document that can not be read costs only itself."""

import logging
from types import SimpleNamespace

import pytest

from app.reading import only, readable, readable_by_id
from app.tips.domain import TipNote

ONE = '{"id":"00000000-0000-7000-8000-000000000001","tip_id":"00000000-0000-7000-8000-000000000002",'
ONE += '"by":"00000000-0000-7000-8000-000000000003","at":"2026-01-01T10:00:00Z","text":"Ahoj"}'


def test_that_what_can_not_be_read_is_left_out_and_counted_without_its_text(caplog: pytest.LogCaptureFixture) -> None:
    docs = [ONE, ONE.replace("2026-01-01", "1-01-01"), "nonsense", "\xff", ONE]
    rows = [SimpleNamespace(id=number, doc=doc.encode()) for number, doc in enumerate(docs)]
    with caplog.at_level(logging.WARNING, "okrskar.store"):
        assert [note.text for note in readable(rows, TipNote)] == ["Ahoj", "Ahoj"]
    assert caplog.messages == ["3 documents of the kind TipNote can not be read and are left out"]
    assert list(readable_by_id(rows, TipNote)) == ["0", "4"]
    assert only("nonsense", TipNote) is None
    assert only(None, TipNote) is None
