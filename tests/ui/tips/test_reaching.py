"""What is asked before a tip goes to a body, and what a call has to say: usual bodies first, no contact by itself."""

import pytest

from app.districts.domain import Body
from app.messages.domain import Party, PartyKind, Purpose, Way
from app.tips.domain import CallBack, Contact, Status
from app.tips.operations import TipCalled, TipForward
from tests.app.tips.made import AT, IDS, fresh
from tests.ui.city import NOW
from ui.lookups import Lookups
from ui.tips.entries import Asked, Entry, Values
from ui.tips.forms import form_of
from ui.tips.reaching import call, calling, forward, forwarded, forwarding, to_be_told

pytestmark = pytest.mark.usefixtures("english")
POLICE, SERVICES = Body("p", "Policie ČR", ("youth",)), Body("s", "Technické služby", ("light",))
KNOWN = Lookups(bodies=(POLICE, SERVICES))
CONTACT = Contact(IDS[0], "Jana Malá", "777 123 456")
CALLS = tuple(
    CallBack(one, IDS[0], IDS[1], AT, text, Purpose.ANSWER) for one, text in ((IDS[3], "Svítí."), (IDS[4], "Kde?"))
)


def asked_for(entries: tuple[Entry, ...], values: Values) -> list[str]:
    return [entry.key for entry in entries if entry.when(values)]


def test_that_the_usual_bodies_of_a_category_stand_first() -> None:
    (body, *_) = forwarding(Asked(fresh(category="light"), KNOWN, NOW))
    assert [choice.words for choice in body.choices] == ["Technické služby", "Policie ČR"]


def test_that_a_contact_is_asked_for_where_there_is_one_and_goes_only_by_choice() -> None:
    assert [entry.key for entry in forwarding(Asked(fresh(), KNOWN, NOW))] == ["body", "text"]
    asked = Asked(fresh(), KNOWN, NOW, CONTACT)
    assert [entry.key for entry in forwarding(asked)] == ["body", "text", "contact"]
    values = {"body": "s", "text": "Prosíme."}
    assert forward(asked, values) == (TipForward(Status.NEW, "s", "Technické služby", "Prosíme."),)
    (named,) = forward(asked, values | {"contact": "yes"})
    assert isinstance(named, TipForward)
    assert named.contact
    assert forward(asked, {"body": "gone", "text": "Prosíme."}) == ()


def test_that_a_body_whose_mail_came_back_is_warned_of_before_one_writes() -> None:
    parties = tuple(
        Party(IDS[place], PartyKind.BODY, way, one.name, body_id=one.id, returned=way is Way.NONE)
        for place, one, way in ((3, SERVICES, Way.NONE), (4, POLICE, Way.MAIL))
    )
    gone_too = Party(IDS[0], returned=True)
    asked, form = Asked(fresh(parties=(gone_too, *parties)), KNOWN, NOW, CONTACT), form_of("forward")
    assert form is not None
    assert form.notice is not None
    gone, named = (form.notice(asked, {"body": "s", "contact": one}) for one in ("no", "yes"))
    assert (gone.sign, gone.tone, gone.words[:28]) == ("mail-x", "warning", "A mail to them came back: th")
    assert "with the name and contact" in named.words
    assert forwarded(asked, {"body": "p"}).sign == "mail"
    assert forwarded(asked, {"body": ""}).sign == "mail"


def test_that_of_several_calls_one_is_chosen_and_its_number_said() -> None:
    one, both = Asked(fresh(calls=CALLS[:1]), KNOWN, NOW, CONTACT), Asked(fresh(calls=CALLS), KNOWN, NOW, CONTACT)
    assert asked_for(calling(one), {"call": IDS[3]}) == ["reached", "text"]
    assert asked_for(calling(both), {"call": IDS[3]}) == ["call", "reached", "text"]
    assert asked_for(calling(one), {"call": ""}) == ["call", "reached", "text"], "what the draft was about is gone"
    assert to_be_told(one, {"call": ""}).words == ""
    assert call(one, {"call": "", "reached": "yes"}) == ()
    assert [choice.words for choice in calling(both)[0].choices] == ["Svítí.", "Kde?"]
    assert to_be_told(both, {"call": IDS[4]}).words == "Say (777 123 456): Kde?"
    assert call(both, {"call": IDS[4], "reached": "no"}) == (TipCalled(IDS[4], reached=False),)
    (said,) = call(one, {"reached": "yes", "text": "Děkuje."})
    assert isinstance(said, TipCalled)
    assert (said.call_id, said.note_id is not None) == (IDS[3], True)
    assert call(both, {"call": "gone", "reached": "yes"}) == ()
