from collections.abc import Callable

import pytest

from app.session import DeviceSession
from sync.client.origin import Flaw
from sync.client.outcomes import Busy, Failure, Offline, Reason, Refused, Revoked
from sync.protocol.messages import Problem
from tests.ui.conftest import Keeper
from tests.ui.desk import HandExecutor
from ui.jobs import Jobs
from ui.unlock.answers import failure_trouble, flaw_trouble
from ui.unlock.viewmodel import Opened, UnlockViewModel
from ui.unlock.words import Shut, Trouble, trouble_words

Made = Callable[..., tuple[UnlockViewModel, Keeper]]
PROBLEM = Problem("code", "message")


@pytest.fixture
def made(session: DeviceSession, jobs: Jobs, executor: HandExecutor, english: None) -> Made:
    def make(*, enrolled: bool = True) -> tuple[UnlockViewModel, Keeper]:
        keeper = Keeper(session, enrolled=enrolled)
        model = UnlockViewModel(keeper, jobs)
        model.reload()
        executor.run()
        return model, keeper

    return make


def test_that_an_enrolled_device_asks_for_its_pin(made: Made) -> None:
    model, _ = made()
    assert (model.props.step, model.props.pin) == ("locked", True)


def test_that_the_right_pin_opens(made: Made, executor: HandExecutor, session: DeviceSession) -> None:
    model, _ = made()
    opened: list[object] = []
    model.opened.connect(opened.append)
    model.unlock("246810")
    assert model.props.busy
    executor.run()
    assert opened == [session]
    assert not model.props.busy


def test_that_a_wrong_pin_says_how_many_tries_are_left(made: Made, executor: HandExecutor) -> None:
    model, _ = made()
    model.unlock("111111")
    executor.run()
    assert model.props.problem == "That is not right. 9 tries left."


def test_that_a_second_try_waits_for_the_first(made: Made, executor: HandExecutor) -> None:
    model, keeper = made()
    model.unlock("111111")
    model.unlock("222222")
    executor.run()
    assert keeper.tried == ["111111"]


def test_that_a_new_device_is_enrolled_with_code_and_secret(made: Made, executor: HandExecutor) -> None:
    model, keeper = made(enrolled=False)
    assert model.props.step == "enrol"
    model.next("", "code")
    assert model.props.step == "enrol"
    model.next(" https://station.example ", " CODE-1234 ")
    assert model.props.step == "protect"
    model.usePin(False)
    model.enrol("a long passphrase")
    executor.run()
    assert keeper.tried == ["https://station.example CODE-1234 a long passphrase False"]
    assert model.props.code == ""


def test_that_a_device_without_keys_goes_back_to_enrolment(made: Made, executor: HandExecutor, jobs: Jobs) -> None:
    class Gone(Keeper):
        def unlock(self, secret: str) -> Opened | Shut:
            self.tried.append(secret)
            return Shut(Trouble.KEYS_GONE)

    model = UnlockViewModel(Gone(made()[1].session), jobs)
    model.reload()
    executor.run()
    model.unlock("123456")
    executor.run()
    assert model.props.step == "enrol"
    assert "Enrol this device anew" in model.props.problem


@pytest.mark.usefixtures("czech")
@pytest.mark.parametrize("trouble", list(Trouble))
def test_that_every_trouble_is_a_czech_sentence(trouble: Trouble) -> None:
    sentence = trouble_words(Shut(trouble, 3))
    assert sentence[0].isupper()
    assert sentence != trouble_words(Shut(Trouble.REVOKED)) or trouble is Trouble.REVOKED


@pytest.mark.parametrize(
    ("failure", "trouble"),
    [
        (Offline(Reason.UNREACHABLE), Trouble.OFFLINE),
        (Offline(Reason.UNTRUSTED), Trouble.NO_AUTHORITY),
        (Refused(403, PROBLEM), Trouble.WRONG_CODE),
        (Busy(503, PROBLEM), Trouble.SERVER),
        (Revoked(PROBLEM), Trouble.REVOKED),
    ],
)
def test_that_a_failed_enrolment_has_its_reason(failure: Failure, trouble: Trouble) -> None:
    assert failure_trouble(failure) is trouble


def test_that_every_flaw_of_an_address_has_its_trouble() -> None:
    assert len({flaw_trouble(flaw) for flaw in Flaw}) == len(Flaw)
