import pytest

from tests.ui.city import NOW
from tests.ui.patrols.conftest import view
from ui.lookups import Lookups
from ui.patrols.list_model import note_rows, tag_rows, tag_word


@pytest.mark.usefixtures("czech")
def test_that_a_note_is_listed_with_who_where_when() -> None:
    (row,) = note_rows([view("Klid v parku", "calm")], Lookups(), NOW)
    assert (row.words, row.place, row.when, row.unsent) == ("Klid v parku", "d1", "dnes 13:00", True)
    assert "Klid v parku" in row.spoken
    assert "neodesláno" in row.spoken


@pytest.mark.usefixtures("english")
def test_that_every_tag_has_a_word_of_its_own() -> None:
    assert len({row.words for row in tag_rows()}) == len(tag_rows()) == 4
    assert (tag_word(""), tag_word("jiné")) == ("", "jiné")
