"""What is made of a form can be made by this server alone, and always the same."""

from pathlib import Path

import pytest

from sync.server.intake.seal import Form, Seal


@pytest.fixture
def seal(tmp_path: Path) -> Seal:
    return Seal(tmp_path)


def test_that_a_form_is_known_again_and_no_other_text_is(seal: Seal, tmp_path: Path) -> None:
    text = seal.new_form(1_000.5)
    form = seal.read_form(text)
    assert form is not None
    assert (form.given, Seal(tmp_path).read_form(text)) == (1_000, form)
    assert Seal(tmp_path / "other").read_form(text) is None
    nonce, given, mac = text.split(".")
    strangers = (
        "", ".", "..", f"{nonce}.{int(given) - 9}.{mac}", f"{nonce}.{given}.{mac[:-1]}", f"{nonce}A.{given}.{mac}",
        f"{nonce}.{given}.{mac}.x", f"{nonce}.-.{mac}", "é" * 40, "x" * 300, f"{nonce}.{'9' * 100}.{mac}",
    )  # fmt: skip
    for other in strangers:
        assert seal.read_form(other) is None, other


def test_that_links_have_128_bits_and_numbers_can_be_read_out(seal: Seal) -> None:
    forms = [Form(bytes([number] * 16), 0) for number in range(200)]
    links, numbers = {seal.link_of(one) for one in forms}, {seal.number_of(one) for one in forms}
    assert len(links) == len(numbers) == 200
    assert {len(link) for link in links} == {22}
    assert not {"0", "1", "I", "L", "O"} & set("".join(numbers))


def test_that_told_digits_open_a_link_that_is_made_by_this_server_alone(seal: Seal, tmp_path: Path) -> None:
    other = Seal(tmp_path / "other")
    digits = seal.spoken_of("a")
    assert digits == seal.spoken_of("a") != seal.spoken_of("b")
    assert digits != other.spoken_of("a")
    assert seal.link_spoken(digits) == Seal(tmp_path).link_spoken(digits) != other.link_spoken(digits)
    assert len(seal.link_spoken(digits)) == 22


def test_that_a_network_has_one_name_that_tells_nothing(seal: Seal) -> None:
    assert seal.address("192.0.2.1") != seal.address("192.0.2.2")
    assert seal.network("192.0.2.1") == seal.network("192.0.2.2") != seal.network("192.0.3.1")
    assert seal.address("2001:db8::1") == seal.address("2001:db8::ffff:1") != seal.address("2001:db8:0:1::1")
    assert seal.network("2001:db8::1") == seal.network("2001:db8:0:ff::1") != seal.network("2001:db8:1::1")
    assert seal.address("::ffff:192.0.2.1") == seal.address("192.0.2.1")
    assert seal.address("testclient") == seal.address("testclient")
    assert "192" not in seal.address("192.0.2.1")
