"""What a mail says: the officer's words between a greeting and how to answer, in the language of the party. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.headerregistry import Address, HeaderRegistry, UniqueUnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy
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
        "forward": "předáváme vám podnět č. {number}. Strážník k němu píše:",
        "question_body": "k podnětu č. {number}, který jsme vám předali, se vás strážník ptá:",
        "answer_body": "k podnětu č. {number}, který jsme vám předali, vám strážník píše:",
        "until": "Odpovězte prosím do {day}.",
        "fact_title": "Podnět",
        "fact_category": "Druh",
        "fact_place": "Místo",
        "fact_created": "Přijato",
        "fact_name": "Odesílatel",
        "fact_phone": "Telefon",
        "fact_email": "E-mail",
        "fact_text": "Text podnětu",
        "received": "dostali jsme váš e-mail.",
        "received_tip": "dostali jsme váš e-mail a zapsali jsme ho jako podnět č. {number}.",
        "follows": "Strážník se vám ozve. Doplnit podnět můžete odpovědí na tento e-mail.",
        "looks": "Podívá se na něj člověk a předá ho, komu patří. Na tuto zprávu prosím neodpovídejte.",
        "receipt": "Dostali jsme váš e-mail",
        "urgent": "Jde-li o život, zdraví nebo majetek, volejte 156, 158 nebo 112.",
        "back": "Odpovězte prosím na tento e-mail; odpověď dostane strážník, který má podnět na starosti.",
        "received_submission": "dostali jsme váš e-mail a vyřizujeme ho jako podání č. {number}.",
        "submission_page": "Co se s ním děje, uvidíte na této stránce; tam také můžete nechat vymazat své údaje. "
        "Kdo má odkaz, vidí totéž, tak ho nikomu nedávejte:",
        "submission": "Podání {number}",
        "submission_begins": "k vašemu podání č. {number} vám městská policie odpovídá:",
        "submission_back": "Odpovědět můžete na tento e-mail; přečte si to ten, kdo podání vyřizuje.",
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
        "forward": "we forward tip no. {number} to you. The officer writes:",
        "question_body": "about tip no. {number}, which we forwarded to you, the officer asks you:",
        "answer_body": "about tip no. {number}, which we forwarded to you, the officer writes to you:",
        "until": "Please answer by {day}.",
        "fact_title": "Tip",
        "fact_category": "Kind",
        "fact_place": "Place",
        "fact_created": "Received",
        "fact_name": "Sender",
        "fact_phone": "Telephone",
        "fact_email": "E-mail",
        "fact_text": "Text of the tip",
        "received": "we have received your e-mail.",
        "received_tip": "we have received your e-mail and filed it as tip no. {number}.",
        "follows": "An officer will write to you. To add something, answer this e-mail.",
        "looks": "A person will look at it and give it to whom it belongs. Please do not answer this message.",
        "receipt": "We have received your e-mail",
        "urgent": "If life, health or property is in danger, call 156, 158 or 112.",
        "back": "Please answer this e-mail; the officer in charge of the tip will get your answer.",
        "received_submission": "we have received your e-mail and deal with it as submission no. {number}.",
        "submission_page": "On this page you see what becomes of it, and can have your data erased. "
        "Who has the link sees the same, so give it to nobody:",
        "submission": "Submission {number}",
        "submission_begins": "about your submission no. {number} the city police answer you:",
        "submission_back": "You can answer this e-mail; whoever deals with the submission will read it.",
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


class _AsItIs(UniqueUnstructuredHeader):
    """A link or an id: a program that reads it takes no encoded words, which a long one would else become."""

    def fold(self, *, policy: Policy) -> str:
        """The line, however long; SMTP takes 998 characters."""
        return f"{self.name}: {self}{policy.linesep}"  # type: ignore[attr-defined]


_HEADERS: Final = HeaderRegistry()
for _header in ("In-Reply-To", "List-Unsubscribe"):
    _HEADERS.map_to_type(_header, _AsItIs)  # type: ignore[arg-type]  # typeshed has it for what is made of them
_SEVEN_BITS: Final = SMTP.clone(cte_type="7bit", header_factory=_HEADERS)
"""Not every relay takes more."""
_ATOM: Final = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL: Final = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_MAIL_ID: Final = re.compile(r"[!-;=?-~]{1,200}")
_ADDRESS: Final = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})+")


@dataclass(frozen=True, slots=True)
class Said:
    """What a message says, and of which tip. ``facts`` go along by the keys of their words; ``until``: a day."""

    purpose: Purpose
    text: str
    number: str
    title: str
    outcome: OutcomeKind | None = None
    to_body: bool = False
    facts: tuple[tuple[str, str], ...] = ()
    until: str = ""


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
    kind = said.purpose.value
    begins = words.get(f"{kind}_body" if said.to_body else "", words[kind])
    begins = begins.format(number=said.number, outcome=outcome).strip()
    mail = addressed(envelope, words["subject"].format(number=said.number, title=said.title))
    told = "\n".join(f"{words[key]}: {_lines(value)}" for key, value in said.facts)
    until = words["until"].format(day=said.until) if said.until else ""
    parts = (words["greeting"], begins, _lines(said.text), told, until, words["back"], words["foot"])
    mail.set_content("\n\n".join(part for part in parts if part) + "\n")
    mail["Content-Language"] = envelope.language
    return mail


def _lines(text: str) -> str:
    return "\n".join(text.splitlines()).strip()


def acknowledgement(envelope: Envelope, number: str, answered: str) -> EmailMessage:
    """What a sender is told whom nobody knows yet: that it came, and nothing of what they wrote. As ``letter``.

    ``number`` is of the tip that it became, or empty; ``answered`` the Message-ID of what they sent.
    """
    words = WORDS[envelope.language]
    mail = addressed(envelope, words["receipt"] + (f": {number}" if number else ""))
    mail["Auto-Submitted"] = "auto-replied"
    if _MAIL_ID.fullmatch(answered):
        mail["In-Reply-To"] = f"<{answered}>"
    told = words["received_tip"].format(number=number) if number else words["received"]
    after = words["follows"] if number else words["looks"]
    mail.set_content("\n\n".join((words["greeting"], told, after, words["urgent"], words["foot"])) + "\n")
    mail["Content-Language"] = envelope.language
    return mail


def submission_receipt(envelope: Envelope, number: str, answered: str, page: str) -> EmailMessage:
    """The same of what is no tip; its subject does not say what it is. ``page``: where they follow it, or empty."""
    words = WORDS[envelope.language]
    mail = addressed(envelope, f"{words['receipt']}: {number}")
    mail["Auto-Submitted"] = "auto-replied"
    if _MAIL_ID.fullmatch(answered):
        mail["In-Reply-To"] = f"<{answered}>"
    told = words["received_submission"].format(number=number)
    parts = (words["greeting"], told, _followed(words, page), words["submission_back"], words["urgent"], words["foot"])
    mail.set_content("\n\n".join(part for part in parts if part) + "\n")
    mail["Content-Language"] = envelope.language
    return mail


def _followed(words: Mapping[str, str], page: str) -> str:
    return f"{words['submission_page']}\n{page}" if page else ""


def submission_answer(envelope: Envelope, number: str, text: str, page: str = "") -> EmailMessage:
    """What who sent something that is no tip is answered; its subject does not say what it is. As ``letter``."""
    words = WORDS[envelope.language]
    mail = addressed(envelope, words["submission"].format(number=number))
    begins = words["submission_begins"].format(number=number)
    parts = (
        words["greeting"], begins, _lines(text), words["submission_back"], _followed(words, page), words["foot"]
    )  # fmt: skip
    mail.set_content("\n\n".join(part for part in parts if part) + "\n")
    mail["Content-Language"] = envelope.language
    return mail


def addressed(envelope: Envelope, subject: str) -> EmailMessage:
    """A mail without text. Raises ValueError where the address is none."""
    mail = EmailMessage(_SEVEN_BITS)
    mail["From"] = Address(one_line(envelope.name), addr_spec=envelope.sender)
    mail["To"] = Address(addr_spec=addressable(envelope.to))
    mail["Reply-To"] = Address(addr_spec=envelope.answers)
    mail["Subject"] = one_line(subject)[:200]
    mail["Message-ID"] = f"<{envelope.mail_id}>"
    return mail


def addressable(text: str) -> str:
    """An address that a mail can go to. Raises ValueError for any other text."""
    address = text.strip()
    if _ADDRESS.fullmatch(address) is None or len(address) > 254:
        raise ValueError("this is no address that a mail can go to")
    return str(Address(addr_spec=address).addr_spec)
