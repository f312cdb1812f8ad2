"""What mails say is there in each language, for each purpose and outcome."""

import email
from email.headerregistry import Address
from email.policy import SMTP

import hypothesis.strategies as st
import pytest
from hypothesis import given

from app.messages.domain import Purpose
from app.tips.domain import OutcomeKind
from sync.server.mail.letters import WORDS, Envelope, Said, acknowledgement, addressable, letter
from sync.server.mail.news_letters import Links, Part, edition


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


@pytest.mark.parametrize(
    "address",
    ["anna.mala+x@mail.example.cz", "o'neil@x.cz", "a!b%c/d=e@x.cz", "_{|}~-*@x-y.cz", "1@2.3x.cz", f"{'a' * 64}@b.cz"],
)
def test_that_an_address_is_taken_as_it_is(address: str) -> None:
    assert addressable(f" {address} ") == address


@given(st.text(alphabet='ab.@-_=?"\\<>(),;: \r\n\x00\x7fáé[]', max_size=20))
def test_that_any_text_is_an_address_or_none(text: str) -> None:
    try:
        address = addressable(text)
    except ValueError:
        return
    assert address == text.strip()
    Address(addr_spec=address)


def test_that_a_long_mail_of_odd_letters_has_short_lines_of_seven_bits() -> None:
    long = ".".join(letter * 60 for letter in "def")
    text = "Kde \u202eRTL\u202c\x85\u2029?\r\n.\r\n" + "ž" * 10_000
    said = Said(Purpose.QUESTION, text, "2026-000001", "Lampa \u202e " + "ť" * 190)
    names = [f"{name}@{long}.cz" for name in ("a" * 64, "b" * 64, "o-1", "1" * 32)]
    mail = letter(said, Envelope(names[0], "ž" * 200, names[1], names[2], names[3], "cs"))
    data = bytes(mail)
    assert data.isascii()
    assert max(map(len, data.split(b"\r\n"))) < 998
    read = email.message_from_bytes(data, policy=SMTP)
    assert (read["To"], read["Reply-To"], read["Message-ID"]) == (names[1], names[2], f"<{names[3]}>")
    assert "ž" * 10_000 in read.get_content()
    assert "\u202e" not in read["Subject"]


def test_that_a_long_link_and_a_long_id_leave_as_they_are() -> None:
    """A program that ends the news by one click, or sorts answers, reads no encoded words."""
    envelope = Envelope("a@example.cz", "MP", "b@example.cz", "o-1@example.cz", "1@example.cz", "cs")
    pages = "https://podnety." + "velmi-dlouhe-jmeno-mesta." * 4 + "example.cz"
    links = Links(pages, f"{pages}/novinky/odhlasit/{'0' * 32}")
    sent = edition(envelope, [Part("Střed", "stred", ("něco",))], links).as_bytes()
    assert f"\r\nList-Unsubscribe: <{links.leave}>\r\n".encode() in sent
    answered = f"{'a' * 150}@example.cz"
    assert f"\r\nIn-Reply-To: <{answered}>\r\n".encode() in acknowledgement(envelope, "", answered).as_bytes()
