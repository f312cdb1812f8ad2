"""A password that a stranger or a colleague would try is refused in words; one without a pattern is taken."""

import pytest

from sync.server.accounts.guessable import refuse_guessable
from sync.server.accounts.refused import AccountRefused

ABOUT = ("novakova", "Jana Nováková", "4711", "+420 602 123 456", "Březenecká")


@pytest.mark.parametrize(
    "password",
    [
        "passwordpassword",
        "qwertzuiopasdf",
        "123456789012345",
        "aaaaaaaaaaaaaaaa",
        "Password1234!",
        "novakova2026!",
        "JanaNováková",
        "janaNovakova4711",
        "městskápolicie",
        "MestskaPolicie1",
        "strážníkokrsek",
        "Březenecká2026",
    ],
)
def test_that_what_somebody_would_try_is_refused(password: str) -> None:
    with pytest.raises(AccountRefused, match=r"too easy to guess .*take a few words that do not belong together"):
        refuse_guessable(password, ABOUT)


@pytest.mark.parametrize(
    "password", ["kočka leze dírou 88", "vT9#kqLw2z!pXe", "mlýn sova trumpeta led", "correct-zebra-lamp"]
)
def test_that_words_that_do_not_belong_together_are_taken(password: str) -> None:
    refuse_guessable(password, ABOUT)


def test_that_the_same_word_is_judged_by_whose_password_it_is() -> None:
    refuse_guessable("hrdlickovazebra", ())
    with pytest.raises(AccountRefused):
        refuse_guessable("hrdlickovazebra", ("Hrdličková Zebra",))
