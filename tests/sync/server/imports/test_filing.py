"""What is new is filed in slices that stand or fall whole, once, by an account that nobody can use."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.accounts.domain import Role
from app.tips.domain import Channel, OutcomeKind, Status
from app.values import Place
from sync.server.imports import filing
from sync.server.imports.draft import DraftNote, TipDraft
from sync.server.imports.filing import IMPORT_LOGIN, NotTaken, Result, file_all, fresh
from sync.server.imports.incoming import tip_id
from sync.server.imports.tips import Reading
from tests.sync.server import schema
from tests.sync.server.station import EAST, IN_EAST, IN_WEST, NOWHERE, WEST, Station

AT = datetime(2025, 12, 1, 8, tzinfo=UTC)


def draft(number: int, place: Place | None = IN_WEST, title: str = "Lampa", **said: object) -> TipDraft:
    made = {"created_at": AT + timedelta(hours=number), **said}
    return TipDraft(external_id=str(number), title=title, category="light", place=place, **made)  # type: ignore[arg-type]


def reading(*drafts: TipDraft) -> Reading:
    return Reading(drafts, (), (), (), 0, 0, "city")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "tips.json"
    path.write_text("[]", encoding="utf-8")
    return path


def numbers(station: Station) -> list[str]:
    return [row.number for row in station.all(sa.select(schema.tip.c.number).order_by(schema.tip.c.number))]


def test_that_of_a_draft_that_is_there_twice_the_last_counts_and_what_is_known_is_left_out() -> None:
    first, again, second = draft(1), draft(1, title="Jiná"), draft(2)
    assert fresh(reading(first, again, second), set()) == [again, second]
    assert fresh(reading(first, second), {tip_id(first, "city")}) == [second]


def test_that_each_is_filed_once_and_counted_where_it_lies(station: Station, file: Path) -> None:
    told: list[tuple[int, int]] = []
    both = reading(draft(1), draft(2, IN_EAST), draft(3, NOWHERE))
    done = file_all(station.server, both, file, lambda *so_far: told.append(so_far))
    assert done == Result(3, 0, {WEST: 1, EAST: 1, "": 1})  # type: ignore[arg-type]
    assert told == [(3, 3)]
    more = reading(*both.drafts, draft(4))
    assert file_all(station.server, more, file, lambda *_: None) == Result(1, 3, {WEST: 1})  # type: ignore[arg-type]
    assert file_all(station.server, more, file, lambda *_: None) == Result(0, 4)
    assert numbers(station) == ["2025-000001", "2025-000002", "2025-000003", "2025-000004"]
    actions = [row.action for row in station.all(sa.select(schema.audit.c.action))]
    assert actions == ["tips.import"] * 3, "also that nothing was new"


def test_that_its_whole_life_is_there_and_stands_under_a_name_that_nobody_signs_in_with(
    station: Station, file: Path
) -> None:
    boss = station.supervisor()
    known = draft(
        1, channel=Channel.WEB, status=Status.CLOSED, outcome=OutcomeKind.SOLVED, reply="Opraveno.",
        closed_at=AT + timedelta(days=90), notes=(DraftNote(AT + timedelta(days=1), "Předáno", "Úřad"),),
    )  # fmt: skip
    file_all(station.server, reading(known), file, lambda *_: None)
    (account,) = station.all(sa.select(schema.account).where(schema.account.c.login == IMPORT_LOGIN))
    assert (account.active, account.password, account.role) == (False, None, Role.ANALYST.value)
    boss.pull()
    (tip,) = boss.docs("tip").values()
    assert (tip["status"], tip.get("channel", "web"), tip.get("holder_id")) == ("closed", "web", None)
    assert {line["by"] for line in boss.docs("story").values()} == {account.id}
    assert [line["kind"] for line in boss.docs("story").values()].count("received") == 1
    assert boss.docs("officer")[account.id]["active"] is False


def test_that_a_slice_in_which_the_rules_refuse_one_leaves_nothing_and_the_ones_before_it_stay(
    station: Station, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filing, "SLICE", 2)
    told: list[tuple[int, int]] = []
    bad = draft(4, title="\u200b")
    with pytest.raises(NotTaken) as refused:
        file_all(station.server, reading(draft(1), draft(2), draft(3), bad), file, lambda *so_far: told.append(so_far))
    assert str(refused.value) == "4: tip.file is not taken (invalid)"
    assert (numbers(station), told) == (["2025-000001", "2025-000002"], [(2, 4)])
    done = file_all(station.server, reading(draft(1), draft(2), draft(3)), file, lambda *_: None)
    assert (done.filed, done.known) == (1, 2)
    assert numbers(station)[-1] == "2025-000003"
