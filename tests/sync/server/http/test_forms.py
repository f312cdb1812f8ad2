"""What a person sent by a form is read as it was meant, or refused before it is stored."""

import pytest

from sync.server.http.forms import read_form
from sync.server.http.multipart import Sent
from sync.server.http.refusals import Refusal

FORM = "application/x-www-form-urlencoded"


def test_that_fields_are_read_with_their_letters_and_empty_ones_too() -> None:
    body = b"name=Nov%C3%A1kov%C3%A1+Anna&text=a%0D%0Ab&empty=&name2=%26%3D"
    expected = {"name": "Nováková Anna", "text": "a\r\nb", "empty": "", "name2": "&="}
    assert read_form(body, FORM).fields == expected
    assert read_form(body, f"{FORM}; charset=UTF-8").fields == expected


def test_that_of_a_field_sent_twice_the_last_counts() -> None:
    assert read_form(b"a=1&a=2", FORM).fields == {"a": "2"}


def test_that_nothing_sent_is_no_fields() -> None:
    assert read_form(b"", "") == Sent({}, ())


@pytest.mark.parametrize("kind", ["", "application/json", "text/plain"])
def test_that_another_kind_of_body_is_refused(kind: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_form(b"a=1", kind)
    assert refused.value.message == "A form is expected."


@pytest.mark.parametrize("body", [b"\xff=1", b"a=%FF", b"a=%C3", b"&".join(b"f%d=1" % n for n in range(101))])
def test_that_a_form_that_can_not_be_read_is_refused(body: bytes) -> None:
    with pytest.raises(Refusal) as refused:
        read_form(body, FORM)
    assert (refused.value.status, refused.value.message) == (400, "The form can not be read.")


@pytest.mark.parametrize("body", [b"a=%00", b"%00=1", b"a=x%00y"])
def test_that_what_no_database_stores_is_refused(body: bytes) -> None:
    with pytest.raises(Refusal) as refused:
        read_form(body, FORM)
    assert "can not be stored" in refused.value.message
