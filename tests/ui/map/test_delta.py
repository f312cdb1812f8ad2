"""What crosses to the page when the tips change."""

from ui.map.delta import PART, PATCH_UP_TO, by_id, messages
from ui.map.messages import PatchTips, SetTips, TipMark


def tip(number: int, status: str = "new") -> TipMark:
    return TipMark(f"t{number}", 13.4, 50.4, status, "light", f"Tip {number}")


def shown(count: int) -> dict[str, TipMark]:
    return by_id(tuple(tip(n) for n in range(count)))


def test_that_nothing_crosses_when_nothing_changed() -> None:
    assert list(messages(shown(5), shown(5), 1)) == []


def test_that_the_first_tips_cross_whole_and_in_parts() -> None:
    found = list(messages({}, shown(2 * PART + 1), 7))
    assert all(isinstance(message, SetTips) for message in found)
    assert [(m.revision, m.part, m.parts, len(m.rows)) for m in found if isinstance(m, SetTips)] == [
        (7, 0, 3, PART),
        (7, 1, 3, PART),
        (7, 2, 3, 1),
    ]


def test_that_a_small_change_crosses_as_a_patch() -> None:
    wanted = {**shown(10), "t3": tip(3, "closed"), "t99": tip(99)}
    del wanted["t5"]
    assert list(messages(shown(10), wanted, 1)) == [PatchTips(put=(tip(3, "closed"), tip(99)), gone=("t5",))]


def test_that_the_last_tip_leaving_crosses_too() -> None:
    assert list(messages(shown(1), {}, 1)) == [PatchTips(put=(), gone=("t0",))]
    assert list(messages(shown(PATCH_UP_TO + 1), {}, 1)) == [SetTips(revision=1, part=0, parts=1, rows=())]


def test_that_of_two_rows_with_one_id_the_later_stands() -> None:
    assert by_id((tip(1), tip(1, "closed"))) == {"t1": tip(1, "closed")}
