"""A tip shows one face wherever it stands."""

import msgspec
import pytest

from app.districts.domain import Category
from app.tips.domain import Priority, Tip
from app.tips.views import TipRow
from app.values import Place
from tests.ui.city import NOW
from ui.lookups import Lookups
from ui.team.list_model import tip_rows
from ui.tips.face import title_of
from ui.tips.facts import fact_rows
from ui.tips.list_model import list_row

LOOKUPS = Lookups(categories={"dogs": Category("dogs", "Psi", "dog")})
TIP = Tip("t1", "2026-1", "Pes", "dogs", "2026-03-11T08:00:00.000Z", place=Place(50.46, 13.41, "Lipská 3\nvchod A"))


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Pes\nběhá volně\r\npo parku", "Pes běhá volně po parku"),
        ("\u200b\u2060\ufeff", "Psi, Lipská 3 vchod A"),
        ("\n \t", "Psi, Lipská 3 vchod A"),
        ("Pes", "Pes"),
    ],
)
def test_that_a_title_is_one_line_that_shows_something(title: str, shown: str) -> None:
    tip = msgspec.structs.replace(TIP, title=title)
    assert title_of(tip, LOOKUPS) == shown
    assert list_row(TipRow(tip), LOOKUPS, NOW).title == shown
    assert tip_rows([TipRow(tip)], frozenset(), LOOKUPS, NOW)[0].title == shown


def test_that_a_tip_without_words_or_place_has_its_category() -> None:
    tip = msgspec.structs.replace(TIP, title=" ", place=None)
    assert title_of(tip, LOOKUPS) == "Psi"


def test_that_the_board_and_the_list_show_the_same_face(czech: None) -> None:
    listed, boarded = list_row(TipRow(TIP), LOOKUPS, NOW), tip_rows([TipRow(TIP)], frozenset(), LOOKUPS, NOW)[0]
    for name in ("tipId", "title", "sign", "tone", "status", "place", "age", "deadline", "deadlineTone"):
        assert getattr(listed, name) == getattr(boarded, name)


def test_that_only_an_unusual_priority_has_a_sign_in_the_list_and_is_read_out(czech: None) -> None:
    high = list_row(TipRow(msgspec.structs.replace(TIP, priority=Priority.HIGH)), LOOKUPS, NOW)
    assert high.marks == [{"sign": "chevrons-up", "figure": "", "tone": "danger"}]
    assert "Vysoká priorita" in high.spoken
    usual = list_row(TipRow(TIP), LOOKUPS, NOW)
    assert usual.marks == []
    assert "priorita" not in usual.spoken


def test_that_the_facts_of_a_tip_say_its_priority(czech: None) -> None:
    high = msgspec.structs.replace(TIP, priority=Priority.HIGH)
    facts = {row.key: (row.words, row.tone) for row in fact_rows(high, LOOKUPS, NOW)}
    assert facts["priority"] == ("Vysoká priorita", "danger")
    assert facts["category"] == ("Psi", "neutral")
    assert facts["place"] == ("Lipská 3 vchod A", "neutral")
