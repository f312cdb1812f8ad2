"""The words of a tip are nowhere any more, once the deadline is over; what is counted of it stays."""

from pathlib import Path

from app.identifiers import new_id
from app.tips import operations as ops
from app.tips.domain import OutcomeKind
from sync.server.erasure.service import erase_again
from sync.server.privacy import jobs
from sync.server.privacy.service import choose
from sync.server.tips.search.repository import Question, find
from tests.sync.server.backups import back_up, restore
from tests.sync.server.erasure.test_journal import whole_database
from tests.sync.server.privacy.test_jobs import MARKER, Town, left_in, sent, town
from tests.sync.server.residents.visitor import work
from tests.sync.server.station import WEST

__all__ = ["town"]


def test_that_the_words_of_a_tip_go_in_their_time_everywhere_and_what_is_counted_stays(
    town: Town, tmp_path: Path
) -> None:
    station = town.station
    sent(town)
    told = f"U domu, kde bydlí {MARKER}."
    before = town.tip
    for operation in (
        ops.TipEdit("text", before.text, f"{before.text} {told}"),
        ops.TipEdit("title", before.title, told),
        ops.TipNoteAdd(new_id(), told),
        ops.TipPromise(told, "2026-12-31"),
    ):
        assert town.novak.do(before.id, operation).verdict.value == "applied"
    assert town.novak.do(before.id, ops.TipAnswer(told)).verdict.value == "applied"
    work(station)
    town.close()
    town.pull()
    assert town.on_the_device().count(MARKER) > 5
    with station.server.database.write() as connection:
        assert choose(connection, station.server, "texts", 90) != "", "not while it is on the devices"
        assert choose(connection, station.server, "texts", 500) == ""
    url, copy = station.settings.database, tmp_path / "backup"
    back_up(url, copy)
    known = town.tip
    town.days_go_by(498)
    with station.server.database.read() as connection:
        assert find(connection, Question((MARKER.lower(),)), {WEST}) != []
    town.days_go_by(3)
    town.pull()
    database = [tmp_path / f"server.sqlite3{end}" for end in ("", "-wal")]
    assert MARKER not in whole_database(station)
    assert left_in(*database, station.settings.files) == []
    assert MARKER.lower() not in town.on_the_device().lower()
    with station.server.database.read() as connection:
        assert find(connection, Question((MARKER.lower(),)), {WEST}) == []
    left = town.tip
    assert (left.title, left.text, left.notes) == (known.number, "", 0)
    assert (left.category, left.place, left.created_at, left.status) == (
        known.category, known.place, known.created_at, known.status,
    )  # fmt: skip
    assert left.closing is not None
    assert left.closing.outcome.kind is OutcomeKind.SOLVED
    assert jobs.texts(station.server) == 0
    town.visitor.app.state.server.close()
    station.server.database.close()
    restore(url, copy)
    assert MARKER in whole_database(station)
    assert erase_again(station.server).conversations == 2, "what was said, and what was written"
    assert MARKER not in whole_database(station)
    assert erase_again(station.server).conversations == 0
