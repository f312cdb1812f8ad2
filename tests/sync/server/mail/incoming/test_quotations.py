"""A quotation and a signature go, what was written stays: the forms of Czech and English programs."""

import pytest

from sync.server.mail.incoming.quotations import without_quotations
from tests.sync.server.mail.incoming.corpus import BETWEEN, INTRODUCED, OURS, QUOTED, SAID, SIGNED, WHOLE


@pytest.mark.parametrize("program", INTRODUCED)
def test_that_an_introduced_quotation_is_cut(program: str) -> None:
    assert without_quotations(f"{SAID}\n\n{INTRODUCED[program]}\n\n{QUOTED}\n") == SAID
    assert without_quotations(f"{SAID}\n\n{INTRODUCED[program]}\n{OURS}\n") == SAID


@pytest.mark.parametrize("program", BETWEEN)
def test_that_what_stands_below_a_line_between_is_cut(program: str) -> None:
    assert without_quotations(f"{SAID}\n\n{BETWEEN[program]}\n\n{OURS}\n") == SAID


@pytest.mark.parametrize("program", SIGNED)
def test_that_a_signature_is_cut_with_what_follows_it(program: str) -> None:
    assert without_quotations(f"{SAID}\n\n{SIGNED[program]}") == SAID
    assert without_quotations(f"{SAID}\n\n{SIGNED[program]}\n\n{INTRODUCED['Gmail']}\n\n{QUOTED}") == SAID


@pytest.mark.parametrize("text", WHOLE)
def test_that_what_a_person_wrote_stays_whole(text: str) -> None:
    assert without_quotations(text) == text


def test_that_answers_between_quoted_lines_stay() -> None:
    text = f"{INTRODUCED['Thunderbird']}\n> Kde přesně?\n\nU školky.\n\n> A od kdy?\nOd pondělí.\n"
    assert without_quotations(text) == "U školky.\n\nOd pondělí."


def test_that_an_answer_below_the_quotation_stays() -> None:
    assert without_quotations(f"{INTRODUCED['Gmail']}\n{QUOTED}\n\nU školky.") == "U školky."


@pytest.mark.parametrize("text", [QUOTED, f"{INTRODUCED['Gmail']}\n\n{QUOTED}", BETWEEN["Outlook"], "> ", "", "\n \n"])
def test_that_where_nothing_would_remain_all_stays(text: str) -> None:
    assert without_quotations(text) == text.strip()
