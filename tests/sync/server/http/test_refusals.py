"""What is denied is told with one status each, and never as a fault of the server."""

import pytest

from app.outbox.domain import Code, Verdict, VerdictKind
from sync.server.ground import denials
from sync.server.ground.denials import Denial
from sync.server.http.refusals import STATUSES, refusal_of, refusal_of_verdict


@pytest.mark.parametrize(
    ("denial", "status"),
    [
        (denials.not_found(), 404), (denials.unauthorized(), 401), (denials.forbidden(), 403), (denials.revoked(), 403),
        (denials.invalid("x"), 400), (denials.too_large("x"), 413),
    ],
)  # fmt: skip
def test_that_each_denial_has_its_status_and_keeps_its_words(denial: Denial, status: int) -> None:
    refusal = refusal_of(denial)
    assert (refusal.status, refusal.code, refusal.message) == (status, denial.code, denial.message)


def test_that_what_a_denial_knows_besides_is_passed_on() -> None:
    refusal = refusal_of(Denial("gap", "Missing.", expected_seq=7, retry_after=2.0, detail={"a": 1}))
    assert (refusal.status, refusal.expected_seq, refusal.retry_after, refusal.detail) == (409, 7, 2.0, {"a": 1})


def test_that_a_code_nobody_listed_is_the_callers_and_not_the_servers_fault() -> None:
    assert refusal_of(Denial("something_new", "words")).status == 400
    assert all(status < 500 or code == "busy" for code, status in STATUSES.items())


@pytest.mark.parametrize("code", list(Code))
def test_that_a_rejection_by_the_rules_is_told_without_what_is_out_of_sight(code: Code) -> None:
    refusal = refusal_of_verdict(Verdict(1, "0" * 36, VerdictKind.REJECTED, code, {"field": "text"}))
    assert 400 <= refusal.status < 500
    assert refusal.detail == {"field": "text"}
    assert refusal.message.endswith(".")


def test_that_what_is_not_there_and_what_is_anothers_are_told_alike() -> None:
    assert refusal_of_verdict(Verdict(1, "0" * 36, VerdictKind.REJECTED, Code.UNKNOWN_TARGET)) == refusal_of(
        denials.not_found()
    )
