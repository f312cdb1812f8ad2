"""The Team page's view models on a supervisor's device."""

import pytest

from app.session import DeviceSession
from tests.ui.city import NOW
from tests.ui.desk import HandExecutor
from ui.jobs import Jobs
from ui.lookups import Lookups
from ui.team.cell_viewmodel import CellViewModel
from ui.team.viewmodel import TeamViewModel


@pytest.fixture
def team(session: DeviceSession, jobs: Jobs, lookups: Lookups, executor: HandExecutor, english: None) -> TeamViewModel:
    """The board, read."""
    cell = CellViewModel(
        session.team, session.tips, session.outbox, jobs=jobs, lookups=lambda: lookups, clock=NOW.astimezone
    )
    made = TeamViewModel(session.team, cell, jobs=jobs, lookups=lambda: lookups, clock=NOW.astimezone)
    made.refresh()
    executor.run()
    return made
