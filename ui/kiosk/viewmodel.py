"""The kiosk: the device in the hands of who is asked. Nothing else of the app is there until the PIN is entered."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtQml import QmlElement

from app.db.outcomes import StoreFull
from app.drafts.domain import Draft
from app.identifiers import new_id
from app.outbox.views import Recorded, Refused
from app.ratings.domain import MOST_REMARK
from app.ratings.operations import RatingOperation
from ui import moments
from ui.drafts.keeper import DraftKeeper
from ui.jobs import Answer, Jobs, Lane, Ok
from ui.kiosk import words
from ui.kiosk.answering import KEY, STEPS, Answers, Spot, Step, chosen, content, moved, operation_of, resumed
from ui.kiosk.words import ChoiceRow
from ui.rows import RowModel
from ui.snapshot import ViewModel, fixed
from ui.unlock.viewmodel import PASSPHRASE_LENGTH, PIN_DIGITS
from ui.unlock.words import Shut, Trouble, trouble_words

QML_IMPORT_NAME = "okrskar.models"
QML_IMPORT_MAJOR_VERSION = 1
ASK_MS = 60_000
"""So long without a touch, and who is asked is asked whether they are still there."""
IDLE_MS = 30_000
"""So much longer, and what they said is let go."""
THANKS_MS = 8_000
STALE = timedelta(minutes=15)
"""An answer that was broken off so long ago is of somebody who has gone."""
CheckSecret = Callable[[str], Shut | None]


class Ratings(Protocol):
    """The part of the rating service that is needed."""

    def collect(
        self, person: str, operation: RatingOperation, *, draft: Draft | None = None
    ) -> Recorded | Refused | StoreFull: ...


@dataclass(frozen=True, slots=True)
class Waits:
    """Milliseconds: until one is asked whether they are still there, until it begins anew, and of the thanks."""

    ask: int = ASK_MS
    idle: int = IDLE_MS
    thanks: int = THANKS_MS


@dataclass(frozen=True, slots=True)
class KioskInputs:
    """What the kiosk knows. ``given``: ratings of this sitting; ``shut``: what came of the last try to leave."""

    running: bool = False
    spot: Spot = field(default_factory=lambda: Spot(0.0, 0.0, ""))
    answers: Answers = field(default_factory=Answers)
    given: int = 0
    leaving: bool = False
    asking: bool = False
    busy: bool = False
    unkept: bool = False
    shut: Shut | None = None


@dataclass(frozen=True, slots=True)
class KioskProps:
    """What the screen shows. ``begun``: somebody broke an answer off, which can be gone on with."""

    running: bool = False
    place: str = ""
    step: str = "part"
    number: int = 1
    total: int = len(STEPS) - 1
    question: str = ""
    hint: str = ""
    remark: str = ""
    drafted: bool = False
    ready: bool = False
    busy: bool = False
    stillThere: bool = False
    problem: str = ""
    leaving: bool = False
    leaveProblem: str = ""
    pin: bool = True
    digits: int = PIN_DIGITS
    passphraseLength: int = PASSPHRASE_LENGTH
    mostRemark: int = MOST_REMARK


def derive(inputs: KioskInputs, *, pin: bool) -> KioskProps:
    """Props of the inputs."""
    answers = inputs.answers
    return KioskProps(
        running=inputs.running,
        place=inputs.spot.name,
        step=answers.step.value,
        number=min(STEPS.index(answers.step) + 1, len(STEPS) - 1) if answers.step in STEPS else 0,
        question=words.question_words(answers),
        hint=words.hint_words(answers.step),
        remark=answers.remark,
        drafted=not answers.blank,
        ready=operation_of(answers, inputs.spot) is not None and not inputs.busy,
        busy=inputs.busy,
        stillThere=inputs.asking,
        problem=words.unkept_words() if inputs.unkept else "",
        leaving=inputs.leaving,
        leaveProblem=trouble_words(inputs.shut) if inputs.shut is not None else "",
        pin=pin,
    )


@QmlElement
class KioskViewModel(ViewModel[KioskProps], props=KioskProps):
    """One sitting at a place. ``changed``: a rating was kept; ``left``: the device is the officer's again, with how
    many were given; ``keysGone``: too many wrong tries to leave."""

    changed = Signal()
    left = Signal(int)
    keysGone = Signal()

    def __init__(
        self,
        ratings: Ratings,
        drafts: DraftKeeper,
        *,
        jobs: Jobs,
        clock: moments.Clock,
        check_secret: CheckSecret,
        pin: bool = True,
        waits: Waits | None = None,
        parent: QObject | None = None,
    ) -> None:
        self._pin = pin
        self._inputs = KioskInputs()
        super().__init__(derive(self._inputs, pin=pin), parent)
        waits = waits or Waits()
        self._ratings, self._drafts, self._jobs, self._clock = ratings, drafts, jobs, clock
        self._check = check_secret
        self._choices: RowModel[ChoiceRow] = RowModel(ChoiceRow, self)
        self._ages: RowModel[ChoiceRow] = RowModel(ChoiceRow, self)
        self._sexes: RowModel[ChoiceRow] = RowModel(ChoiceRow, self)
        self._ask = QTimer(self, singleShot=True, interval=waits.ask)
        self._ask.timeout.connect(self._ask_whether_there)
        self._idle = QTimer(self, singleShot=True, interval=waits.idle)
        self._idle.timeout.connect(self._begin_anew)
        self._thanks = QTimer(self, singleShot=True, interval=waits.thanks)
        self._thanks.timeout.connect(self.next)

    @fixed
    def choices(self) -> RowModel[ChoiceRow]:
        return self._choices

    @fixed
    def ages(self) -> RowModel[ChoiceRow]:
        return self._ages

    @fixed
    def sexes(self) -> RowModel[ChoiceRow]:
        return self._sexes

    def broken_off(self) -> Draft | None:
        """An answer that was broken off a while ago and can be gone on with; an older one is let go."""
        draft = self._drafts.get(KEY)
        if draft is None or self._inputs.running:
            return None
        at = moments.read(draft.at, self._clock())
        if at is None or abs(self._clock() - at) > STALE or resumed(draft) is None:
            self._drafts.forget(KEY)
            return None
        return draft

    def begin(self, spot: Spot) -> None:
        """Hand the device over at this place. Who was half asked before is let go, and what was copied as well."""
        self._drafts.forget(KEY)
        self._hand_over(spot, Answers(new_id()))

    def go_on(self) -> None:
        """Hand it back to who was half asked."""
        draft = self.broken_off()
        kept = resumed(draft) if draft is not None else None
        if kept is not None:
            self._hand_over(*kept)

    def _hand_over(self, spot: Spot, answers: Answers) -> None:
        board = QGuiApplication.clipboard()
        for mode in (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection):
            board.clear(mode)
        self._set(KioskInputs(running=True, spot=spot, answers=answers))
        self.touch()

    @Slot()
    def touch(self) -> None:
        """Somebody is there."""
        self._idle.stop()
        if self._inputs.asking:
            self._set(replace(self._inputs, asking=False))
        if self._inputs.running:
            self._ask.start()

    @Slot(str)
    def choose(self, key: str) -> None:
        """A tile of the question in sight was touched."""
        self._say(chosen(self._inputs.answers, key))

    @Slot(str)
    def write(self, text: str) -> None:
        """The remark as it is written."""
        if text != self._inputs.answers.remark:
            self._say(replace(self._inputs.answers, remark=text[:MOST_REMARK]))

    @Slot()
    def back(self) -> None:
        """The question before."""
        self._say(moved(self._inputs.answers, -1))

    @Slot()
    def forward(self) -> None:
        """The question after, this one being passed by or answered."""
        self._say(moved(self._inputs.answers, 1))

    @Slot()
    def flush(self) -> None:
        """The field lost the focus: to the disk at once."""
        self._drafts.flush()

    @Slot()
    def discard(self) -> None:
        """Let what was said go, for good, and begin anew."""
        self._begin_anew()

    @Slot()
    def send(self) -> None:
        """Keep the rating: one recorded change."""
        inputs = self._inputs
        operation = operation_of(inputs.answers, inputs.spot)
        if operation is None or inputs.busy or not inputs.running:
            return
        self.touch()
        draft = self._drafts.settle(KEY)
        person = inputs.answers.person
        self._set(replace(inputs, busy=True, unkept=False))
        self._jobs.run(
            Lane.DATABASE,
            lambda: self._ratings.collect(person, operation, draft=draft),
            lambda answer: self._sent(answer, draft),
        )

    def _sent(self, answer: Answer[Recorded | Refused | StoreFull], draft: Draft | None) -> None:
        inputs = replace(self._inputs, busy=False)
        if not isinstance(answer, Ok) or not isinstance(answer.value, Recorded):
            self._set(replace(inputs, unkept=True))
            return
        self._drafts.spent(draft)
        self._drafts.forget(KEY)
        self._set(replace(inputs, answers=Answers(new_id(), Step.THANKS), given=inputs.given + 1))
        self._thanks.start()
        self.changed.emit()

    @Slot()
    def next(self) -> None:
        """The next person is there."""
        if self._inputs.answers.step is Step.THANKS:
            self._thanks.stop()
            self._set(replace(self._inputs, answers=Answers(new_id())))

    @Slot(bool)
    def askToLeave(self, wanted: bool) -> None:
        """The officer wants the device back, or not after all."""
        self.touch()
        self._set(replace(self._inputs, leaving=wanted and self._inputs.running, shut=None))

    @Slot(str)
    def leave(self, secret: str) -> None:
        """Try the PIN or passphrase; every try counts as it does at the door."""
        if not self._inputs.leaving or self._inputs.busy:
            return
        self.touch()
        self._set(replace(self._inputs, busy=True, shut=None))
        self._jobs.run(Lane.DATABASE, lambda: self._check(secret), self._checked)

    def _checked(self, answer: Answer[Shut | None]) -> None:
        shut = answer.value if isinstance(answer, Ok) else Shut(Trouble.UNREADABLE)
        if shut is not None:
            self._set(replace(self._inputs, busy=False, shut=shut))
            if shut.trouble is Trouble.KEYS_GONE:
                self.keysGone.emit()
            return
        given = self._inputs.given
        self.stop()
        self._set(KioskInputs())
        self.left.emit(given)

    @Slot()
    def refresh(self) -> None:
        """The language changed."""
        self._set(self._inputs)

    def stop(self) -> None:
        """The lock, or the end: nothing here goes on by itself. What was half answered stays for the officer."""
        for timer in (self._ask, self._idle, self._thanks):
            timer.stop()
        self._drafts.flush()

    def _say(self, answers: Answers) -> None:
        """Something was said: it is kept before anything else, and nothing where nothing is left of it."""
        inputs = self._inputs
        if not inputs.running or inputs.busy or answers.step is Step.THANKS:
            return
        self.touch()
        self._set(replace(self._inputs, answers=answers, unkept=False))
        if answers.blank:
            self._drafts.forget(KEY)
        else:
            self._drafts.write(KEY, content(answers, inputs.spot), title=inputs.spot.name)

    def _ask_whether_there(self) -> None:
        inputs = self._inputs
        if inputs.answers.step is Step.THANKS or (inputs.answers.blank and not inputs.leaving):
            self._begin_anew()
        else:
            self._set(replace(inputs, asking=True))
            self._idle.start()

    def _begin_anew(self) -> None:
        """For the next person: of the one before nothing is left, on the screen or on the disk."""
        self._idle.stop()
        self._thanks.stop()
        if self._inputs.running and not self._inputs.busy:
            self._drafts.forget(KEY)
            answers = Answers(new_id())
            self._set(replace(self._inputs, answers=answers, leaving=False, asking=False, unkept=False, shut=None))

    def _set(self, inputs: KioskInputs) -> None:
        self._inputs = inputs
        self._choices.show(words.choices(inputs.answers))
        self._ages.show(words.ages(inputs.answers))
        self._sexes.show(words.sexes(inputs.answers))
        self.show(derive(inputs, pin=self._pin))
