"""The second part of a round: what changed at the server comes page by page until there is no more.

The next page travels and is read while this one is written. Each page is written with its own cursors in one
transaction and in order, so that an end at any moment leaves the device at a place from which it can go on.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final

import msgspec

from app.db.outcomes import StoreFull
from app.exchange.pages import Sorted, sort_rows
from app.exchange.service import Exchange
from sync.client.cancel import Cancel
from sync.client.credentials import SignedIn, read_answer
from sync.client.offset import measured
from sync.client.outcomes import Cancelled, Failure, Ok, RoundReport, as_report
from sync.protocol import paths
from sync.protocol.messages import PAGE_ROWS, PROTOCOL, PullRequest, PullResponse

LARGEST_PAGE: Final = 10_000
GROWTH: Final = 5
"""Later pages are up to this many times larger: the first one starts the work soon, large ones need fewer commits."""


class Pulled(msgspec.Struct, frozen=True):
    """The device holds what the server held. ``restored``: the server had a new past; what it lost has to go again."""

    received: int = 0
    removed: int = 0
    offset: float | None = None
    restored: bool = False


class _Page(msgspec.Struct, frozen=True):
    response: PullResponse
    rows: Sorted
    offset: float | None


class Puller:
    """Asks for pages of ``limit`` rows, then for larger ones. ``told`` hears how many rows came."""

    def __init__(
        self, exchange: Exchange, signed: SignedIn, told: Callable[[int, int | None], None], limit: int = PAGE_ROWS
    ) -> None:
        self._exchange, self._signed, self._told, self._limit = exchange, signed, told, limit

    def run(self, cancel: Cancel) -> Pulled | RoundReport:
        """Pull until a page says that there is no more."""
        cursors = self._exchange.cursors()
        incarnation = self._exchange.incarnation()
        highest, waiting = self._exchange.highest_seq(), self._exchange.waiting()

        def ask(now: dict[str, int], past: str, limit: int) -> _Page | Failure:
            return self._ask(PullRequest(PROTOCOL, now, past, limit, highest, waiting), cancel)

        done = Pulled()
        limit = self._limit
        with ThreadPoolExecutor(1, "pull") as ahead:
            coming: Future[_Page | Failure] | None = None
            while True:
                page = ask(cursors, incarnation, limit) if coming is None else coming.result()
                if not isinstance(page, _Page):
                    return as_report(page)
                response = page.response
                is_new_past = bool(incarnation and response.incarnation and response.incarnation != incarnation)
                incarnation = response.incarnation or incarnation
                cursors = advanced({} if is_new_past else cursors, response)
                limit = min(2 * limit, GROWTH * self._limit, LARGEST_PAGE)
                coming = ahead.submit(ask, cursors, incarnation, limit) if response.more else None
                applied = self._apply(page, is_new_past=is_new_past)
                if isinstance(applied, StoreFull):
                    return applied
                done = Pulled(
                    done.received + applied[0],
                    done.removed + applied[1],
                    page.offset if page.offset is not None else done.offset,
                    done.restored or is_new_past,
                )
                self._told(done.received, None)
                if coming is None:
                    full = self._exchange.settle(response.acknowledged)
                    return full if isinstance(full, StoreFull) else done
                if cancel.wanted:
                    return Cancelled()

    def _ask(self, request: PullRequest, cancel: Cancel) -> _Page | Failure:
        answer = self._signed.post(paths.PULL, msgspec.json.encode(request), cancel)
        response = read_answer(answer, PullResponse)
        if not isinstance(response, PullResponse):
            return response
        return _Page(
            response,
            sort_rows(response.rows),
            measured(response.server_at, answer.midway) if isinstance(answer, Ok) else None,
        )

    def _apply(self, page: _Page, *, is_new_past: bool) -> tuple[int, int] | StoreFull:
        response = page.response
        if is_new_past:
            full = self._exchange.reset_for_incarnation(response.incarnation, response.acknowledged)
            if full is not None:
                return full
        applied = self._exchange.apply_page(response, page.rows)
        return applied if isinstance(applied, StoreFull) else (applied.received, applied.removed)


def advanced(cursors: dict[str, int], response: PullResponse) -> dict[str, int]:
    """The cursors that the store will hold once this page is written."""
    kept = {
        scope: seq
        for scope, seq in cursors.items()
        if scope not in response.restart and (response.scopes is None or scope in response.scopes)
    }
    return kept | response.cursors
