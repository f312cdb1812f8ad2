"""The rows of the Team page: the board, the tips behind a number, and the officers to choose from."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from app.accounts.domain import Role
from app.czech_order import czech_order
from app.tips.views import TipRow
from app.workload.views import WorkloadRow
from ui.lookups import Lookups
from ui.team.numbers import row_key
from ui.tips.face import TipFace, faced


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One district and officer. Shares are of the largest row's open tips, for the bar. ``first`` of its district."""

    key: str
    districtId: str
    holderId: str
    district: str
    officer: str
    fresh: int
    open: int
    waiting: int
    overdue: int
    oldest: str
    openShare: float
    waitingShare: float
    overdueShare: float
    first: bool
    spoken: str


@dataclass(frozen=True, slots=True)
class TeamTipRow(TipFace):
    """One tip behind a number, to be chosen for another holder."""

    chosen: bool = False


@dataclass(frozen=True, slots=True)
class OfficerRow:
    """One officer to give tips to, with the open ones they have."""

    officerId: str
    name: str
    districts: str
    open: int


def board_rows(workload: Sequence[WorkloadRow]) -> tuple[BoardRow, ...]:
    """The board, districts by name, the fullest officer first within each."""
    most = max((row.open for row in workload), default=0) or 1
    rows: list[BoardRow] = []
    ordered = sorted(
        workload, key=lambda row: (czech_order(row.district_name), -row.open, czech_order(row.holder_name))
    )
    for row in ordered:
        district = row.district_name or QCoreApplication.translate("Team", "Outside all districts")
        officer = row.holder_name or QCoreApplication.translate("Team", "nobody yet")
        oldest = (
            QCoreApplication.translate("Moments", "%n day(s)", None, row.oldest_days)
            if row.oldest_days is not None
            else "–"
        )
        calm = max(0, row.open - row.waiting - row.overdue)
        open_words = QCoreApplication.translate("Team", "%n open", None, row.open)
        overdue_words = QCoreApplication.translate("Team", "%n overdue", None, row.overdue)
        oldest_words = QCoreApplication.translate("Team", "oldest %1").replace("%1", oldest)
        rows.append(
            BoardRow(
                key=row_key(row.district_id, row.holder_id),
                districtId=row.district_id,
                holderId=row.holder_id or "",
                district=district,
                officer=officer,
                fresh=row.new_7d,
                open=row.open,
                waiting=row.waiting,
                overdue=row.overdue,
                oldest=oldest,
                openShare=calm / most,
                waitingShare=min(row.waiting, row.open - min(row.overdue, row.open)) / most,
                overdueShare=min(row.overdue, row.open) / most,
                first=not rows or rows[-1].districtId != row.district_id,
                spoken=f"{district}, {officer}: {open_words}, {overdue_words}, {oldest_words}",
            )
        )
    return tuple(rows)


def tip_rows(tips: Sequence[TipRow], chosen: frozenset[str], lookups: Lookups, now: datetime) -> tuple[TeamTipRow, ...]:
    """The tips behind a number."""
    nobody = QCoreApplication.translate("Team", "nobody yet")
    return tuple(
        faced(
            TeamTipRow,
            row.tip,
            lookups,
            now,
            holder=lookups.officer(row.tip.holder_id) or nobody,
            chosen=row.tip.id in chosen,
        )
        for row in tips
    )


def officer_rows(lookups: Lookups, workload: Sequence[WorkloadRow]) -> tuple[OfficerRow, ...]:
    """The officers in service, those with the fewest open tips first."""
    load: Counter[str] = Counter()
    for row in workload:
        load[row.holder_id or ""] += row.open
    rows = [
        OfficerRow(
            officerId=officer.id,
            name=officer.name,
            districts=lookups.district_names(officer.districts),
            open=load[officer.id],
        )
        for officer in lookups.officers.values()
        if officer.role is Role.OFFICER and officer.active
    ]
    return tuple(sorted(rows, key=lambda row: (row.open, czech_order(row.name))))
