"""A made-up tip that the station still has and no device holds."""

from app.photos.domain import Photo
from app.tips.domain import Closing, Contact, Outcome, OutcomeKind, Status, StoryLine, Tip, TipNote
from app.values import Place
from sync.protocol.messages import FoundTip, TipStory
from tests.ui.city import OFFICER, uuid

TITLE = "Nesvítí lampa v podchodu"
OLD = uuid(1, 90_000)


def found(n: int = 0, title: str = TITLE) -> FoundTip:
    return FoundTip(
        uuid(1, 90_000 + n), f"2024-{n:06d}", title, "lighting", Status.CLOSED, "2024-03-12T08:00:00Z", "d0",
        "Palackého 14", "2024-03-20T08:00:00Z", photos=1,
    )  # fmt: skip


def whole(tip_id: str = OLD) -> TipStory:
    tip = Tip(
        id=tip_id,
        number="2024-000000",
        title=TITLE,
        category="lighting",
        created_at="2024-03-12T08:00:00Z",
        text="Je tam tma.",
        place=Place(50.46, 13.41, "Palackého 14"),
        district_id="d0",
        status=Status.CLOSED,
        closing=Closing(uuid(5, 1), OFFICER, "2024-03-20T08:00:00Z", Outcome(OutcomeKind.SOLVED)),
    )
    note = TipNote(uuid(7, 90_000), tip_id, OFFICER, "2024-03-13T08:00:00Z", "Nahlášeno správci.")
    photo = Photo(uuid(8, 90_000), OFFICER, "2024-03-13T08:01:00Z", "5f" * 32, 1000, "image/jpeg", tip_id)
    line = StoryLine(uuid(6, 90_000), tip_id, "tip.accept", "applied", "2024-03-12T09:00:00Z", OFFICER)
    return TipStory(tip, Contact(tip_id, "Anna Malá", "+420 777 000 000"), (note,), (photo,), (line,))
