"""Enrolment, the choice of a PIN or passphrase, and unlocking."""

from dataclasses import dataclass, replace
from typing import Protocol, assert_never

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from ui.jobs import Answer, Err, Jobs, Lane, Ok
from ui.snapshot import ViewModel
from ui.unlock.words import Shut, Trouble, trouble_words

QML_IMPORT_NAME = "okrskar.models"
QML_IMPORT_MAJOR_VERSION = 1
PIN_DIGITS = 6
PASSPHRASE_LENGTH = 12


@dataclass(frozen=True, slots=True)
class Door:
    """How the device stands: enrolled or not, PIN (only with a key store) or passphrase, wrong tries.

    ``in_use``: another start of the app has the store.
    """

    enrolled: bool
    pin_possible: bool
    pin: bool
    wrong: int = 0
    left: int = 10
    in_use: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """It opened; ``session`` is what the workspace is made of."""

    session: object


class Doorkeeper(Protocol):
    """Enrols and unlocks; blocking, called on a lane."""

    def door(self) -> Door: ...
    def enrol(self, address: str, code: str, secret: str, *, pin: bool) -> Opened | Shut: ...
    def unlock(self, secret: str) -> Opened | Shut: ...


@dataclass(frozen=True, slots=True)
class UnlockInputs:
    """``step``: loading, enrol, protect or locked."""

    step: str = "loading"
    door: Door | None = None
    pin: bool = True
    address: str = ""
    code: str = ""
    busy: bool = False
    shut: Shut | None = None


@dataclass(frozen=True, slots=True)
class UnlockProps:
    """What the page shows."""

    step: str = "loading"
    pin: bool = True
    pinPossible: bool = True
    busy: bool = False
    problem: str = ""
    address: str = ""
    code: str = ""
    pinDigits: int = PIN_DIGITS
    passphraseLength: int = PASSPHRASE_LENGTH


def derive(inputs: UnlockInputs) -> UnlockProps:
    """Props of the inputs."""
    return UnlockProps(
        step=inputs.step,
        pin=inputs.pin,
        pinPossible=inputs.door.pin_possible if inputs.door else True,
        busy=inputs.busy,
        problem=trouble_words(inputs.shut) if inputs.shut else "",
        address=inputs.address,
        code=inputs.code,
    )


@QmlElement
class UnlockViewModel(ViewModel[UnlockProps], props=UnlockProps):
    """The page before everything. ``opened`` carries the session."""

    opened = Signal(object)

    def __init__(self, doorkeeper: Doorkeeper, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(UnlockProps(), parent)
        self._doorkeeper = doorkeeper
        self._jobs = jobs
        self._inputs = UnlockInputs()

    @Slot()
    def reload(self) -> None:
        """Look at the door again: at the start and after locking."""
        self._jobs.run(Lane.DATABASE, self._doorkeeper.door, self._seen)

    @Slot(str, str)
    def next(self, address: str, code: str) -> None:
        """Address and code are written: choose what protects the device."""
        if address.strip() and code.strip():
            self._set(replace(self._inputs, step="protect", address=address.strip(), code=code.strip(), shut=None))

    @Slot()
    def back(self) -> None:
        self._set(replace(self._inputs, step="enrol", shut=None))

    @Slot(bool)
    def usePin(self, pin: bool) -> None:
        self._set(replace(self._inputs, pin=pin, shut=None))

    @Slot(str)
    def enrol(self, secret: str) -> None:
        """Enrol with the code and protect the device by the secret."""
        inputs = self._inputs
        if not inputs.busy:
            self._set(replace(inputs, busy=True, shut=None))
            self._jobs.run(
                Lane.NETWORK,
                lambda: self._doorkeeper.enrol(inputs.address, inputs.code, secret, pin=inputs.pin),
                self._answered,
            )

    @Slot(str)
    def unlock(self, secret: str) -> None:
        if not self._inputs.busy:
            self._set(replace(self._inputs, busy=True, shut=None))
            self._jobs.run(Lane.DATABASE, lambda: self._doorkeeper.unlock(secret), self._answered)

    def enrol_anew(self) -> None:
        """The station no longer takes this device as it is: ask for a new code. Unsent work stays."""
        self._set(replace(self._inputs, step="enrol", shut=None))

    def show_trouble(self, trouble: Trouble) -> None:
        """Something outside shut the door: a revoked device."""
        self._set(replace(self._inputs, shut=Shut(trouble)))

    def _seen(self, answer: Answer[Door]) -> None:
        if isinstance(answer, Ok):
            door = answer.value
            pin = door.pin if door.enrolled else door.pin_possible
            step = "locked" if door.enrolled else "enrol"
            shut = Shut(Trouble.IN_USE) if door.in_use else self._inputs.shut
            self._set(replace(self._inputs, step=step, door=door, pin=pin, busy=False, shut=shut))
        else:
            self._set(replace(self._inputs, step="locked", busy=False, shut=Shut(Trouble.UNREADABLE)))

    def _answered(self, answer: Answer[Opened | Shut]) -> None:
        match answer:
            case Err():
                self._set(replace(self._inputs, busy=False, shut=Shut(Trouble.UNREADABLE)))
            case Ok(value=outcome):
                self._came_out(outcome)

    def _came_out(self, outcome: Opened | Shut) -> None:
        match outcome:
            case Opened(session=session):
                self._set(replace(self._inputs, busy=False, code="", shut=None))
                self.opened.emit(session)
            case Shut(trouble=trouble):
                step = "enrol" if trouble in (Trouble.KEYS_GONE, Trouble.REVOKED) else self._inputs.step
                self._set(replace(self._inputs, busy=False, shut=outcome, step=step))
            case _:
                assert_never(outcome)

    def _set(self, inputs: UnlockInputs) -> None:
        self._inputs = inputs
        self.show(derive(inputs))
