"""What the page of a district shows: one number for a hexagon, in the picture and in the lists."""

from sync.server.published.domain import ClosedIn, DistrictWork, Hexagon, OpenTips, SeenIn, Town, TownDistrict
from sync.server.residents.district.view import Line, Visit, view_of

TOWN = Town(
    100,
    80,
    (TownDistrict("d1", "Blatná", "M1,1z", 25, 40), TownDistrict("d2", "Luční", "M0,0z", 75, 40)),
    (
        Hexagon("a", "d1", "Zahradní", "0,0 10,0 5,9"),
        Hexagon("b", "d1", "Břízová", "20,0 30,0 25,9"),
        Hexagon("c", "d1", "", "40,0 50,0 45,9"),
        Hexagon("d", "d2", "Luční", "60,30 70,30 65,39"),
    ),
)
WORK = DistrictWork(
    (OpenTips("light", 2), OpenTips("waste", 5)),
    "2025-12",
    (ClosedIn("a", "2026-02", "light", "solved", 3), ClosedIn("b", "2026-02", "gone", "not_found", 1),
     ClosedIn("a", "2026-01", "waste", "handed_over", 1)),
    (SeenIn("2026-02-02", "b", 1), SeenIn("2026-02-09", "a", 2), SeenIn("2026-02-09", "b", 4)),
)  # fmt: skip
NAMES = {"light": "Osvětlení", "waste": "Nepořádek"}


def test_that_picture_and_lists_have_one_number_for_a_hexagon_and_none_of_which_nothing_is_told() -> None:
    view = view_of(TOWN, "d1", WORK, NAMES, "cs")
    assert view is not None
    assert [(one.number, one.near, one.done, one.is_seen) for one in view.hexagons] == [
        (2, "Zahradní", 4, True), (1, "Břízová", 1, True), (0, "", 0, False)]  # fmt: skip
    assert [(month.name, month.closed, month.solved) for month in view.months] == [
        ("únor 2026", 4, 3), ("leden 2026", 1, 0)]  # fmt: skip
    assert view.months[0].lines == (
        Line(1, "Břízová", "", "not_found", 1), Line(2, "Zahradní", "Osvětlení", "solved", 3))  # fmt: skip
    assert [week.visits for week in view.weeks] == [
        (Visit(1, "Břízová", 4), Visit(2, "Zahradní", 2)), (Visit(1, "Břízová", 1),)]  # fmt: skip
    assert (view.open, view.open_count, view.oldest) == ((("Nepořádek", 5), ("Osvětlení", 2)), 7, "prosinec 2025")
    assert (view.closed, view.solved, view.box) == (5, 3, (-24, -24, 98, 57))


def test_that_of_nothing_nothing_is_shown() -> None:
    empty = view_of(TOWN, "d2", DistrictWork(), NAMES, "en")
    assert empty is not None
    assert (empty.months, empty.weeks, empty.open_count, empty.oldest) == ((), (), 0, "")
    assert view_of(TOWN, "d9", WORK, NAMES, "cs") is None
