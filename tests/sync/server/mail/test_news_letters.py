"""What mails with news say."""

import pytest

from sync.server.mail.letters import Envelope
from sync.server.mail.news_letters import WORDS, Links, Part, asking, edition

LEAVE = "https://p.example.cz/novinky/odhlasit/00ff"


def envelope(language: str, to: str = "anna@example.cz") -> Envelope:
    return Envelope("mp@example.cz", "MP", to, "mp@example.cz", "1@example.cz", language)


def test_that_each_language_has_the_same_words() -> None:
    first, *others = WORDS.values()
    assert all(one.keys() == first.keys() for one in others)
    assert all(text.strip() for words in WORDS.values() for text in words.values())


@pytest.mark.parametrize("language", WORDS)
def test_that_an_edition_can_be_ended_by_one_click_and_tells_each_topic(language: str) -> None:
    parts = (Part("Západ", "d 1", ("Osvětlení: vyřešeno", "b")), Part("okolí: Palackého\r\nBcc: x@y.cz", "d2", ("c",)))
    mail = edition(envelope(language), parts, Links("https://p.example.cz", LEAVE))
    assert mail["List-Unsubscribe"] == f"<{LEAVE}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    text = mail.get_content().replace("\r\n", "\n")
    assert "Západ\n- Osvětlení: vyřešeno\n- b\n" in text
    assert "https://p.example.cz/lokalita/d%201\n" in text
    assert LEAVE in text
    assert b"\r\nBcc:" not in bytes(mail).partition(b"\r\n\r\n")[0]


@pytest.mark.parametrize("language", WORDS)
def test_that_who_is_asked_gets_a_link_and_no_list(language: str) -> None:
    mail = asking(envelope(language), "Západ", "https://p.example.cz/novinky/potvrdit/aa")
    assert "https://p.example.cz/novinky/potvrdit/aa\n" in mail.get_content().replace("\r\n", "\n")
    assert mail["List-Unsubscribe"] is None
    assert mail["Auto-Submitted"] == "auto-generated"


def test_that_what_is_no_address_is_refused() -> None:
    with pytest.raises(ValueError, match="no address"):
        asking(envelope("cs", "a@b\r\nBcc: c@d.cz"), "x", "y")
