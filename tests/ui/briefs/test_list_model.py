"""What a hand-over says of its time: whole days without hours, a midnight as the end of the day before."""

import pytest

from app.briefs.domain import Brief, BriefKind
from app.calendar import PRAGUE
from tests.ui.city import COLLEAGUE, NOW, OFFICER, uuid
from ui.briefs.list_model import heading
from ui.lookups import Lookups


@pytest.mark.usefixtures("czech")
@pytest.mark.parametrize(
    ("from_at", "to_at", "begun", "said"),
    [
        ("2026-03-11T23:00:00.000Z", "2026-03-12T23:00:00.000Z", True, "do půlnoci"),
        ("2026-03-11T23:00:00.000Z", "2026-03-15T23:00:00.000Z", True, "do ne 15. 3."),
        ("2026-03-12T23:00:00.000Z", "2026-03-15T05:00:00.000Z", False, "od zítra do ne 15. 3. 6:00"),
        ("2026-03-13T05:00:00.000Z", None, False, "od zítra 6:00 do odvolání"),
    ],
)
def test_that_a_midnight_is_said_as_the_end_of_its_day(from_at: str, to_at: str | None, begun: bool, said: str) -> None:
    brief = Brief(uuid(1, 1), BriefKind.COVER, OFFICER, "d1", from_at, to_at, (COLLEAGUE,), begun, from_at, ())
    now = NOW.astimezone(PRAGUE)
    assert heading(brief, Lookups(), now, waiting=0, elsewhere=0).about.split(" · ")[0] == said
