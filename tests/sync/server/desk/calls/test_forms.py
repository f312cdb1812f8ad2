"""What of a call is taken, and as what."""

import pytest

from app.basemap.search import Found
from app.values import Place
from sync.server.desk.calls import forms
from sync.server.desk.calls.forms import WORDS_ONLY, Draft, Kind

KINDS = forms.numbered([
    ("lighting", "Osvětlení"), ("litter", "Odpadky a černé skládky"), ("road", "Chodníky a silnice"),
    ("dogs", "Psi"), ("other", "Něco jiného"),
])  # fmt: skip
SCHOOL = Found("Palackého 12", "address", 13.42, 50.46)
CHOICE = "50.460000,13.420000|Palackého 12"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1", "lighting"), ("5", "other"), (" 3 ", "road"), ("1 Osvětlení", "lighting"), ("osv", "lighting"),
        ("psi", "dogs"), ("silnice", "road"), ("SKLÁDKY", "litter"), ("černé", "litter"),
        ("0", None), ("6", None), ("12", None), ("9" * 5_000, None), ("o", None), ("x", None), ("", None), ("  ", None),
    ],
)  # fmt: skip
def test_that_a_category_is_chosen_by_its_figure_or_the_beginning_of_a_word(typed: str, meant: str | None) -> None:
    found = forms.chosen(typed, KINDS)
    assert (found.id if found else None) == meant


def test_that_what_begins_a_name_goes_before_what_is_inside_one() -> None:
    kinds = (Kind(1, "a", "Hluk u silnice"), Kind(2, "b", "Silnice"))
    found = forms.chosen("sil", kinds)
    assert found is not None
    assert found.id == "b"


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({}, {}),
        ({"where": " "}, {"where": "missing"}),
        ({"text": "\n"}, {"text": "missing"}),
        ({"text": "x" * 5_001}, {"text": "long"}),
        ({"name": "x" * 201}, {"name": "long"}),
        ({"phone": "zítra"}, {"phone": "odd"}),
        ({"phone": "+420 602 123 456"}, {}),
    ],
)
def test_that_what_can_not_be_filed_is_said_by_field(change: dict[str, str], wrong: dict[str, str]) -> None:
    draft = Draft(**({"where": "u školy", "text": "Tma."} | change))
    assert forms.faults(draft, KINDS[0]) == wrong


def test_that_a_category_that_is_missing_is_told_from_one_that_is_not_there() -> None:
    assert forms.faults(Draft("", "a", text="b"), None) == {"category": "missing"}
    assert forms.faults(Draft("x", "a", text="b"), None) == {"category": "odd"}


def test_that_a_place_is_taken_by_itself_only_where_it_is_called_so() -> None:
    found = forms.choices([SCHOOL, Found("Palackého", "street", 13.4, 50.4)])
    assert forms.preferred(Draft(where="palackeho 12"), found) == CHOICE
    assert forms.preferred(Draft(where="palac"), found) == ""
    assert forms.preferred(Draft(where="palac", sought="palac", spot=CHOICE), found) == CHOICE
    assert forms.preferred(Draft(where="palack", sought="palac", spot=CHOICE), found) == "", "of other words"
    assert forms.preferred(Draft(where="palac", sought="palac", spot=WORDS_ONLY), found) == WORDS_ONLY
    assert forms.preferred(Draft(where="palac", sought="palac", spot="1,2|jinde"), found) == "", "none that was found"


def test_that_degrees_that_were_typed_are_the_place() -> None:
    assert forms.place_of(Draft(where="50.4605, 13.4178"), "") == Place(50.4605, 13.4178)
    assert forms.place_of(Draft(where="Palackého 12"), CHOICE) == Place(50.46, 13.42, "Palackého 12")
    assert forms.place_of(Draft(where="Palackého 12"), WORDS_ONLY) is None


@pytest.mark.parametrize(
    ("where", "spot", "text"),
    [
        ("Palackého 12", CHOICE, "Tma."),
        ("Palackého 12, ve dvoře", CHOICE, "Tma.\nMísto: Palackého 12, ve dvoře"),
        ("u zastávky", WORDS_ONLY, "Tma.\nMísto: u zastávky"),
        ("50.4605, 13.4178", "", "Tma."),
    ],
)
def test_that_words_for_the_place_are_kept_where_the_map_says_less(where: str, spot: str, text: str) -> None:
    draft = Draft(where=where, text=" Tma. ")
    assert forms.filed(draft, KINDS[0], forms.place_of(draft, spot)).text == text


def test_that_a_title_is_one_short_line_and_the_caller_goes_with_it() -> None:
    tip = forms.filed(Draft(where="tu", text="Slovo\n" * 40, name=" Jana\tN ", phone="602 123 456"), KINDS[1], None)
    assert len(tip.title) == 80
    assert tip.title.endswith("…")
    assert (tip.category, tip.contact_name, tip.contact_phone) == ("litter", "Jana N", "602 123 456")
