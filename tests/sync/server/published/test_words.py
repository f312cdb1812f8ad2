"""How news are said."""

from sync.server.published.domain import SeenAt, ToldTips, ToldWeek
from sync.server.published.words import WORDS, month_of, tips_text, tips_title, week_text, week_title

ONE = ToldTips("2026-03-09", "a", "Palackého", "2026-03", "light", "solved", 1)
TWO = ToldTips("2026-03-09", "a", "", "2026-02", "gone", "unheard_of", 2)
WEEK = ToldWeek("2026-03-16", "2026-02-23", (SeenAt("a", "Palackého", 3), SeenAt("b", "", 1)))


def test_that_every_language_has_the_same_words() -> None:
    assert WORDS["cs"].keys() == WORDS["en"].keys()
    assert month_of("2026-12", "cs") == "prosinec 2026"


def test_that_news_are_said_in_words() -> None:
    names = {"light": "Osvětlení"}
    assert tips_title(ONE, names, "cs") == "Osvětlení: vyřešeno, okolí: Palackého"
    assert tips_title(TWO, names, "cs") == "Podnět: uzavřeno (2×), místo bez adres"
    assert tips_text(ONE, "Západ", "en") == "A tip from Západ, closed in March 2026."
    assert tips_text(TWO, "Západ", "cs") == "Podněty z lokality Západ, uzavřené v měsíci únor 2026: 2."
    assert week_title(WEEK, "cs") == "Strážník tu byl v týdnu 23. 2. – 1. 3. 2026"
    assert week_text(WEEK, "en") == "around Palackého (3 times); a place without addresses"
