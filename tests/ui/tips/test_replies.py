from app.districts.domain import ReplyTemplate
from app.tips.domain import OutcomeKind, Tip
from ui.tips.replies import fill, fitting

TIP = Tip(id="t1", number="2026-0004", title="Vrak", category="parking", created_at="2026-03-10T08:00:00Z")


def template(name: str, outcome: str = "solved", category: str = "") -> ReplyTemplate:
    return ReplyTemplate(name, outcome, name, "", category)


def test_that_replies_for_the_category_come_first() -> None:
    every = (template("B"), template("Č", category="parking"), template("C", category="parking"))
    others = (template("D", category="noise"), template("E", outcome="monitored"))
    found = fitting(every + others, OutcomeKind.SOLVED, "parking")
    assert [one.title for one in found] == ["C", "Č", "B"]
    assert fitting(every, None, "parking") == ()


def test_that_an_unknown_place_of_a_template_stays_as_it_is() -> None:
    assert fill("{number} {body} {nic}", TIP, "TS", "") == "2026-0004 TS {nic}"
