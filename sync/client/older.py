"""Tips that have left this device: searched and read at the server while there is a network, and never stored here."""

from collections.abc import Callable
from typing import assert_never

import msgspec

from sync.client.cancel import Cancel
from sync.client.credentials import SignedIn
from sync.client.outcomes import (
    Busy,
    Cancelled,
    Failure,
    FoundOlder,
    NotThere,
    Offline,
    OutOfDate,
    Read,
    Refused,
    Revoked,
    Searched,
    ServerTrouble,
    StoryRead,
    TooOld,
    Unauthorised,
    Unreached,
)
from sync.client.reading import found_in, story_in
from sync.protocol import paths
from sync.protocol.messages import PROTOCOL, FoundTip, SearchRequest

_PAGES = 20


class OlderTips:
    """Blocking, on the network lane. ``wipe`` removes the store where the server revoked this device."""

    def __init__(self, signed: SignedIn, wipe: Callable[[], None]) -> None:
        self._signed, self._wipe = signed, wipe

    def search(self, text: str, after: FoundTip | None, cancel: Cancel) -> Searched:
        """The newest tips with these words that no device holds; ``after`` a tip: those behind it.

        A page of which nothing can be read is passed over.
        """
        at, last = (after.created_at, after.id) if after is not None else (None, None)
        found = FoundOlder()
        for _ in range(_PAGES):
            request = SearchRequest(PROTOCOL, text[:200], older=True, before_at=at, before_id=last)
            answer = found_in(self._signed.post(paths.SEARCH, msgspec.json.encode(request), cancel))
            if not isinstance(answer, FoundOlder):
                return self._unreached(answer)
            found = msgspec.structs.replace(answer, unreadable=found.unreadable + answer.unreadable)
            if found.tips or not found.more or found.behind is None:
                break
            at, last = found.behind
        return msgspec.structs.replace(found, more=found.more and bool(found.tips))

    def read(self, tip_id: str, cancel: Cancel) -> Read:
        """One tip whole, without those of its lines that can not be read."""
        answer = story_in(self._signed.ask("GET", f"{paths.TIPS}/{tip_id}/story", cancel=cancel))
        match answer:
            case StoryRead():
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
