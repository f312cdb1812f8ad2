"""Papers say what they were given and nothing else, whatever stands in a name; who can not see them hears the same."""

import io
import logging
import subprocess
import sys

import msgspec
import pytest
from PIL import Image

from sync.server import cli
from sync.server.paper import typesetting, typesetting_process
from sync.server.paper.codes import MOST_SIDE, POSTER_MODULE, TooLong, code_of, matrix_of
from sync.server.paper.domain import Form, OfficerPaper, Solved
from sync.server.paper.typesetting import NotSet, child, typeset
from sync.server.paper.words import WORDS, printable
from tests.sync.server.paper.reading import (
    HOSTILE,
    alternatives,
    claims_ua,
    drawn,
    is_blank,
    letters_of,
    seen,
    sizes_of,
    text_of,
)

ADDRESS = "https://okrsek.example.cz/straznik/d1"
TWO_METRES = 1.0
"""Millimetres that a point of a telephone's picture (2560 points over about 65 degrees) covers at two metres."""
ARMS_LENGTH = 0.4
MARGINS = {Form.CARD: ((0, 7), (98, 6), (106, 6), (203, 7)), Form.POSTER: ((0, 17), (193, 17))}
"""Left and width in millimetres of what stays white."""


def portrait() -> tuple[int, ...]:
    kept = io.BytesIO()
    Image.new("RGB", (40, 48), (120, 150, 180)).save(kept, "JPEG")
    return tuple(kept.getvalue())


def paper(form: Form, **other: object) -> OfficerPaper:
    words = WORDS["cs"]
    plain = OfficerPaper(
        form.value, "cs", "Váš územní strážník: Západ", words["heading"], "Palackého, vchod B", "lokalita Západ",
        "Jan Novák", "služební číslo 1234", "Telefon", "+420 474 111 156", words["hours"], ("po 14–16, škola",),
        words["invite"], "okrsek.example.cz/straznik/d1", code_of(ADDRESS, form, "Kód stránky"),
        "Vyřešeno kolem ulice Palackého", (Solved("Osvětlení", "únor 2026", "okolí: Palackého"),), words["emergency"],
        portrait(), "Portrét: Jan Novák",
    )  # fmt: skip
    return msgspec.structs.replace(plain, **other)


@pytest.mark.parametrize("form", list(Form))
def test_that_a_paper_says_all_it_was_given_and_says_it_to_the_ear_as_well(form: Form) -> None:
    made = typeset("officer", paper(form))
    said = text_of(made)
    for one in ("Váš územní strážník", "Palackého, vchod B", "Jan Novák", "1234", "+420 474 111 156",
                "po 14–16, škola", "Osvětlení", "únor 2026", "V nouzi volejte 156"):  # fmt: skip
        assert one in said, one
    assert sizes_of(made) == [(210, 297)]
    assert said.count("Jan Novák") == (4 if form is Form.CARD else 1), "four cards on a sheet"
    assert sorted(alternatives(made)) == ["Kód stránky", "Portrét: Jan Novák"], "once, though cards are four"
    assert claims_ua(made)


def test_that_a_code_is_read_from_a_poster_at_two_metres_and_from_a_card_in_the_hand() -> None:
    assert seen("officer", paper(Form.POSTER), TWO_METRES) == [ADDRESS]
    assert seen("officer", paper(Form.CARD), ARMS_LENGTH) == [ADDRESS] * 4


def test_that_the_code_of_a_poster_grows_with_its_address_and_is_refused_where_there_is_no_room() -> None:
    longer = f"{ADDRESS}/{'x' * 30}"
    code = code_of(longer, Form.POSTER, "x")
    assert code.side == POSTER_MODULE * len(matrix_of(longer)) <= MOST_SIDE
    assert seen("officer", paper(Form.POSTER, code=code), TWO_METRES) == [longer]
    with pytest.raises(TooLong):
        code_of(f"{ADDRESS}/{'x' * 60}", Form.POSTER, "x")


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("form", list(Form))
def test_that_no_text_is_read_as_a_command_or_runs_off_the_paper(form: Form, text: str) -> None:
    given = printable(text)
    asked = paper(
        form, who=given, place=given, district=given, phone=given[:60], hours=(given,), address=given, title=text,
        number=given, solved_label=given, solved=(Solved(given, given, given),), portrait_alt=text,
    )  # fmt: skip
    made, page = typeset("officer", asked), drawn("officer", asked, 0.5)
    assert [strip for strip in MARGINS[form] if not is_blank(page, *strip)] == [], "it runs off its side"
    assert sizes_of(made) == [(210, 297)], "one page, whatever stands on it"
    assert text in alternatives(made)
    if text.isascii():
        assert "".join(text.split()) in letters_of(made)
    assert "root:" not in text_of(made)


def test_that_a_letter_without_a_picture_costs_the_claim_and_not_the_paper() -> None:
    assert claims_ua(typeset("officer", paper(Form.CARD, who="Jan שלום")))
    made = typeset("officer", paper(Form.CARD, who="Jan 日本"))
    assert "Jan" in text_of(made)
    assert not claims_ua(made)
    assert alternatives(made)


def test_that_a_picture_that_is_none_is_refused_and_quotes_nothing_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR), pytest.raises(NotSet):
        typeset("officer", paper(Form.CARD, portrait=(1, 2, 3), who="Tajné Jméno"))
    assert "Tajné" not in caplog.text


def test_that_a_child_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetting, "_SECONDS", 0.2)
    monkeypatch.setattr(typesetting, "child", lambda: (sys.executable, "-c", "import time; time.sleep(60)"))
    with pytest.raises(NotSet):
        typeset("officer", paper(Form.CARD))


def test_that_the_child_inherits_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OKRSKAR_SECRET", "klíč")
    seen_env: list[object] = []
    real = subprocess.run

    def run(*args: object, **named: object) -> object:
        seen_env.append(named["env"])
        return real(*args, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "run", run)
    typeset("officer", paper(Form.CARD))
    assert seen_env == [{}]


def test_that_a_frozen_server_starts_itself_for_a_paper(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(typesetting_process, "confine", lambda: None)  # they would hold for the rest of the tests
    words = [*child(), "resources", "officer"]
    assert words.pop(0) == sys.executable
    sent = io.TextIOWrapper(io.BytesIO(msgspec.json.encode(paper(Form.CARD))))
    monkeypatch.setattr(sys, "stdin", sent)
    assert cli.main(words) == 0
    assert capfdbinary.readouterr().out.startswith(b"%PDF-")


def test_that_both_languages_have_the_same_words() -> None:
    assert WORDS["cs"].keys() == WORDS["en"].keys()
    for name, text in WORDS["cs"].items():
        assert text.count("{") == WORDS["en"][name].count("{"), name
