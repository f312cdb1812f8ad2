"""Every mutant is caught: the same schedule holds without it and breaks with it, and its change was really hit."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.checker import Violation
from tests.faults.in_process import Cut
from tests.faults.mutants import mutated
from tests.faults.world import World


def _move(world: World) -> None:
    tip = world.file(world.anna, east=False)
    world.settle()
    world.assign(tip, east=True, holder="boris")


def _crash_after_commit(world: World) -> None:
    world.file(world.anna, east=False)
    world.crash(world.anna, "push.after_commit")
    assert world.struck == ["push.after_commit"]


def _swallowed_answer(world: World) -> None:
    tip = world.file(world.anna, east=False)
    world.note(world.anna, tip)
    world.cut(world.anna, "push", Cut.AFTER)


def _crash_before_commit(world: World) -> None:
    world.settle()  # a device that never pulled sends again what the server turns out not to know
    world.file(world.anna, east=False)
    world.crash(world.anna, "push.before_commit")
    assert world.struck == ["push.before_commit"]
    world.check()


def _crash_in_a_page(world: World) -> None:
    world.settle()
    world.file(world.anna, east=False)
    world.round(world.anna)
    world.crash(world.sylva, "pages.apply.before_commit")
    assert world.struck == ["pages.apply.before_commit"]
    world.check()


def _lost_scope(world: World) -> None:
    world.file(world.anna, east=False)
    world.settle()
    world.withdraw("anna", east=False)


def _restore(world: World) -> None:
    world.settle()
    world.back_up()
    world.file(world.anna, east=False)
    world.round(world.anna)
    world.restore()


def _erased_after_the_backup(world: World) -> None:
    tip = world.file(world.anna, east=False)
    world.settle()
    world.back_up()
    world.note(world.anna, tip)
    world.round(world.anna)
    world.erase(tip)
    world.restore()


SCHEDULES: dict[str, tuple[Callable[[World], None], set[str]]] = {
    "no_gone_on_a_move": (_move, {"I4", "I5"}),
    "receipt_before_effect": (_crash_after_commit, {"I1"}),
    "receipt_after_effect": (_crash_after_commit, {"I2"}),
    "no_receipt": (_swallowed_answer, {"I2"}),
    "acknowledge_before_commit": (_crash_before_commit, {"I1"}),
    "cursor_before_rows": (_crash_in_a_page, {"I3"}),
    "rows_of_a_lost_scope_kept": (_lost_scope, {"I5"}),
    "no_sending_again_after_a_restore": (_restore, {"I1", "I6"}),
    "no_erasing_again_after_a_restore": (_erased_after_the_backup, {"I8"}),
    "operations_on_erased_tips_kept": (_erased_after_the_backup, {"I8"}),
}


def _run(folder: Path, schedule: Callable[[World], None]) -> None:
    folder.mkdir()
    world = World(folder)
    try:
        schedule(world)
        world.settle()
        world.check()
    finally:
        world.stop()


@pytest.mark.parametrize("name", SCHEDULES)
def test_that_each_mutant_breaks_what_holds_without_it(name: str, tmp_path: Path) -> None:
    schedule, invariants = SCHEDULES[name]
    _run(tmp_path / "right", schedule)
    with mutated(name) as hits, pytest.raises(Violation) as caught:
        _run(tmp_path / "mutant", schedule)
    assert hits.count > 0
    assert caught.value.invariant in invariants
