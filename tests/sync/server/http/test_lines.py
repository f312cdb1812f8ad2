"""Who gets a place, who loses it, and when."""

import pytest

from sync.server.http.lines import Limits, Line, Lines, Phase


class Clock:
    """Moves only when told."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


class Cuts:
    """Remembers which connections were cut."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def of(self, name: str) -> "Cut":
        return Cut(self, name)


class Cut:
    def __init__(self, cuts: Cuts, name: str) -> None:
        self._cuts, self._name = cuts, name

    def __call__(self) -> None:
        self._cuts.names.append(self._name)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def cuts() -> Cuts:
    return Cuts()


@pytest.fixture
def lines(clock: Clock) -> Lines:
    return Lines(Limits(places=4, places_per_address=2, proxies=("192.0.2.0/24",)), clock)


def admitted(lines: Lines, cuts: Cuts, address: str, name: str = "") -> Line:
    line = lines.admit(address, cuts.of(name or address))
    assert line is not None
    return line


def test_that_a_newcomer_takes_the_place_of_the_oldest_half_request_of_its_address(
    lines: Lines, cuts: Cuts, clock: Clock
) -> None:
    admitted(lines, cuts, "198.51.100.1", "first").move(Phase.BODY, 10, 0)
    clock.at = 1
    admitted(lines, cuts, "198.51.100.1", "second")
    admitted(lines, cuts, "198.51.100.2", "other")
    admitted(lines, cuts, "198.51.100.1", "third")
    assert cuts.names == ["second"], "a half head goes before a body that comes"
    assert len(lines) == 3


def test_that_where_all_of_an_address_are_at_work_a_newcomer_gets_no_place(lines: Lines, cuts: Cuts) -> None:
    for _ in range(2):
        admitted(lines, cuts, "198.51.100.1").move(Phase.BUSY, 10, 0)
    assert lines.admit("198.51.100.1", cuts.of("late")) is None
    admitted(lines, cuts, "198.51.100.2")
    assert cuts.names == []


def test_that_a_network_of_ipv6_is_one_address(lines: Lines, cuts: Cuts) -> None:
    for number in range(3):
        admitted(lines, cuts, f"2001:db8:0:1::{number + 1}", str(number))
    assert cuts.names == ["0"]
    admitted(lines, cuts, "2001:db8:0:2::1")
    admitted(lines, cuts, "::ffff:198.51.100.1", "mapped")
    assert cuts.names == ["0"]


def test_that_behind_a_proxy_only_the_sum_is_bounded_and_the_largest_crowd_makes_way(
    lines: Lines, cuts: Cuts, clock: Clock
) -> None:
    for number in range(3):
        admitted(lines, cuts, "192.0.2.7", f"proxy {number}")
    clock.at = -1
    admitted(lines, cuts, "198.51.100.1", "older")
    admitted(lines, cuts, "198.51.100.2")
    assert cuts.names == ["proxy 0"]


def test_that_a_closed_connection_frees_its_place_once(lines: Lines, cuts: Cuts) -> None:
    line = admitted(lines, cuts, "198.51.100.1")
    lines.forget(line)
    lines.forget(line)
    assert len(lines) == 0


@pytest.mark.parametrize(
    ("phase", "heard", "received", "at", "gone"),
    [
        (Phase.HEAD, 0, 0, 19, False),
        (Phase.HEAD, 18, 500, 21, True),
        (Phase.BODY, 0, 0, 29, False),
        (Phase.BODY, 0, 0, 31, True),
        (Phase.BODY, 30, 1_000_000, 59, False),
        (Phase.BODY, 30, 1_000_000, 61, True),
        (Phase.BODY, 59, 10, 60, True),
        (Phase.BUSY, 0, 0, 10_000, False),
        (Phase.IDLE, 0, 0, 10_000, False),
    ],
)
def test_that_who_does_not_get_on_has_to_go(
    *, phase: Phase, heard: float, received: int, at: float, gone: bool
) -> None:
    clock, cuts = Clock(), Cuts()
    lines = Lines(Limits(), clock)
    line = admitted(lines, cuts, "198.51.100.1", "one")
    line.phase, line.heard, line.received = phase, heard, received
    clock.at = at
    lines.sweep()
    assert (cuts.names == ["one"]) is gone
