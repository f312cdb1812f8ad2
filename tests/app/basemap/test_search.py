"""Search in the address index of a basemap."""

import pytest

from app.basemap.search import AddressFile, AddressIndex, Found, House, NamedPlace, Street, fold

FILE = AddressFile(
    streets=(
        Street("Palackého", 13.41, 50.46, (House("12", 13.411, 50.461), House("1234/7", 13.412, 50.462))),
        Street("Palackého náměstí", 13.42, 50.47),
        Street("17. listopadu", 13.43, 50.48, (House("3", 13.431, 50.481),)),
        Street("Nad Březím", 13.44, 50.49),
    ),
    places=(NamedPlace("Březenecká", "quarter", 13.45, 50.5), NamedPlace("Základní škola", "school", 13.46, 50.5)),
)
INDEX = AddressIndex(FILE)


def texts(question: str) -> list[str]:
    return [row.text for row in INDEX.search(question)]


@pytest.mark.parametrize("question", ["palackeho", "PALACKÉHO", " palackého ", "Palackého"])
def test_that_case_and_diacritics_do_not_matter(question: str) -> None:
    assert texts(question) == ["Palackého", "Palackého náměstí"]


def test_that_a_beginning_finds_streets_and_places() -> None:
    assert texts("brez") == ["Nad Březím", "Březenecká"]


def test_that_a_house_number_finds_the_house_with_its_place() -> None:
    assert INDEX.search("palackeho 12") == (
        Found("Palackého 12", "address", 13.411, 50.461),
        Found("Palackého 1234/7", "address", 13.412, 50.462),
    )


def test_that_either_part_of_a_double_number_finds_it() -> None:
    assert texts("palackeho 7") == ["Palackého 1234/7"]


def test_that_a_street_with_a_number_in_its_name_is_found_with_and_without_a_house() -> None:
    assert texts("17 listopadu") == ["17. listopadu"]
    assert texts("17. listopadu 3") == ["17. listopadu 3"]


@pytest.mark.parametrize("question", ["", "   ", "neznámá", "palackeho 99"])
def test_that_nothing_is_found_where_nothing_fits(question: str) -> None:
    assert texts(question) == []


def test_that_the_answer_has_a_limit() -> None:
    many = AddressIndex(AddressFile(tuple(Street(f"Dlouhá {n}", 0.0, 0.0) for n in range(50)), ()))
    assert len(many.search("dlouha", limit=5)) == 5


def test_that_folding_keeps_letters_that_have_no_plain_form() -> None:
    assert fold("Straße ČŘŽ") == "strasse crz"
