"""What a mail says: the officer's words between a greeting and how to answer, in the language of the party. Pure."""

import re
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import Final

from app.messages.domain import Purpose
from app.tips.domain import OutcomeKind
from app.tips.titles import one_line

WORDS: Final[dict[str, dict[str, str]]] = {
    "cs": {
        "subject": "Podnět {number}: {title}",
        "greeting": "Dobrý den,",
        "question": "k vašemu podnětu č. {number} se vás strážník ptá:",
        "answer": "k vašemu podnětu č. {number} vám strážník píše:",
        "reply": "váš podnět č. {number} je uzavřený. {outcome}",
        "back": "Odpovězte prosím na tento e-mail; odpověď dostane strážník, který má podnět na starosti.",
        "foot": "Městská policie",
        "solved": "Výsledek: vyřešeno.",
        "not_found": "Výsledek: na místě jsme nic nenašli.",
        "handed_over": "Výsledek: předáno.",
        "not_ours": "Výsledek: řeší to někdo jiný.",
        "monitored": "Výsledek: místo sledujeme.",
        "duplicate": "Výsledek: totéž už řešíme v jiném podnětu.",
    },
    "en": {
        "subject": "Tip {number}: {title}",
        "greeting": "Hello,",
        "question": "about your tip no. {number} the officer asks you:",
        "answer": "about your tip no. {number} the officer writes to you:",
        "reply": "your tip no. {number} is closed. {outcome}",
        "back": "Please answer this e-mail; the officer in charge of the tip will get your answer.",
        "foot": "City police",
        "solved": "Outcome: solved.",
        "not_found": "Outcome: we found nothing at the place.",
        "handed_over": "Outcome: handed over.",
        "not_ours": "Outcome: somebody else is in charge of it.",
        "monitored": "Outcome: we keep an eye on the place.",
        "duplicate": "Outcome: we work on the same in another tip.",
    },
}
"""The same words in each language; a test holds them complete."""
_SEVEN_BITS: Final = SMTP.clone(cte_type="7bit")
"""Not every relay takes more."""
_ATOM: Final = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL: Final = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS: Final = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})+")


@dataclass(frozen=True, slots=True)
class Said:
    """What a message says, and of which tip."""

    purpose: Purpose
    text: str
    number: str
    title: str
    outcome: OutcomeKind | None = None


@dataclass(frozen=True, slots=True)
class Envelope:
    """From whom, to whom, where answers come to, and the id that a second copy has as well."""

    sender: str
    name: str
    to: str
    answers: str
    mail_id: str
    language: str


def letter(said: Said, envelope: Envelope) -> EmailMessage:
    """The mail. Raises ValueError where the address is none: no header can be broken out of."""
    words = WORDS[envelope.language]
    outcome = words[said.outcome.value] if said.outcome is not None else ""
    begins = words[said.purpose.value].format(number=said.number, outcome=outcome).strip()
    mail = EmailMessage(_SEVEN_BITS)
    mail["From"] = Address(one_line(envelope.name), addr_spec=envelope.sender)
    mail["To"] = Address(addr_spec=addressable(envelope.to))
    mail["Reply-To"] = Address(addr_spec=envelope.answers)
    mail["Subject"] = one_line(words["subject"].format(number=said.number, title=said.title))[:200]
    mail["Message-ID"] = f"<{envelope.mail_id}>"
    text = "\n".join(said.text.splitlines()).strip()
    mail.set_content("\n\n".join((words["greeting"], begins, text, words["back"], words["foot"])) + "\n")
    mail["Content-Language"] = envelope.language
    return mail


def addressable(text: str) -> str:
    """An address that a mail can go to. Raises ValueError for any other text."""
    address = text.strip()
    if _ADDRESS.fullmatch(address) is None or len(address) > 254:
        raise ValueError("this is no address that a mail can go to")
    return str(Address(addr_spec=address).addr_spec)
