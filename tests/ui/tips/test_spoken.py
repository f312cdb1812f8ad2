"""The conversation in the story: each message once, who said it to whom, and what became of its delivery."""

import msgspec
import pytest

from app.accounts.domain import RESIDENT
from app.calendar import prague
from app.messages.domain import Delivery, Door, Message, Party, PartyKind, Purpose, Way, message_id
from app.session import DeviceSession
from app.tips.domain import StoryLine, Tip
from app.tips.views import TipDetail
from tests.ui.city import COLLEAGUE, NOW, uuid
from ui.lookups import Lookups
from ui.tips.spoken import delivery_words
from ui.tips.story import story_rows
from ui.tips.story_row import StoryRow

HERE = prague(NOW)
AT = "2026-03-12T12:30:00.000Z"
pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def detail(session: DeviceSession) -> TipDetail:
    found = session.tips.detail(uuid(1, 3))
    assert found is not None
    return found


def written(tip: Tip, operation: str, fields: dict[str, object]) -> Message:
    made = Message(
        message_id(operation, COLLEAGUE, tip.id), tip.id, tip.id, AT, "Která lampa?", Door.MAIL, COLLEAGUE,
        Purpose.QUESTION,
    )  # fmt: skip
    return msgspec.structs.replace(made, **fields)


def heard(tip: Tip, operation: str, at: str = AT) -> Message:
    return Message(message_id(operation, RESIDENT.id, tip.id), tip.id, tip.id, at, "U školy.", Door.PORTAL)


def told(detail: TipDetail, lookups: Lookups, *messages: Message, story: tuple[StoryLine, ...] = ()) -> list[StoryRow]:
    """What the story shows beside what was there before."""
    known = {row.key for row in story_rows(detail, lookups, HERE)}
    more = msgspec.structs.replace(detail, messages=messages, story=(*detail.story, *story))
    return [row for row in story_rows(more, lookups, HERE) if row.key not in known]


@pytest.mark.parametrize(
    ("fields", "words", "tone"),
    [
        (
            {"delivery": Delivery.HELD, "due": "2026-03-12T13:15:00.000Z"},
            "leaves today 14:15, can be taken back until then",
            "neutral",
        ),
        ({"delivery": Delivery.QUEUED}, "waits to be sent by e-mail", "neutral"),
        (
            {"delivery": Delivery.QUEUED, "reason": "451 later"},
            "not delivered yet, tried again: 451 later",
            "warning",
        ),
        ({"delivery": Delivery.QUEUED, "door": Door.PHONE}, "to be told by a call", "warning"),
        ({"delivery": Delivery.SENT}, "sent by e-mail", "neutral"),
        ({"delivery": Delivery.SENT, "door": Door.PORTAL}, "shown on their page", "neutral"),
        ({"delivery": Delivery.FAILED, "reason": "550 unknown"}, "could not be delivered: 550 unknown", "danger"),
        (
            {"delivery": Delivery.FAILED, "reason": "550 5.1.1"},
            "could not be delivered: the address does not take mail (550 5.1.1)",
            "danger",
        ),
        (
            {"delivery": Delivery.FAILED, "reason": "5.2.2"},
            "could not be delivered: the mailbox is full (5.2.2)",
            "danger",
        ),
        (
            {"delivery": Delivery.FAILED, "reason": "bounce"},
            "could not be delivered: the address does not take mail",
            "danger",
        ),
        ({"delivery": Delivery.CANCELLED}, "taken back before it left", "warning"),
    ],
)
def test_that_it_says_what_became_of_the_delivery(
    detail: TipDetail, lookups: Lookups, fields: dict[str, object], words: str, tone: str
) -> None:
    message = written(detail.tip, uuid(8, 1), fields)
    assert delivery_words(message, HERE) == (words, tone)
    (row,) = told(detail, lookups, message)
    assert (row.side, row.words, row.verdict, row.tone) == ("right", "Která lampa?", words, tone)
    assert row.author == "Petr Malý · question"
    assert row.when == "today 13:30"


def test_that_a_question_is_told_once_and_one_beside_what_stands_says_so(detail: TipDetail, lookups: Lookups) -> None:
    asked = {"question": "Která lampa?"}
    line = StoryLine(uuid(8, 1), detail.tip.id, "tip.ask", "applied", AT, COLLEAGUE, detail=asked)
    message = written(detail.tip, line.id, {"delivery": Delivery.SENT})
    assert [row.key for row in told(detail, lookups, message, story=(line,))] == [f"message:{message.id}"]
    assert [row.words for row in told(detail, lookups, story=(line,))] == ["Asked: Která lampa?"]
    beside = msgspec.structs.replace(line, verdict="merged")
    rows = told(detail, lookups, message, story=(beside,))
    assert [(row.words, row.verdict) for row in rows if row.side == "line"] == [
        ("Question to a resident", "sent; the status stays as it is")
    ]


def test_that_an_answer_stands_left_and_is_news_until_it_is_answered(detail: TipDetail, lookups: Lookups) -> None:
    detail = msgspec.structs.replace(detail, tip=msgspec.structs.replace(detail.tip, heard_at=AT))
    line = StoryLine(
        uuid(8, 2), detail.tip.id, "tip.hear", "applied", AT, detail={"said": "U školy.", "to": "in_progress"}
    )
    rows = told(detail, lookups, heard(detail.tip, line.id), story=(line,))
    assert [(row.side, row.words, row.tone) for row in rows] == [
        ("left", "U školy.", "info"),
        ("line", "Back to work: an answer came", "info"),
    ]
    assert rows[0].author == "Marie Nováková · on the web"
    assert rows[0].verdict == "not answered yet"
    old = heard(detail.tip, line.id, at="2026-03-01T12:30:00.000Z")
    assert told(detail, lookups, old)[0].tone == "neutral"


def test_that_the_same_words_to_several_are_one_piece_that_names_them(detail: TipDetail, lookups: Lookups) -> None:
    joined = Party(uuid(9, 1), PartyKind.JOINED, Way.PAGE)
    tip = msgspec.structs.replace(detail.tip, parties=(*detail.tip.parties, joined))
    detail = msgspec.structs.replace(detail, tip=tip)
    replies = tuple(
        written(
            tip, uuid(8, 1),
            {"id": uuid(8, 20 + n), "party_id": party, "purpose": Purpose.REPLY, "delivery": delivery},
        )
        for n, (party, delivery) in enumerate(((tip.id, Delivery.SENT), (joined.id, Delivery.FAILED)))
    )  # fmt: skip
    (row,) = told(detail, lookups, *replies)
    assert row.author == "Petr Malý · reply of the closing → Marie Nováková, Resident who joined"
    assert row.verdict == "sent by e-mail · could not be delivered: "
    assert row.tone == "danger"
