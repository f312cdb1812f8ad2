"""What mails say is there in each language, for each purpose and outcome."""

import pytest

from app.messages.domain import Purpose
from app.tips.domain import OutcomeKind
from sync.server.mail.letters import WORDS, Envelope, Said, addressable, letter


def test_that_each_language_has_the_same_words() -> None:
    first, *others = WORDS.values()
    assert all(one.keys() == first.keys() for one in others)
    assert {purpose.value for purpose in Purpose} | {kind.value for kind in OutcomeKind} <= first.keys()
    assert all(text.strip() for words in WORDS.values() for text in words.values())


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("purpose", Purpose)
def test_that_a_mail_is_one_in_each_language(purpose: Purpose, language: str) -> None:
    said = Said(purpose, "Příliš žluťoučký", "2026-000001", "Lampa\r\nBcc: x@y.cz", OutcomeKind.SOLVED)
    envelope = Envelope("a@example.cz", "MP\r\nX: y", "b@example.cz", "o-1@example.cz", "1@example.cz", language)
    mail = letter(said, envelope)
    assert set(mail.keys()) == {
        "From", "To", "Reply-To", "Subject", "Message-ID", "Content-Language", "Content-Type",
        "Content-Transfer-Encoding", "MIME-Version",
    }  # fmt: skip
    assert "Příliš žluťoučký" in mail.get_content()
    assert b"\r\nBcc:" not in bytes(mail)


def test_that_an_address_is_taken_as_it_is() -> None:
    assert addressable(" anna.mala+x@mail.example.cz ") == "anna.mala+x@mail.example.cz"
