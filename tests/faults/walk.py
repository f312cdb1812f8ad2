"""A seeded random walk through a world: the schedule of the mutants and of the soak."""

import random
from collections.abc import Callable
from pathlib import Path

from tests.faults.world import CUTS, DEVICE_POINTS, SERVER_POINTS, World

Step = Callable[[World, random.Random], None]


def _some_tip(world: World, chance: random.Random) -> str:
    if not world.tips:
        return world.file(world.anna, east=False)
    return chance.choice(world.tips[-6:])


def _edit(world: World, chance: random.Random) -> None:
    device = chance.choice(world.devices)
    tip = _some_tip(world, chance)
    match chance.randrange(8):
        case 0:
            world.file(device, east=chance.random() < 0.5)
        case 1 | 2:
            world.note(device, tip)
        case 3:
            world.accept(device, tip)
        case 4:
            world.close(device, tip)
        case 5:
            world.edit(device, tip, f"Slovo {chance.randrange(5)}")
        case 6:
            world.patrol_note(device, east=chance.random() < 0.5)
        case _:
            world.poison(device, tip, chance.randrange(4))


def _assign(world: World, chance: random.Random) -> None:
    world.assign(_some_tip(world, chance), chance.random() < 0.5, chance.choice([None, "anna", "boris"]))


def _duty(world: World, chance: random.Random) -> None:
    change = world.grant if chance.random() < 0.5 else world.withdraw
    change(chance.choice(["anna", "boris"]), chance.random() < 0.5)


def _rare(world: World, chance: random.Random) -> None:
    match chance.randrange(5):
        case 0 if world.tips:
            world.erase(world.tips[chance.randrange(len(world.tips))])
        case 1:
            world.back_up()
        case 2 if world.backup is not None:
            world.restore()
        case 3 if world.tips:
            world.reopen(_some_tip(world, chance))
        case _:
            world.close_by_old_app(chance.choice(world.devices), _some_tip(world, chance))


def _round(world: World, chance: random.Random) -> None:
    world.round(chance.choice(world.devices))


def _cut(world: World, chance: random.Random) -> None:
    where, cut = chance.choice(CUTS)
    world.cut(chance.choice(world.devices), where, cut)


def _crash(world: World, chance: random.Random) -> None:
    world.crash(chance.choice(world.devices), chance.choice(DEVICE_POINTS + SERVER_POINTS))


STEPS: tuple[tuple[int, Step], ...] = (
    (30, _edit), (8, _assign), (5, _duty), (5, _rare), (20, _round), (16, _cut), (16, _crash),
)  # fmt: skip


def walk(folder: Path, seed: int, length: int = 40) -> World:
    """Walk, checking after every step and at the end in peace. Raises Violation. The world is closed at the end."""
    chance = random.Random(seed)
    folder.mkdir(parents=True)
    world = World(folder)
    try:
        for _ in range(length):
            step = chance.choices([step for _, step in STEPS], [weight for weight, _ in STEPS])[0]
            world.steps.append(step.__name__)
            step(world, chance)
            world.check()
        world.settle()
        world.check()
    finally:
        world.stop()
    return world
