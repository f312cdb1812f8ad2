"""Tips that have left this device: searched and read at the server while there is a network, and never stored here."""

from collections.abc import Callable
from typing import assert_never

import msgspec

from sync.client.cancel import Cancel
from sync.client.credentials import SignedIn, read_answer
from sync.client.outcomes import (
    Busy,
    Cancelled,
    Failure,
    NotThere,
    Offline,
    OutOfDate,
    Read,
    Refused,
    Revoked,
    Searched,
    ServerTrouble,
    TooOld,
    Unauthorised,
    Unreached,
)
from sync.protocol import paths
from sync.protocol.messages import PROTOCOL, FoundTip, SearchRequest, SearchResponse, TipStory


class OlderTips:
    """Blocking, on the network lane. ``wipe`` removes the store where the server revoked this device."""

    def __init__(self, signed: SignedIn, wipe: Callable[[], None]) -> None:
        self._signed, self._wipe = signed, wipe

    def search(self, text: str, after: FoundTip | None, cancel: Cancel) -> Searched:
        """The newest tips with these words that no device holds; ``after`` a tip: those behind it."""
        request = SearchRequest(
            PROTOCOL,
            text[:200],
            older=True,
            before_at=after.created_at if after else None,
            before_id=after.id if after else None,
        )
        answer = read_answer(self._signed.post(paths.SEARCH, msgspec.json.encode(request), cancel), SearchResponse)
        return answer if isinstance(answer, SearchResponse) else self._unreached(answer)

    def read(self, tip_id: str, cancel: Cancel) -> Read:
        """One tip whole."""
        answer = read_answer(self._signed.ask("GET", f"{paths.TIPS}/{tip_id}/story", cancel=cancel), TipStory)
        match answer:
            case TipStory():
                return answer
            case Refused(status=404):
                return NotThere()
            case _:
                return self._unreached(answer)

    def _unreached(self, failure: Failure) -> Unreached:
        match failure:
            case Offline() | Cancelled():
                return failure
            case Revoked():
                self._wipe()
                return failure
            case Refused(status=status, problem=problem) | Busy(status=status, problem=problem):
                return ServerTrouble(problem, status)
            case TooOld(problem=problem):
                return OutOfDate(problem)
            case Unauthorised(problem=problem):
                return ServerTrouble(problem, 401)
            case _:
                assert_never(failure)
