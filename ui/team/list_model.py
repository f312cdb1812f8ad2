"""The rows of the Team page: the board, the tips behind a number, and the officers to choose from."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from app.accounts.domain import Role
from app.tips.domain import Status
from app.tips.views import TipRow
from app.workload.views import WorkloadRow
from ui import moments
from ui.lookups import Lookups
from ui.tips.words import status_tone, status_word


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
class TeamTipRow:
    """One tip behind a number, to be chosen for another holder."""

    tipId: str
    title: str
    sign: str
    tone: str
    status: str
    place: str
    holder: str
    age: str
    deadline: str
    deadlineTone: str
    chosen: bool


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
    ordered = sorted(workload, key=lambda row: (row.district_name, -row.open, row.holder_name))
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
        rows.append(
            BoardRow(
                key=f"{row.district_id}/{row.holder_id or ''}",
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
                spoken=f"{district}, {officer}: {open_words}, {overdue_words}",
            )
        )
    return tuple(rows)


def tip_rows(tips: Sequence[TipRow], chosen: frozenset[str], lookups: Lookups, now: datetime) -> tuple[TeamTipRow, ...]:
    """The tips behind a number."""
    rows = []
    for tip in tips:
        closed = tip.status is Status.CLOSED
        deadline, tone = ("", "neutral") if closed else moments.deadline(tip.deadline, now)
        rows.append(
            TeamTipRow(
                tipId=tip.id,
                title=tip.title,
                sign=lookups.icon(tip.category),
                tone=status_tone(tip.status),
                status=status_word(tip.status, tip.waiting_on),
                place=tip.address or lookups.district(tip.district_id),
                holder=lookups.officer(tip.holder_id) or QCoreApplication.translate("Team", "nobody yet"),
                age=moments.age(tip.created_at, now),
                deadline=deadline,
                deadlineTone=tone,
                chosen=tip.id in chosen,
            )
        )
    return tuple(rows)


def officer_rows(lookups: Lookups, workload: Sequence[WorkloadRow]) -> tuple[OfficerRow, ...]:
    """The officers in service, those with the fewest open tips first."""
    load: Counter[str] = Counter()
    for row in workload:
        load[row.holder_id or ""] += row.open
    rows = [
        OfficerRow(
            officerId=officer.id,
            name=officer.name,
            districts=", ".join(lookups.district(district) for district in officer.districts),
            open=load[officer.id],
        )
        for officer in lookups.officers.values()
        if officer.role is Role.OFFICER and officer.active
    ]
    return tuple(sorted(rows, key=lambda row: (row.open, row.name)))
