"""Whether and how somebody can be answered is said before a word is written, and to nobody whose address it is not."""

import pytest

from app.messages.domain import Party, PartyKind, Way
from app.tips.domain import Channel, Contact, Status
from app.tips.operations import TipAsk
from tests.app.tips.made import IDS, fresh
from tests.ui.city import NOW
from ui.lookups import Lookups
from ui.theme.tokens import glyphs
from ui.tips.forms import Asked, EntryKind, form_of
from ui.tips.writing import reply_notice, way_fact, way_notice

pytestmark = pytest.mark.usefixtures("english")
CONTACT = Contact(IDS[0], "Jana Malá", "+420 601 222 333", "jana@example.cz")
JOINED = Party(IDS[5], PartyKind.JOINED, Way.MAIL)
BODY = Party(IDS[6], PartyKind.BODY, Way.MAIL, "Technické služby")
LEFT = Party(IDS[0], PartyKind.SENDER, Way.NONE, left=True)


GONE, CALLED, SHOWN = (Party(IDS[0], way=way, returned=True) for way in (Way.NONE, Way.CALL, Way.PAGE))


def sender(way: Way) -> Party:
    return Party(IDS[0], PartyKind.SENDER, way)


@pytest.mark.parametrize(
    ("way", "contact", "words", "tone"),
    [
        (Way.MAIL, CONTACT, "It goes by e-mail (jana@example.cz), and an answer comes back here.", "info"),
        (Way.MAIL, None, "It goes by e-mail, and an answer comes back here.", "info"),
        (
            Way.CALL,
            CONTACT,
            "Only a telephone number is known (+420 601 222 333): it has to be told by a call.",
            "warning",
        ),
        (
            Way.PAGE,
            CONTACT,
            "It shows on the page behind their secret link; nobody tells them that it is there.",
            "info",
        ),
    ],
)
def test_that_the_way_is_said_before_one_writes(way: Way, contact: Contact | None, words: str, tone: str) -> None:
    notice = way_notice(sender(way), contact)
    assert (notice.words, notice.tone) == (words, tone)
    assert notice.sign in glyphs()


def test_that_the_address_of_the_sender_is_not_said_of_another_party() -> None:
    assert "jana@" not in way_notice(JOINED, CONTACT).words
    assert "jana@" not in way_notice(BODY, CONTACT).words


@pytest.mark.parametrize(
    ("parties", "channel", "fact", "reply"),
    [
        ((sender(Way.MAIL),), Channel.WEB, "Answered by e-mail", "The resident will get by e-mail:"),
        ((sender(Way.CALL),), Channel.PHONE, "Answered by a call back", "The resident will be told by a call:"),
        ((sender(Way.PAGE),), Channel.WEB, "Answered on the page behind their link", "The resident will see on"),
        ((), Channel.PHONE, "No way to answer: anonymous.", "Nobody gets this"),
        ((sender(Way.NONE),), Channel.WEB, "No way to answer: anonymous.", "Nobody gets this"),
        ((LEFT,), Channel.WEB, "No way to answer: they want nothing more written of it.", "Nobody gets this"),
        ((GONE,), Channel.WEB, "No way to answer: the address does not take mail.", "Nobody gets this"),
        ((CALLED,), Channel.WEB, "The address does not take mail: it has to be told", "The resident will be"),
        ((SHOWN,), Channel.WEB, "The address does not take mail; it shows on the page", "The resident will see on"),
        ((), Channel.OFFICER, "", "Nobody gets this"),
        ((sender(Way.MAIL), JOINED, BODY), Channel.WEB, "Answered by e-mail", "2 residents will get:"),
    ],
)
def test_that_the_tip_and_its_closing_say_who_gets_an_answer(
    parties: tuple[Party, ...], channel: Channel, fact: str, reply: str
) -> None:
    tip = fresh(parties=parties, channel=channel)
    told = way_fact(tip)
    assert told.words == fact or (fact and told.words.startswith(fact))
    assert (told.tone == "warning") == ("No way" in fact or "does not take" in fact)
    assert reply_notice(tip).words.startswith(reply)


def test_that_of_several_one_is_chosen_and_a_body_is_not_asked() -> None:
    tip = fresh(parties=(sender(Way.NONE), JOINED, sender(Way.MAIL), BODY), status=Status.ACCEPTED)
    asked = Asked(tip, Lookups(), NOW, CONTACT)
    ask, answer = form_of("ask"), form_of("answer")
    assert ask is not None
    assert answer is not None
    whom = {form.key: form.entries(asked)[0] for form in (ask, answer)}
    assert whom["ask"].kind is EntryKind.CHOICE
    assert [choice.words for choice in whom["ask"].choices] == ["Resident who joined", "Jana Malá"]
    assert [choice.words for choice in whom["answer"].choices][-1] == "Technické služby"
    assert ask.start(tip) == {"party": JOINED.id}
    assert "jana@" not in ask.notice(asked, {"party": JOINED.id}).words
    alone = fresh(parties=(sender(Way.MAIL),))
    start = ask.start(alone)
    assert [entry.key for entry in ask.entries(Asked(alone, Lookups(), NOW)) if entry.when(start)] == ["text"]
    assert ask.make(Asked(alone, Lookups(), NOW), {"text": "Kde?"}) == (TipAsk(Status.NEW, "Kde?"),)
