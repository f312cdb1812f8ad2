"""One rating as it is being answered at the kiosk: its questions in their order, and what is kept of it. Pure."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Final, TypeVar

from app.drafts.domain import Draft, DraftKey, text_of
from app.ratings.domain import MOST_REMARK, MOST_TAGS, AgeBand, Answer, Frequency, Part, Sex, Tag
from app.ratings.operations import RatingCollect

KEY: Final = DraftKey("ratings", "kiosk")
Choice = TypeVar("Choice", bound=StrEnum)


class Step(StrEnum):
    """What is in sight: a question, or the thanks after the last."""

    PART = "part"
    ANSWER = "answer"
    FREQUENCY = "frequency"
    TAGS = "tags"
    MORE = "more"
    THANKS = "thanks"


STEPS: Final = (Step.PART, Step.ANSWER, Step.FREQUENCY, Step.TAGS, Step.MORE)


@dataclass(frozen=True, slots=True)
class Spot:
    """The place that is asked about: degrees, and what it is called."""

    lat: float
    lon: float
    name: str


@dataclass(frozen=True, slots=True)
class Answers:
    """What one person has said so far. ``person``: the id made for them, by which nobody is known."""

    person: str = ""
    step: Step = Step.PART
    part: Part | None = None
    answer: Answer | None = None
    frequency: Frequency | None = None
    tags: tuple[Tag, ...] = field(default=())
    age: AgeBand | None = None
    sex: Sex | None = None
    remark: str = ""

    @property
    def blank(self) -> bool:
        """Whether they have said nothing yet."""
        return self == Answers(self.person, self.step)


def chosen(answers: Answers, key: str) -> Answers:
    """The answers with this choice of the question in sight; the next question, where it takes one choice alone."""
    match answers.step:
        case Step.PART if part := _one(key, Part):
            return replace(answers, part=part, step=Step.ANSWER)
        case Step.ANSWER if answer := _one(key, Answer):
            return replace(answers, answer=answer, step=Step.FREQUENCY)
        case Step.FREQUENCY if frequency := _one(key, Frequency):
            return replace(answers, frequency=frequency, step=Step.TAGS)
        case Step.TAGS if tag := _one(key, Tag):
            return replace(answers, tags=_toggled(answers.tags, tag))
        case Step.MORE if age := _one(key, AgeBand):
            return replace(answers, age=None if answers.age is age else age)
        case Step.MORE if sex := _one(key, Sex):
            return replace(answers, sex=None if answers.sex is sex else sex)
        case _:
            return answers


def moved(answers: Answers, by: int) -> Answers:
    """The question before or after; a question that has to be answered is not passed by."""
    if answers.step is Step.THANKS:
        return answers
    at = STEPS.index(answers.step)
    missing = (answers.step is Step.PART and answers.part is None) or (
        answers.step is Step.ANSWER and answers.answer is None
    )
    to = at + by
    return answers if not 0 <= to < len(STEPS) or (by > 0 and missing) else replace(answers, step=STEPS[to])


def operation_of(answers: Answers, spot: Spot) -> RatingCollect | None:
    """The rating, once what has to be answered is."""
    if answers.part is None or answers.answer is None:
        return None
    return RatingCollect(
        spot.lat, spot.lon, answers.part, answers.answer, answers.frequency, answers.tags, answers.age, answers.sex,
        answers.remark.strip()[:MOST_REMARK],
    )  # fmt: skip


def content(answers: Answers, spot: Spot) -> dict[str, Any]:
    """What is kept of it on the disk while it is being answered."""
    return {
        "lat": spot.lat, "lon": spot.lon, "place": spot.name, "person": answers.person, "step": answers.step.value,
        "part": answers.part or "", "answer": answers.answer or "", "frequency": answers.frequency or "",
        "tags": [tag.value for tag in answers.tags], "age": answers.age or "", "sex": answers.sex or "",
        "remark": answers.remark,
    }  # fmt: skip


def resumed(draft: Draft) -> tuple[Spot, Answers] | None:
    """What was kept; None where its place can not be read. What another version wrote is left out."""
    kept = draft.content
    lat, lon, person = kept.get("lat"), kept.get("lon"), text_of(kept, "person")
    if not isinstance(lat, float) or not isinstance(lon, float) or not person:
        return None
    listed = kept.get("tags", [])
    tags = [tag for one in listed if (tag := _one(one, Tag))] if isinstance(listed, list) else []
    answers = Answers(
        person, _one(kept.get("step"), Step) or Step.PART, _one(kept.get("part"), Part),
        _one(kept.get("answer"), Answer), _one(kept.get("frequency"), Frequency),
        tuple(dict.fromkeys(tags))[:MOST_TAGS], _one(kept.get("age"), AgeBand), _one(kept.get("sex"), Sex),
        text_of(kept, "remark")[:MOST_REMARK],
    )  # fmt: skip
    return Spot(lat, lon, text_of(kept, "place")), answers


def _toggled(tags: tuple[Tag, ...], tag: Tag) -> tuple[Tag, ...]:
    """With the tag or without it; a third one is not taken."""
    if tag in tags:
        return tuple(one for one in tags if one is not tag)
    return (*tags, tag) if len(tags) < MOST_TAGS else tags


def _one(value: object, kind: type[Choice]) -> Choice | None:
    """The member of this value; None for anything else."""
    return next((one for one in kind if one.value == value), None)
