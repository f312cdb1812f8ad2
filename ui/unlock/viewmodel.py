"""Enrolment, the choice of a PIN or passphrase, and unlocking."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol, assert_never

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from ui.jobs import Answer, Err, Jobs, Lane, Ok
from ui.snapshot import ViewModel

QML_IMPORT_NAME = "okrskar.models"
QML_IMPORT_MAJOR_VERSION = 1
PIN_DIGITS = 6
PASSPHRASE_LENGTH = 12


class Trouble(StrEnum):
    """Why the door stays shut. Words are made here."""

    WRONG = "wrong"
    KEYS_GONE = "keys_gone"
    KEY_STORE_MISSING = "key_store_missing"
    DRIVER_MISSING = "driver_missing"
    NOT_ENCRYPTED = "not_encrypted"
    UNREADABLE = "unreadable"
    TOO_NEW = "too_new"
    DISK_FULL = "disk_full"
    BAD_ADDRESS = "bad_address"
    PLAIN_HTTP = "plain_http"
    NO_AUTHORITY = "no_authority"
    WRONG_CODE = "wrong_code"
    OFFLINE = "offline"
    SERVER = "server"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Door:
    """How the device stands: enrolled or not, PIN (only with a key store) or passphrase, wrong tries."""

    enrolled: bool
    pin_possible: bool
    pin: bool
    wrong: int = 0
    left: int = 10


@dataclass(frozen=True, slots=True)
class Shut:
    """It did not open: why, and how many tries are left where that counts."""

    trouble: Trouble
    left: int | None = None


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


def trouble_words(shut: Shut) -> str:  # noqa: C901, PLR0912 - one branch a trouble
    """What happened, what is safe, what to do."""
    match shut.trouble:
        case Trouble.WRONG if shut.left is not None:
            return QCoreApplication.translate("Unlock", "That is not right. %n try(ies) left.", None, shut.left)
        case Trouble.WRONG:
            return QCoreApplication.translate("Unlock", "That is not right. Try again.")
        case Trouble.KEYS_GONE:
            return QCoreApplication.translate(
                "Unlock",
                "After ten wrong tries the key was deleted. Enrol this device anew with a code of your station.",
            )
        case Trouble.KEY_STORE_MISSING:
            return QCoreApplication.translate(
                "Unlock", "The key store of this computer does not answer. Sign in to the computer and try again."
            )
        case Trouble.DRIVER_MISSING:
            return QCoreApplication.translate(
                "Unlock", "The encryption is not installed, so nothing is opened. Install the app again."
            )
        case Trouble.NOT_ENCRYPTED | Trouble.UNREADABLE:
            return QCoreApplication.translate(
                "Unlock",
                "The store on this device can not be read. Nothing in it was changed; call your administrator.",
            )
        case Trouble.TOO_NEW:
            return QCoreApplication.translate("Unlock", "A newer version of the app wrote this store. Update the app.")
        case Trouble.DISK_FULL:
            return QCoreApplication.translate("Unlock", "The disk is full. Free some space and try again.")
        case Trouble.BAD_ADDRESS:
            return QCoreApplication.translate(
                "Unlock", "This is not an address of a station, e.g. https://station.example"
            )
        case Trouble.PLAIN_HTTP:
            return QCoreApplication.translate(
                "Unlock", "Only an encrypted connection is used: the address begins with https."
            )
        case Trouble.NO_AUTHORITY:
            return QCoreApplication.translate(
                "Unlock", "The station's certificate is not on this device. Ask your administrator for it."
            )
        case Trouble.WRONG_CODE:
            return QCoreApplication.translate(
                "Unlock", "The code is wrong, used or too old. Ask your station for a new one."
            )
        case Trouble.OFFLINE:
            return QCoreApplication.translate(
                "Unlock", "The station can not be reached. Check the connection and try again."
            )
        case Trouble.SERVER:
            return QCoreApplication.translate("Unlock", "The station could not answer. Try again in a while.")
        case Trouble.REVOKED:
            return QCoreApplication.translate("Unlock", "This device was revoked and wiped. Enrol it anew with a code.")
        case _:
            assert_never(shut.trouble)


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

    def show_trouble(self, trouble: Trouble) -> None:
        """Something outside shut the door: a revoked device."""
        self._set(replace(self._inputs, shut=Shut(trouble)))

    def _seen(self, answer: Answer[Door]) -> None:
        if isinstance(answer, Ok):
            door = answer.value
            pin = door.pin if door.enrolled else door.pin_possible
            step = "locked" if door.enrolled else "enrol"
            self._set(replace(self._inputs, step=step, door=door, pin=pin, busy=False))
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
