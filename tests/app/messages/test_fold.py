"""A conversation is shown once, whatever of it the device has twice."""

import msgspec

from app.messages.domain import Delivery, Door, Message
from app.messages.fold import lay_over
from tests.app.tips.made import AT, IDS

LATER = "2026-06-01T12:05:00Z"
HERE = Message(IDS[1], IDS[0], IDS[0], LATER, "Kde?", Door.MAIL, IDS[2], delivery=Delivery.QUEUED)
HEARD = Message(IDS[3], IDS[0], IDS[0], AT, "U školy.", Door.MAIL)


def test_that_what_the_server_says_of_a_message_goes_before_what_the_device_made_of_it() -> None:
    sent = msgspec.structs.replace(HERE, delivery=Delivery.SENT)
    assert lay_over([sent, HEARD], [HERE]) == (HEARD, sent)


def test_that_an_unsent_message_stands_in_its_place() -> None:
    assert lay_over([HEARD], [HERE]) == (HEARD, HERE)
    assert lay_over([], [HERE]) == (HERE,)
