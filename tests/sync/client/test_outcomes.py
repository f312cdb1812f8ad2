"""What a failed exchange means for a round: only the server's own word ends a device, and trouble is no refusal."""

import pytest

from sync.client.outcomes import (
    Busy,
    Cancelled,
    Diverged,
    Failure,
    Offline,
    OutOfDate,
    Reason,
    Refused,
    Revoked,
    RoundReport,
    ServerTrouble,
    TooOld,
    Unauthorised,
    as_report,
)
from sync.protocol.messages import Problem


def problem(code: str) -> Problem:
    return Problem(code, "words")


@pytest.mark.parametrize(
    ("failure", "report"),
    [
        (Offline(Reason.CUT, "x"), Offline(Reason.CUT, "x")),
        (Cancelled(), Cancelled()),
        (Revoked(problem("revoked")), Revoked(problem("revoked"))),
        (TooOld(problem("too_old")), OutOfDate(problem("too_old"))),
        (Refused(409, problem("diverged")), Diverged(problem("diverged"))),
        (Refused(409, problem("gap")), ServerTrouble(problem("gap"), 409)),
        (Refused(403, problem("forbidden")), ServerTrouble(problem("forbidden"), 403)),
        (Busy(503, problem("busy"), 4.0), ServerTrouble(problem("busy"), 503, 4.0)),
        (Busy(429, problem("too_many_tries")), ServerTrouble(problem("too_many_tries"), 429)),
        (Unauthorised(problem("unauthorized")), ServerTrouble(problem("unauthorized"), 401)),
    ],
)
def test_that_a_failure_ends_a_round_as_what_it_is(failure: Failure, report: RoundReport) -> None:
    assert as_report(failure) == report


def test_that_nothing_but_the_word_of_the_server_wipes_a_device() -> None:
    for code in ("revoked", "forbidden", "unauthorized"):
        for failure in (Refused(403, problem(code)), Busy(503, problem(code)), Unauthorised(problem(code))):
            assert not isinstance(as_report(failure), Revoked)
