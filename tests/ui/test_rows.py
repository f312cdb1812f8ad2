from dataclasses import dataclass

from tests.ui.conftest import Check
from ui.paging import PagedModel
from ui.rows import FIRST_ROLE, RowModel


@dataclass(frozen=True, slots=True)
class Lamp:
    key: int = -1
    words: str = ""


def lamps(first: int, count: int, words: str = "") -> tuple[Lamp, ...]:
    return tuple(Lamp(number, words or f"lampa {number}") for number in range(first, first + count))


def test_that_a_row_model_keeps_qts_contract(keeps_contract: Check) -> None:
    model: RowModel[Lamp] = RowModel(Lamp)
    keeps_contract(model)
    for rows in (lamps(0, 5), lamps(0, 8), lamps(0, 8, "tma"), lamps(3, 2), ()):
        model.show(rows)
        assert model.rows == rows


def test_that_a_changed_row_is_told_alone(qapp: object) -> None:
    model: RowModel[Lamp] = RowModel(Lamp)
    model.show(lamps(0, 4))
    told: list[int] = []
    resets: list[bool] = []
    model.dataChanged.connect(lambda *changed: told.append(changed[0].row()))
    model.modelReset.connect(lambda: resets.append(True))
    model.show((*lamps(0, 2), Lamp(2, "jiná"), Lamp(3, "lampa 3")))
    assert told == [2]
    assert resets == []


def test_that_roles_are_named_as_the_fields(qapp: object) -> None:
    model: RowModel[Lamp] = RowModel(Lamp)
    assert [bytes(name) for name in model.roleNames().values()] == [b"key", b"words", b"whole"]
    model.show(lamps(7, 1))
    assert model.data(model.index(0), FIRST_ROLE + 2) == {"key": 7, "words": "lampa 7"}
    assert model.data(model.index(0), FIRST_ROLE + 3) is None


class Store:
    """Answers for pages when told to."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.asked: list[int] = []
        self.model: PagedModel[Lamp] = PagedModel(Lamp(), self.asked.append, page_size=10, held=3)

    def answer(self, words: str = "") -> None:
        for page in self.asked:
            first = page * 10
            self.model.take(page, self.total, lamps(first, min(10, self.total - first), words))
        self.asked.clear()


def test_that_a_paged_model_keeps_qts_contract(keeps_contract: Check) -> None:
    store = Store(95)
    keeps_contract(store.model)
    store.model.start(95, lamps(0, 10))
    store.model.row(94)
    store.answer()
    store.total = 40
    store.model.row(25)
    store.answer()
    assert store.model.rowCount() == 40


def test_that_a_page_is_asked_for_once_and_only_when_looked_at(qapp: object) -> None:
    store = Store(20_000)
    store.model.start(20_000, lamps(0, 10))
    assert store.asked == []
    assert store.model.data(store.model.index(12_345), FIRST_ROLE) == -1
    store.model.row(12_346)
    assert store.asked == [1_234]
    store.answer()
    assert store.model.data(store.model.index(12_345), FIRST_ROLE + 1) == "lampa 12345"


def test_that_far_pages_are_let_go(qapp: object) -> None:
    store = Store(1_000)
    store.model.start(1_000, lamps(0, 10))
    for page in range(1, 6):
        store.model.row(page * 10)
        store.answer()
    store.model.row(5)
    assert store.asked == [0]


def test_that_a_page_that_came_anew_tells_only_its_changed_rows(qapp: object) -> None:
    store = Store(10)
    store.model.start(10, lamps(0, 10))
    told: list[int] = []
    store.model.dataChanged.connect(lambda *changed: told.append(changed[0].row()))
    changed = (*lamps(0, 9), Lamp(9, "jiná"))
    store.model.take(0, 10, changed)
    assert told == [9]
    assert store.model.index_of(9) == 9
    assert store.model.index_of(99) == -1


def test_that_another_long_list_fills_the_rows_near_the_top_anew(keeps_contract: Check) -> None:
    store = Store(95)
    model = store.model
    keeps_contract(model)
    model.start(95, lamps(0, 10))
    resets: list[bool] = []
    told: list[tuple[int, int]] = []
    model.modelReset.connect(lambda: resets.append(True))
    model.dataChanged.connect(lambda first, last, *_: told.append((first.row(), last.row())))
    model.start(40, lamps(200, 10))
    model.start(60, lamps(300, 10))
    assert (resets, told) == ([], [(0, 39), (0, 39)])
    assert (model.rowCount(), model.row(9)) == (60, Lamp(309, "lampa 309"))
    model.row(55)
    store.answer()
    model.start(60, lamps(400, 10))
    model.start(3, lamps(500, 3))
    assert resets == [True, True]
