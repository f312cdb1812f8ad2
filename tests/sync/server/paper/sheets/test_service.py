"""A sheet is entered once, whole or not at all, is one respondent's and no burst, and leaves nothing when undone."""

from datetime import date

import pytest
import sqlalchemy as sa

from app.accounts.domain import Role
from app.identifiers import new_id
from app.ratings.domain import RatingChannel
from sync.server.accounts.callers import Caller
from sync.server.paper.sheets import repository, service
from sync.server.paper.sheets.domain import Batch, Sheet
from sync.server.paper.sheets.reading import Fault
from sync.server.paper.sheets.service import Entered, NotEntered
from sync.server.published import service as published
from sync.server.ratings import surface
from tests.sync.server import schema
from tests.sync.server.station import WEST, Station

DAY = date(2026, 2, 20)


class Pile:
    """Sheets of the west on a dispatcher's table, and a batch for them."""

    def __init__(self, station: Station, copies: int = 2) -> None:
        self.station, self.server = station, station.server
        self.caller = Caller(station.person("pevuska", Role.DISPATCHER), "", Role.DISPATCHER, None)
        with self.server.database.write() as connection:
            published.make(connection, self.server)
        with self.server.database.write() as connection:
            self.print_id, batch_id = new_id(), new_id()
            for _ in range(2):  # a double click
                assert service.prepare(connection, self.server, self.caller, self.print_id, (WEST, "cs", copies))
                service.begin(connection, self.server, self.caller, batch_id, ("Den s policií", DAY))
            found = repository.batch(connection, batch_id)
        assert found is not None
        self.batch: Batch = found

    @property
    def sheets(self) -> list[Sheet]:
        with self.server.database.read() as connection:
            return repository.of_print(connection, self.print_id)

    def enter(self, code: str, rows: str) -> Entered | NotEntered:
        return service.enter(self.server, self.caller, self.batch, code, rows)

    def count(self) -> int:
        return int(self.station.scalar(sa.select(sa.func.count()).select_from(schema.rating)))


@pytest.fixture
def pile(station: Station) -> Pile:
    return Pile(station)


def test_that_a_sheet_is_one_respondents_on_the_day_it_was_filled_in(pile: Pile) -> None:
    first = pile.sheets[0]
    assert len({one.code for one in pile.sheets}) == 2
    assert pile.enter(f" {first.code[:4].lower()}-{first.code[4:]} ", "1 d1 t4 c1 p1\n2 t3") == Entered(3)
    columns = schema.rating.c
    rows = pile.station.all(sa.select(columns.channel, columns.at, columns.respondent, columns.source, columns.cell))
    assert {(row.channel, row.at) for row in rows} == {("paper", "2026-02-20T11:00:00.000Z")}
    assert len({row.respondent for row in rows}) == 1
    assert {row.source for row in rows} == {service.source_of(pile.batch.id, first.code)}
    assert len({row.cell for row in rows}) == 2


def test_that_a_sheet_is_entered_once(pile: Pile) -> None:
    code = pile.sheets[0].code
    assert pile.enter(code, "1 d1") == Entered(1)
    again = pile.enter(code, "2 d1\n3 d1")
    assert isinstance(again, NotEntered)
    assert again.why == "already"
    assert again.sheet is not None
    assert (again.sheet.batch, again.sheet.entered_by) == (pile.batch.id, pile.caller.officer_id)
    assert pile.count() == 1


def test_that_nothing_is_written_of_a_sheet_with_a_wrong_row(pile: Pile) -> None:
    code = pile.sheets[0].code
    wrong = pile.enter(code, "1 d1\n2")
    assert isinstance(wrong, NotEntered)
    assert [(one.line, one.fault) for one in wrong.flaws] == [(2, Fault.NO_ANSWER)]
    assert pile.enter(code, " ") == NotEntered("empty")
    assert pile.enter("0000 0000", "1 d1") == NotEntered("unknown")
    assert pile.count() == 0
    assert pile.sheets[0].batch == ""


def test_that_what_is_undone_leaves_nothing_and_is_entered_anew(pile: Pile) -> None:
    one, other = pile.sheets
    pile.enter(one.code, "1 d1 t1")
    pile.enter(other.code, "1 d4")
    assert service.undo(pile.server, pile.caller, pile.batch.id, (one.code,)) == 2
    assert pile.count() == 1
    assert {sheet.code: sheet.rows for sheet in pile.sheets} == {one.code: "1 d1 t1", other.code: "1 d4"}
    assert pile.enter(one.code, "1 d1 t2") == Entered(2)
    assert service.undo(pile.server, pile.caller, pile.batch.id) == 3
    assert pile.count() == 0
    assert {sheet.batch for sheet in pile.sheets} == {""}
    assert pile.station.scalar(sa.select(sa.func.count()).where(schema.job.c.key.like("surface 2%"))) == 1


def test_that_what_was_typed_of_a_sheet_is_read_without_holding_it(pile: Pile) -> None:
    one = pile.sheets[0]
    pile.enter(one.code, "1 d1")
    service.undo(pile.server, pile.caller, pile.batch.id)
    with pile.server.database.read() as connection:
        found = repository.sheet(connection, one.code)
    assert found is not None
    assert (found.batch, found.rows) == ("", "1 d1")


def test_that_who_undoes_late_takes_nothing_from_the_batch_it_was_entered_in_meanwhile(
    pile: Pile, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, first = pile.sheets[0], pile.batch
    pile.enter(one.code, "1 d1")
    with pile.server.database.read() as connection:
        seen = repository.sheets_of(connection, first.id)
    service.undo(pile.server, pile.caller, first.id)
    with pile.server.database.write() as connection:
        pile.batch = Batch(new_id(), "Jarmark", f"{DAY}")
        service.begin(connection, pile.server, pile.caller, pile.batch.id, ("Jarmark", DAY))
    pile.enter(one.code, "1 d2")
    monkeypatch.setattr(repository, "sheets_of", lambda *_: seen)
    assert service.undo(pile.server, pile.caller, first.id) == 0
    assert (pile.sheets[0].batch or pile.sheets[1].batch, pile.count()) == (pile.batch.id, 1)


def test_that_many_sheets_of_one_day_are_no_burst(station: Station) -> None:
    pile = Pile(station, copies=20)
    for sheet in pile.sheets:
        assert pile.enter(sheet.code, "1 t4") == Entered(1)
    with station.server.database.write() as connection:
        done = surface.make(connection, station.server)
    assert (done.ratings, done.aside) == (20, 0)
    assert {row.channel for row in station.all(sa.select(schema.rating.c.channel))} == {RatingChannel.PAPER.value}
