"""What the kiosk says, to whoever is asked: the words of the residents' pages. Pure but for the language in force."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import assert_never

from PySide6.QtCore import QCoreApplication

from app.ratings.domain import MOST_TAGS, AgeBand, Answer, Frequency, Part, Sex, Slice, Tag
from ui.kiosk.answering import Answers, Step
from ui.lookups import glyph
from ui.map.cell_words import part_words, tag_words

_PARTS = {Part.DAY: "sun", Part.NIGHT: "moon-star"}
_FACES = {
    Answer.VERY_SAFE: ("laugh", "better"),
    Answer.RATHER_SAFE: ("smile", "better"),
    Answer.RATHER_UNSAFE: ("frown", "worse"),
    Answer.VERY_UNSAFE: ("angry", "worse"),
}
_TAGS = {
    Tag.LIGHTING: "lightbulb",
    Tag.LITTER: "trash-2",
    Tag.NOISE: "volume-2",
    Tag.DRINKING_OR_DRUGS: "wine",
    Tag.TRAFFIC: "car",
    Tag.DERELICT: "building-2",
    Tag.EMPTINESS: "ghost",
    Tag.OTHER: "ellipsis",
}


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """One tile. ``free``: a touch changes something; ``tone``: better, worse or none."""

    key: str
    words: str
    sign: str
    tone: str
    chosen: bool
    free: bool = True


def question_words(answers: Answers) -> str:
    """The question in sight."""
    match answers.step:
        case Step.PART:
            return QCoreApplication.translate("Kiosk", "Which time of the day do you want to speak of?")
        case Step.ANSWER if answers.part is Part.NIGHT:
            return QCoreApplication.translate("Kiosk", "How safe do you feel here after dark?")
        case Step.ANSWER:
            return QCoreApplication.translate("Kiosk", "How safe do you feel here by day?")
        case Step.FREQUENCY:
            return QCoreApplication.translate("Kiosk", "How often are you here?")
        case Step.TAGS if answers.answer is not None and answers.answer.unsafe:
            return QCoreApplication.translate("Kiosk", "What is it that makes you feel so?")
        case Step.TAGS:
            return QCoreApplication.translate("Kiosk", "Is there anything here that troubles you all the same?")
        case Step.MORE:
            return QCoreApplication.translate("Kiosk", "Would you like to add anything?")
        case Step.THANKS:
            return QCoreApplication.translate("Kiosk", "Thank you!")
        case _:
            assert_never(answers.step)


def hint_words(step: Step) -> str:
    """What is said below the question."""
    match step:
        case Step.PART:
            return QCoreApplication.translate("Kiosk", "Four short questions, without a name and a contact.")
        case Step.ANSWER:
            return QCoreApplication.translate("Kiosk", "It is your feeling that counts; there is no wrong answer.")
        case Step.FREQUENCY:
            return ""
        case Step.TAGS:
            return QCoreApplication.translate("Kiosk", "%Ln thing(s) at most, or none.", None, MOST_TAGS)
        case Step.MORE:
            return QCoreApplication.translate("Kiosk", "All of this may be left out.")
        case Step.THANKS:
            return QCoreApplication.translate(
                "Kiosk", "Your answer helps us to go where people are afraid. Nobody sees it alone."
            )
        case _:
            assert_never(step)


def choices(answers: Answers) -> tuple[ChoiceRow, ...]:
    """The tiles of the question in sight; none for what has no tiles of its own."""
    match answers.step:
        case Step.PART:
            return tuple(
                ChoiceRow(one.value, part_words(Slice(one.value)), glyph(_PARTS[one]), "", one is answers.part)
                for one in Part
            )
        case Step.ANSWER:
            return tuple(
                ChoiceRow(one.value, answer_words(one), glyph(_FACES[one][0]), _FACES[one][1], one is answers.answer)
                for one in Answer
            )
        case Step.FREQUENCY:
            return tuple(
                ChoiceRow(one.value, frequency_words(one), "", "", one is answers.frequency) for one in Frequency
            )
        case Step.TAGS:
            full = len(answers.tags) >= MOST_TAGS
            return tuple(
                ChoiceRow(one.value, _great(tag_words(one)), glyph(_TAGS[one]), "", one in answers.tags,
                          one in answers.tags or not full)
                for one in Tag
            )  # fmt: skip
        case Step.MORE | Step.THANKS:
            return ()
        case _:
            assert_never(answers.step)


def ages(answers: Answers) -> tuple[ChoiceRow, ...]:
    """How old one is."""
    return _plain((one.value, age_words(one), one is answers.age) for one in AgeBand)


def sexes(answers: Answers) -> tuple[ChoiceRow, ...]:
    """As one says."""
    return _plain((one.value, sex_words(one), one is answers.sex) for one in Sex)


def _plain(rows: Iterable[tuple[str, str, bool]]) -> tuple[ChoiceRow, ...]:
    return tuple(ChoiceRow(key, words, "", "", is_chosen) for key, words, is_chosen in rows)


def answer_words(answer: Answer) -> str:
    """How safe."""
    match answer:
        case Answer.VERY_SAFE:
            return QCoreApplication.translate("Kiosk", "Very safe")
        case Answer.RATHER_SAFE:
            return QCoreApplication.translate("Kiosk", "Rather safe")
        case Answer.RATHER_UNSAFE:
            return QCoreApplication.translate("Kiosk", "Rather unsafe")
        case Answer.VERY_UNSAFE:
            return QCoreApplication.translate("Kiosk", "Very unsafe")
        case _:
            assert_never(answer)


def frequency_words(frequency: Frequency) -> str:
    """How often."""
    match frequency:
        case Frequency.DAILY:
            return QCoreApplication.translate("Kiosk", "Nearly every day")
        case Frequency.WEEKLY:
            return QCoreApplication.translate("Kiosk", "Every week")
        case Frequency.SOMETIMES:
            return QCoreApplication.translate("Kiosk", "Now and then")
        case Frequency.RARELY:
            return QCoreApplication.translate("Kiosk", "Hardly ever")
        case _:
            assert_never(frequency)


def age_words(age: AgeBand) -> str:
    """How old, in years."""
    match age:
        case AgeBand.UNDER_15:
            return QCoreApplication.translate("Kiosk", "under 15")
        case AgeBand.FROM_15:
            return "15–24"
        case AgeBand.FROM_25:
            return "25–44"
        case AgeBand.FROM_45:
            return "45–64"
        case AgeBand.FROM_65:
            return QCoreApplication.translate("Kiosk", "65 or more")
        case _:
            assert_never(age)


def sex_words(sex: Sex) -> str:
    """As one says."""
    match sex:
        case Sex.WOMAN:
            return QCoreApplication.translate("Kiosk", "woman")
        case Sex.MAN:
            return QCoreApplication.translate("Kiosk", "man")
        case Sex.OTHER:
            return QCoreApplication.translate("Kiosk", "otherwise")
        case _:
            assert_never(sex)


def unkept_words() -> str:
    """Said to who is asked when their rating can not be kept."""
    return QCoreApplication.translate(
        "Kiosk", "It could not be kept. Your answers are still here: press the button once more, or tell the officer."
    )


def _great(words: str) -> str:
    return words[:1].upper() + words[1:]
