from datetime import timedelta

import msgspec
import pytest
from PySide6.QtCore import QObject

from app.accounts.domain import Officer, Role
from app.clock import instant
from app.tips.domain import Status, Tip
from app.tips.views import TipRow
from app.workload.views import WorkloadRow
from tests.ui.city import NOW
from tests.ui.conftest import Check
from ui.lookups import Lookups
from ui.rows import RowModel
from ui.team.list_model import BoardRow, board_rows, officer_rows, tip_rows

pytestmark = pytest.mark.usefixtures("english")
NONE = WorkloadRow("d0", "Centrum", None, "", 0, 0, 0, 0, None)
JANA = WorkloadRow("d1", "Kamenná", "j", "Jana", 2, 10, 3, 6, 12)
PETR = WorkloadRow("d1", "Kamenná", "p", "Petr", 0, 20, 0, 0, 1)
OUTSIDE = WorkloadRow("", "", "j", "Jana", 1, 1, 0, 1, 4)


def test_that_the_fullest_officer_is_first_within_a_district() -> None:
    rows = board_rows([PETR, JANA, NONE])
    assert [(row.district, row.officer, row.first) for row in rows] == [
        ("Centrum", "nobody yet", True),
        ("Kamenná", "Petr", True),
        ("Kamenná", "Jana", False),
    ]


def test_that_numbers_are_the_services_own() -> None:
    (row,) = board_rows([JANA])
    assert (row.fresh, row.open, row.waiting, row.overdue, row.oldest) == (2, 10, 3, 6, "12 days")
    assert row.spoken == "Kamenná, Jana: 10 open, 6 overdue, oldest 12 days"


def test_that_what_lies_in_no_district_has_a_name() -> None:
    (row,) = board_rows([OUTSIDE])
    assert row.district == "Outside all districts"
    assert row.spoken.startswith("Outside all districts, Jana")


@pytest.mark.parametrize("row", [JANA, PETR, OUTSIDE, NONE, WorkloadRow("d", "D", "j", "J", 0, 4, 4, 4, 9)])
def test_that_a_bar_is_as_long_as_its_open_tips(row: WorkloadRow) -> None:
    shown = next(one for one in board_rows([row, PETR]) if one.holderId == (row.holder_id or ""))
    length = shown.openShare + shown.waitingShare + shown.overdueShare
    assert length == pytest.approx(row.open / 20)


def test_that_an_empty_board_divides_by_nothing() -> None:
    assert board_rows([]) == ()
    assert board_rows([NONE])[0].openShare == 0


def tip(at: int, **changes: object) -> TipRow:
    one = Tip(
        id=f"t{at}", number=f"2026-{at}", title="Vrak", category="parking", created_at=instant(NOW - timedelta(days=2)),
        deadline=instant(NOW - timedelta(days=1)), holder_id="j", district_id="d1",
    )  # fmt: skip
    return TipRow(msgspec.structs.replace(one, **changes))


def test_that_a_closed_tip_is_not_overdue() -> None:
    late, closed = tip_rows([tip(1), tip(2, status=Status.CLOSED)], frozenset({"t2"}), Lookups(), NOW)
    assert (late.deadline, late.deadlineTone, late.chosen) == ("overdue by 1 day", "danger", False)
    assert (closed.deadline, closed.deadlineTone, closed.chosen) == ("", "neutral", True)


def test_that_only_officers_in_service_can_be_given_tips_the_emptiest_first() -> None:
    people = (
        Officer("j", "Jana", Role.OFFICER, districts=("d1",)),
        Officer("p", "Petr", Role.OFFICER),
        Officer("n", "Nová", Role.OFFICER),
        Officer("o", "Odešla", Role.OFFICER, active=False),
        Officer("v", "Vedoucí", Role.SUPERVISOR),
    )
    lookups = Lookups(officers={one.id: one for one in people})
    rows = officer_rows(lookups, [JANA, PETR, OUTSIDE])
    assert [(row.name, row.open) for row in rows] == [("Nová", 0), ("Jana", 11), ("Petr", 20)]
    assert rows[1].districts == "d1"


def test_that_the_board_keeps_qts_contract(keeps_contract: Check) -> None:
    owner = QObject()
    board = RowModel(BoardRow, owner)
    keeps_contract(board)
    for workload in ([JANA], [JANA, PETR], [PETR], []):
        board.show(board_rows(workload))
    assert board.count == 0


def test_that_the_board_stands_in_the_order_of_czech() -> None:
    names = ("Šafaříkova", "Chomutovská", "Horní Ves", "Čapkova", "Cihelná", "Spořická")
    rows = board_rows([msgspec.structs.replace(JANA, district_id=name, district_name=name) for name in names])
    assert [row.district for row in rows] == [
        "Cihelná", "Čapkova", "Horní Ves", "Chomutovská", "Spořická", "Šafaříkova",
    ]  # fmt: skip
