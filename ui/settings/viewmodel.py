"""Settings: how the app looks and speaks, the PIN, whose device this is, what the app is made of."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import assert_never

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from app.accounts.domain import Officer, Role
from ui.jobs import Answer, Jobs, Lane, Ok
from ui.lookups import Lookups
from ui.map.ground import GroundTrouble
from ui.settings.preferences import Language, Look, Preferences, write_preferences
from ui.settings.secret import ChangeSecret, Rekeyed
from ui.snapshot import ViewModel
from ui.unlock.viewmodel import PASSPHRASE_LENGTH, PIN_DIGITS

QML_IMPORT_NAME = "okrskar.models"
QML_IMPORT_MAJOR_VERSION = 1


BASEMAP_SIGNS = 12
"""So many signs of a basemap's version tell it from any other."""


@dataclass(frozen=True, slots=True)
class Device:
    """What this device is to the station."""

    officer: Officer | None = None
    server: str = ""
    device_id: str = ""
    pin: bool = True
    basemap: str = ""
    ground_trouble: GroundTrouble | None = None
    version: str = ""


@dataclass(frozen=True, slots=True)
class SettingsInputs:
    """What the page knows."""

    preferences: Preferences = field(default_factory=Preferences)
    device: Device = field(default_factory=Device)
    districts: str = ""
    busy: bool = False
    rekeyed: Rekeyed | None = None


@dataclass(frozen=True, slots=True)
class SettingsProps:
    """What the page shows. ``presentProblem`` and ``newProblem`` stand under the fields of the sheet for the PIN."""

    look: str = "system"
    language: str = "system"
    reducedMotion: bool = False
    name: str = ""
    role: str = ""
    badge: str = ""
    districts: str = ""
    server: str = ""
    deviceId: str = ""
    pin: bool = True
    secretLength: int = PIN_DIGITS
    basemap: str = ""
    version: str = ""
    busy: bool = False
    presentProblem: str = ""
    newProblem: str = ""


def role_word(role: Role) -> str:
    """A role in a word or two."""
    match role:
        case Role.OFFICER:
            return QCoreApplication.translate("Roles", "Contact officer")
        case Role.SUPERVISOR:
            return QCoreApplication.translate("Roles", "Supervisor")
        case Role.DISPATCHER:
            return QCoreApplication.translate("Roles", "Dispatcher")
        case Role.ANALYST:
            return QCoreApplication.translate("Roles", "Analyst")
        case Role.MODERATOR:
            return QCoreApplication.translate("Roles", "Moderator")
        case Role.ADMIN:
            return QCoreApplication.translate("Roles", "Administrator")
        case _:
            assert_never(role)


def _basemap_words(device: Device) -> str:
    match device.ground_trouble:
        case None:
            return device.basemap or QCoreApplication.translate("Settings", "not on this device yet")
        case GroundTrouble.BROKEN:
            trouble = QCoreApplication.translate("Settings", "damaged; tell your administrator, a new one is needed")
        case GroundTrouble.TOO_NEW:
            trouble = QCoreApplication.translate("Settings", "for a newer version of this app; install that")
        case GroundTrouble.UNREADABLE:
            trouble = QCoreApplication.translate("Settings", "could not be read; lock and unlock the app")
        case _:
            assert_never(device.ground_trouble)
    if not device.basemap:
        return trouble
    words = QCoreApplication.translate("Settings", "%1 is shown; the new one: %2")
    return words.replace("%1", device.basemap).replace("%2", trouble)


def derive(inputs: SettingsInputs) -> SettingsProps:
    """Props of the inputs."""
    device, officer = inputs.device, inputs.device.officer
    return SettingsProps(
        look=inputs.preferences.look.value,
        language=inputs.preferences.language.value,
        reducedMotion=inputs.preferences.reduced_motion,
        name=officer.name if officer else "",
        role=role_word(officer.role) if officer else "",
        badge=officer.badge if officer else "",
        districts=inputs.districts,
        server=device.server,
        deviceId=device.device_id[-12:],
        pin=device.pin,
        secretLength=PIN_DIGITS if device.pin else PASSPHRASE_LENGTH,
        basemap=_basemap_words(device),
        version=device.version,
        busy=inputs.busy,
        presentProblem=rekeyed_words(inputs.rekeyed)
        if inputs.rekeyed in (Rekeyed.WRONG, Rekeyed.KEYS_GONE, Rekeyed.FAILED)
        else "",
        newProblem=rekeyed_words(inputs.rekeyed) if inputs.rekeyed in (Rekeyed.WEAK, Rekeyed.EASY) else "",
    )


@QmlElement
class SettingsViewModel(ViewModel[SettingsProps], props=SettingsProps):
    """The Settings page. ``changed`` when the app's look or language has to follow; ``said`` tells what was done."""

    changed = Signal()
    said = Signal(str)
    rekeyed = Signal()

    def __init__(
        self,
        preferences: Preferences,
        path: Path,
        *,
        device: Device,
        change_secret: ChangeSecret,
        jobs: Jobs,
        lookups: Callable[[], Lookups],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(SettingsProps(), parent)
        self._path = path
        self._change_secret = change_secret
        self._jobs = jobs
        self._lookups = lookups
        self._inputs = SettingsInputs(preferences=preferences, device=device)
        self.refresh()

    @property
    def preferences(self) -> Preferences:
        return self._inputs.preferences

    @Slot()
    def refresh(self) -> None:
        """Names or duties may have come, or the language changed."""
        device, lookups = self._inputs.device, self._lookups()
        officer = lookups.officers.get(device.officer.id, device.officer) if device.officer else None
        districts = lookups.district_names(officer.districts if officer else ())
        self._set(replace(self._inputs, device=replace(device, officer=officer), districts=districts))

    def take_basemap(self, version: str, trouble: GroundTrouble | None = None) -> None:
        """A basemap came; ``trouble`` says why it can not be drawn, ``version`` which one is."""
        device = replace(self._inputs.device, basemap=version[:BASEMAP_SIGNS], ground_trouble=trouble)
        self._set(replace(self._inputs, device=device))

    @Slot(str)
    def chooseLook(self, look: str) -> None:
        self._keep(replace(self._inputs.preferences, look=Look(look)))

    @Slot(str)
    def chooseLanguage(self, language: str) -> None:
        self._keep(replace(self._inputs.preferences, language=Language(language)))

    @Slot(bool)
    def reduceMotion(self, reduced: bool) -> None:
        self._keep(replace(self._inputs.preferences, reduced_motion=reduced))

    @Slot(str, str)
    def changeSecret(self, now: str, new: str) -> None:
        """Change the PIN or passphrase; the data stay as they are."""
        if not secret_fits(new, pin=self._inputs.device.pin):
            self._set(replace(self._inputs, rekeyed=Rekeyed.WEAK))
        elif not self._inputs.busy:
            self._set(replace(self._inputs, busy=True, rekeyed=None))
            self._jobs.run(Lane.DATABASE, lambda: self._change_secret(now, new), self._changed_secret)

    @Slot()
    def forgetProblem(self) -> None:
        """The sheet for the PIN was closed or written in anew."""
        self._set(replace(self._inputs, rekeyed=None))

    def _changed_secret(self, answer: Answer[Rekeyed]) -> None:
        outcome = answer.value if isinstance(answer, Ok) else Rekeyed.FAILED
        self._set(replace(self._inputs, busy=False, rekeyed=outcome))
        if outcome is Rekeyed.DONE:
            self.said.emit(rekeyed_words(outcome))
            self.rekeyed.emit()

    def _keep(self, preferences: Preferences) -> None:
        self._set(replace(self._inputs, preferences=preferences))
        if not write_preferences(self._path, preferences):
            self.said.emit(self.tr("The choice holds until the app ends; it could not be kept on the disk."))
        self.changed.emit()

    def _set(self, inputs: SettingsInputs) -> None:
        self._inputs = inputs
        self.show(derive(inputs))


def secret_fits(secret: str, *, pin: bool) -> bool:
    """Whether it can be entered where the device is unlocked: a PIN has exactly its digits, as the pad there."""
    if pin:
        return len(secret) == PIN_DIGITS and secret.isascii() and secret.isdigit()
    return len(secret) >= PASSPHRASE_LENGTH


def rekeyed_words(outcome: Rekeyed) -> str:
    """How changing the secret ended, in words."""
    match outcome:
        case Rekeyed.DONE:
            return QCoreApplication.translate("Settings", "Changed. Use the new one from now on.")
        case Rekeyed.WRONG:
            return QCoreApplication.translate("Settings", "The present one is not right. Nothing was changed.")
        case Rekeyed.WEAK:
            return QCoreApplication.translate("Settings", "The new one is too short. Nothing was changed.")
        case Rekeyed.EASY:
            return QCoreApplication.translate(
                "Settings", "The new one is among the first that a thief tries. Nothing was changed."
            )
        case Rekeyed.KEYS_GONE:
            return QCoreApplication.translate(
                "Settings", "After ten wrong tries the key was deleted. Enrol this device anew."
            )
        case Rekeyed.FAILED:
            return QCoreApplication.translate("Settings", "It could not be changed. The present one still holds.")
        case _:
            assert_never(outcome)
