"""What mails with news say, and what asks whether somebody wants them. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Final
from urllib.parse import quote

from sync.server.mail.letters import Envelope, addressed

WORDS: Final[dict[str, dict[str, str]]] = {
    "cs": {
        "ask_subject": "Potvrďte odběr novinek: {topic}",
        "greeting": "Dobrý den,",
        "ask": "někdo, snad vy, chce na tuto adresu dostávat jednou týdně novinky od městské policie: {topic}.",
        "ask_how": "Chcete-li je, otevřete tuto stránku a stiskněte na ní tlačítko:",
        "ask_else": "Nechcete-li, nedělejte nic: do tří dnů adresu vymažeme a nic dalšího vám nepošleme.",
        "subject": "Co se u vás udělalo: {topic}",
        "intro": "od minule se u vás událo toto:",
        "more": "Více o lokalitě:",
        "leave": "Novinky, všechny nebo jen některé, si vypnete na této stránce; s posledními vaši adresu vymažeme:",
        "foot": "Městská policie",
    },
    "en": {
        "ask_subject": "Confirm news by mail: {topic}",
        "greeting": "Hello,",
        "ask": "somebody, perhaps you, wants news from the city police at this address once a week: {topic}.",
        "ask_how": "If you want them, open this page and press the button on it:",
        "ask_else": "If not, do nothing: within three days we erase the address and send you nothing more.",
        "subject": "What was done near you: {topic}",
        "intro": "this is what happened near you since the last time:",
        "more": "More of the district:",
        "leave": "To end the news, all or some, open this page; with the last your address is erased:",
        "foot": "City police",
    },
}
"""The same words in each language; a test holds them complete."""
_DISTRICT_PAGE: Final = "/lokalita/"


@dataclass(frozen=True, slots=True)
class Part:
    """What is new of one topic: how it is called, the id of its district, and a line for each piece of news."""

    name: str
    district: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Links:
    """Where the residents' pages are, and the secret one by which the news end."""

    pages: str
    leave: str


def asking(envelope: Envelope, topic: str, link: str) -> EmailMessage:
    """The mail that asks for a confirmation. Raises ValueError where the address is none."""
    words = WORDS[envelope.language]
    mail = addressed(envelope, words["ask_subject"].format(topic=topic))
    said = (words["greeting"], words["ask"].format(topic=topic), f"{words['ask_how']}\n{link}", words["ask_else"])
    return _whole(mail, envelope, (*said, words["foot"]))


def edition(envelope: Envelope, parts: Iterable[Part], links: Links) -> EmailMessage:
    """The mail of a week, with how to end it by one click (RFC 8058). Raises ValueError as ``asking``."""
    words = WORDS[envelope.language]
    parts = tuple(parts)
    mail = addressed(envelope, words["subject"].format(topic=", ".join(part.name for part in parts)))
    mail["List-Unsubscribe"] = f"<{links.leave}>"
    mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    told = [_told(part, words["more"], links.pages) for part in parts]
    return _whole(
        mail, envelope, (words["greeting"], words["intro"], *told, f"{words['leave']}\n{links.leave}", words["foot"])
    )


def _told(part: Part, more: str, pages: str) -> str:
    lines = "\n".join(f"- {line}" for line in part.lines)
    return f"{part.name}\n{lines}\n{more} {pages}{_DISTRICT_PAGE}{quote(part.district, safe='')}"


def _whole(mail: EmailMessage, envelope: Envelope, parts: Iterable[str]) -> EmailMessage:
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content("\n\n".join(parts) + "\n")
    mail["Content-Language"] = envelope.language
    return mail
