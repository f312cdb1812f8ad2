"""What is drawn of a month: what was published, and of nothing else anything."""

from app.ratings.domain import CellClass, Release, ReleasedLine
from sync.server.published.domain import Hexagon, Town, TownDistrict
from sync.server.residents.safety_map.picture import picture_of

TOWN = Town(
    100,
    80,
    (TownDistrict("d2", "Čáslavská", "M0,0z", 75, 40), TownDistrict("d1", "Blatná", "M1,1z", 25, 40)),
    (
        Hexagon("a", "d1", "Zahradní", "0,0 10,0 5,9"),
        Hexagon("b", "d1", "Břízová", "20,0 30,0 25,9"),
        Hexagon("c", "d1", "", "40,0 50,0 45,9"),
        Hexagon("d", "d2", "Luční", "60,30 70,30 65,39"),
    ),
)


def line(level: str, **where: str) -> ReleasedLine:
    return ReleasedLine(level, 10, CellClass.WORSE, 0.4, 0.7, **where)


RELEASE = Release(
    "2026-02",
    "2026-03-01T01:00:00.000Z",
    (
        line("cell", cell="a"), line("cell", cell="b"), line("cell", cell="gone"), line("district", district="d1"),
        line("parent", cell="p", district="d1"), line("city"),
    ),
)  # fmt: skip


def test_that_what_was_published_is_drawn_with_one_number_in_picture_and_table() -> None:
    picture = picture_of(TOWN, RELEASE, "")
    assert [(part.name, part.others) for part in picture.parts] == [("Blatná", 1), ("Čáslavská", 1)]
    assert [(one.number, one.near, one.x, one.y, one.size) for one in picture.parts[0].hexagons] == [
        (1, "Břízová", 25, 3, 5), (2, "Zahradní", 5, 3, 5)]  # fmt: skip
    assert picture.parts[0].line is not None
    assert picture.parts[1].line is None
    assert picture.city == line("city")
    assert picture.box == (0, 0, 100, 80)


def test_that_a_district_is_shown_alone_with_the_same_numbers() -> None:
    picture = picture_of(TOWN, RELEASE, "d1")
    assert [part.id for part in picture.parts] == ["d1"]
    assert [one.number for one in picture.parts[0].hexagons] == [1, 2]
    assert picture.box == (-24, -24, 98, 57)
    assert picture_of(TOWN, RELEASE, "d2").parts[0].hexagons == ()


def test_that_an_unknown_district_shows_the_town() -> None:
    assert picture_of(TOWN, RELEASE, "<script>") == picture_of(TOWN, RELEASE, "")
