"""A proof of work is one for its own form alone, and costs what it says."""

import hashlib

import pytest

from sync.server.intake.proof import BITS, is_shown


def proof_of(form: str, bits: int = BITS) -> str:
    """What a browser finds, sought as one seeks it who knows nothing of ``proof.py``."""
    number = 0
    while not f"{int(hashlib.sha256(f'{form}:{number}'.encode()).hexdigest(), 16):0256b}".startswith("0" * bits):
        number += 1
    return str(number)


def test_that_a_proof_is_good_for_its_form_and_no_other() -> None:
    found = proof_of("form.1.signed")
    assert is_shown("form.1.signed", found)
    assert not is_shown("form.2.signed", found)
    assert not is_shown("form.1.signed", str(int(found) + 1))


def test_that_of_many_numbers_only_so_many_are_proofs() -> None:
    found = sum(is_shown("form", str(number), bits=6) for number in range(64 * 100))
    assert 50 < found < 200, "one in 64"


@pytest.mark.parametrize("text", ["", " ", "-1", "1.0", "٣", "x" * 9, "9" * 13, "1\n", "\ud800"])
def test_that_what_is_no_number_proves_nothing(text: str) -> None:
    assert not is_shown("form", text, bits=0)
