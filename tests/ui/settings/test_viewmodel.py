from pathlib import Path

import pytest

from app.accounts.domain import Officer, Role
from tests.ui.desk import HandExecutor
from ui.jobs import Jobs
from ui.lookups import Lookups
from ui.settings.preferences import Language, Look, Preferences, read_preferences
from ui.settings.secret import Rekeyed
from ui.settings.viewmodel import (
    Device,
    SettingsInputs,
    SettingsViewModel,
    derive,
    rekeyed_words,
    role_word,
    secret_fits,
)

JANA = Officer("j", "Jana", Role.SUPERVISOR, badge="017", districts=("d1",))


class Lock:
    """A door that ends each change as it was told to, and remembers them."""

    def __init__(self) -> None:
        self.end: Rekeyed | None = Rekeyed.DONE
        self.asked: list[tuple[str, str]] = []

    def __call__(self, now: str, new: str) -> Rekeyed:
        self.asked.append((now, new))
        if self.end is None:
            raise OSError
        return self.end


@pytest.fixture
def lock() -> Lock:
    return Lock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "preferences.json"


@pytest.fixture
def settings(lock: Lock, path: Path, jobs: Jobs, english: None) -> SettingsViewModel:
    return SettingsViewModel(
        Preferences(), path, device=Device(officer=JANA, version="1"), change_secret=lock, jobs=jobs, lookups=Lookups
    )


@pytest.fixture
def said(settings: SettingsViewModel) -> list[str]:
    heard: list[str] = []
    settings.said.connect(heard.append)
    return heard


def test_that_every_choice_is_kept_on_the_disk(settings: SettingsViewModel, path: Path) -> None:
    told: list[Preferences] = []
    settings.changed.connect(lambda: told.append(settings.preferences))
    settings.chooseLook("dark")
    settings.chooseLanguage("en")
    settings.reduceMotion(True)
    chosen = Preferences(Look.DARK, Language.ENGLISH, reduced_motion=True)
    assert read_preferences(path) == chosen
    assert told[-1] == chosen
    assert (settings.props.look, settings.props.language, settings.props.reducedMotion) == ("dark", "en", True)


def test_that_a_choice_that_can_not_be_kept_holds_and_is_told(
    settings: SettingsViewModel, path: Path, said: list[str]
) -> None:
    path.mkdir()
    settings.chooseLook("contrast")
    assert settings.props.look == "contrast"
    assert said[-1].startswith("The choice holds until the app ends")


def test_that_a_changed_pin_is_told_and_closes_its_sheet(
    settings: SettingsViewModel, lock: Lock, executor: HandExecutor, said: list[str]
) -> None:
    closed: list[bool] = []
    settings.rekeyed.connect(lambda: closed.append(True))
    settings.changeSecret("246810", "135791")
    assert settings.props.busy
    settings.changeSecret("246810", "111111")
    executor.run()
    assert lock.asked == [("246810", "135791")]
    assert closed == [True]
    assert said == ["Changed. Use the new one from now on."]


@pytest.mark.parametrize("end", [Rekeyed.WRONG, Rekeyed.KEYS_GONE, Rekeyed.FAILED, None])
def test_that_what_is_wrong_with_the_present_pin_stands_under_it(
    settings: SettingsViewModel, lock: Lock, executor: HandExecutor, end: Rekeyed | None
) -> None:
    closed: list[bool] = []
    settings.rekeyed.connect(lambda: closed.append(True))
    lock.end = end
    settings.changeSecret("246810", "135791")
    executor.run()
    assert settings.props.presentProblem == rekeyed_words(end or Rekeyed.FAILED)
    assert (settings.props.newProblem, settings.props.busy, closed) == ("", False, [])
    settings.forgetProblem()
    assert settings.props.presentProblem == ""


@pytest.mark.parametrize("new", ["", "12345", "1234567", "abcdef", "12345a", "١٢٣٤٥٦"])
def test_that_a_pin_that_the_pad_can_not_enter_is_never_set(
    settings: SettingsViewModel, lock: Lock, executor: HandExecutor, new: str
) -> None:
    settings.changeSecret("246810", new)
    executor.run()
    assert lock.asked == []
    assert settings.props.newProblem.startswith("The new one is too short")


@pytest.mark.parametrize(
    ("secret", "pin", "fits"),
    [("135791", True, True), ("correct horse", False, True), ("short", False, False), ("135791", False, False)],
)
def test_that_a_passphrase_needs_length_and_a_pin_its_digits(secret: str, *, pin: bool, fits: bool) -> None:
    assert secret_fits(secret, pin=pin) is fits


def test_that_the_door_may_still_call_the_new_one_weak(
    settings: SettingsViewModel, lock: Lock, executor: HandExecutor
) -> None:
    lock.end = Rekeyed.WEAK
    settings.changeSecret("246810", "135791")
    executor.run()
    assert settings.props.newProblem == rekeyed_words(Rekeyed.WEAK)


@pytest.mark.usefixtures("english")
def test_that_no_two_ends_and_no_two_roles_are_told_alike() -> None:
    assert len({rekeyed_words(end) for end in Rekeyed}) == len(Rekeyed)
    assert len({role_word(role) for role in Role}) == len(Role)


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("device", "shown"),
    [
        (Device(), ("", "", "not on this device yet")),
        (Device(officer=JANA, basemap="chomutov"), ("Jana", "Supervisor", "chomutov")),
    ],
)
def test_that_whose_device_this_is_follows_from_it(device: Device, shown: tuple[str, str, str]) -> None:
    props = derive(SettingsInputs(device=device))
    assert (props.name, props.role, props.basemap) == shown


def test_that_only_the_end_of_the_devices_id_is_shown() -> None:
    props = derive(SettingsInputs(device=Device(device_id="01890000-0000-7000-8000-0000000000d1")))
    assert props.deviceId == "0000000000d1"


def test_that_a_basemap_that_came_is_named(settings: SettingsViewModel) -> None:
    settings.take_basemap("0123456789abcdef" * 4)
    assert settings.props.basemap == "0123456789ab"
