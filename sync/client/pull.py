"""The second part of a round: what changed at the server comes page by page until there is no more.

The next pages travel while this one is written, and are sorted by a thread of their own, so that neither the server nor
the disk waits for it. Each is written with its own cursors in one transaction
and in order, so that an end at any moment leaves the device at a place from which it can go on.
"""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final

import msgspec

from app.db.outcomes import StoreFull
from app.exchange.pages import PageApplied, Sorted, sort_rows
from app.exchange.service import Exchange
from sync.client.cancel import Cancel
from sync.client.credentials import SignedIn
from sync.client.offset import measured
from sync.client.outcomes import Cancelled, Failure, Ok, RoundReport, as_report
from sync.client.reading import PulledPage, page_in
from sync.protocol import paths
from sync.protocol.messages import PAGE_ROWS, PROTOCOL, PullRequest, PullResponse

LARGEST_PAGE: Final = 10_000
AHEAD: Final = 2
"""So many pages may wait to be written: with one, whichever side is slower for a page holds up the other."""
GROWTH: Final = 5
"""Later pages are up to this many times larger: the first one starts the work soon, large ones need fewer commits."""


class Pulled(msgspec.Struct, frozen=True):
    """The device holds what the server held, but for ``unreadable`` rows.

    ``restored``: the server had a new past; what it lost has to go again.
    """

    received: int = 0
    removed: int = 0
    offset: float | None = None
    restored: bool = False
    unreadable: int = 0


class _Page(msgspec.Struct, frozen=True):
    response: PullResponse
    rows: Future[Sorted]
    offset: float | None
    is_new_past: bool
    odd: int


class _Reading:
    """Asks for one page after the other, each from where the one before will have brought the device."""

    def __init__(
        self, exchange: Exchange, signed: SignedIn, limit: int, cancel: Cancel, sorting: ThreadPoolExecutor
    ) -> None:
        self._signed, self._first_limit, self._cancel, self._sorting = signed, limit, cancel, sorting
        self._limit = limit
        self._cursors = exchange.cursors()
        self._incarnation = exchange.incarnation()
        self._highest, self._waiting = exchange.highest_seq(), exchange.waiting()
        self._answered = exchange.highest_answered()
        self._ended = False

    def end(self) -> None:
        """Ask for no further page."""
        self._ended = True

    def next(self) -> _Page | Failure | None:
        """The next page; None once a page said that there is no more, or one did not come."""
        if self._ended:
            return None
        request = PullRequest(PROTOCOL, self._cursors, self._incarnation, self._limit, self._highest, self._waiting)
        answer = self._signed.post(paths.PULL, msgspec.json.encode(request), self._cancel)
        read = page_in(answer)
        if not isinstance(read, PulledPage):
            self._ended = True
            return read
        response = read.response
        past = self._incarnation
        is_new_past = bool(response.incarnation) and (
            response.incarnation != past if past else response.acknowledged < self._answered
        )
        self._incarnation = response.incarnation or past
        self._cursors = advanced({} if is_new_past else self._cursors, response)
        self._limit = min(2 * self._limit, GROWTH * self._first_limit, LARGEST_PAGE)
        self._ended = self._ended or not response.more
        offset = measured(response.server_at, answer.midway) if isinstance(answer, Ok) else None
        return _Page(response, self._sorting.submit(sort_rows, response.rows), offset, is_new_past, read.odd)


class Puller:
    """Asks for pages of ``limit`` rows, then for larger ones. ``told`` hears how many rows came."""

    def __init__(
        self, exchange: Exchange, signed: SignedIn, told: Callable[[int, int | None], None], limit: int = PAGE_ROWS
    ) -> None:
        self._exchange, self._signed, self._told, self._limit = exchange, signed, told, limit

    def run(self, cancel: Cancel) -> Pulled | RoundReport:
        """Pull until a page says that there is no more, and again what an earlier app left out and this one reads."""
        done = self._pull(cancel)
        anew = self._exchange.start_skipped_anew() if isinstance(done, Pulled) else False
        if isinstance(anew, StoreFull):
            return anew
        if not anew or not isinstance(done, Pulled):
            return done
        again = self._pull(cancel)
        if not isinstance(again, Pulled):
            return again
        return Pulled(
            done.received + again.received,
            done.removed + again.removed,
            again.offset,
            done.restored or again.restored,
            done.unreadable + again.unreadable,
        )

    def _pull(self, cancel: Cancel) -> Pulled | RoundReport:
        with ThreadPoolExecutor(1, "sort") as sorting, ThreadPoolExecutor(1, "pull") as ahead:
            reading = _Reading(self._exchange, self._signed, self._limit, cancel, sorting)
            try:
                return self._write(reading, ahead, cancel)
            finally:
                reading.end()

    def _write(self, reading: _Reading, ahead: ThreadPoolExecutor, cancel: Cancel) -> Pulled | RoundReport:
        done = Pulled()
        page = reading.next()
        coming: deque[Future[_Page | Failure | None]] = deque()
        while True:
            if not isinstance(page, _Page):
                return Cancelled() if page is None else as_report(page)
            while page.response.more and len(coming) < AHEAD:
                coming.append(ahead.submit(reading.next))
            applied = self._apply(page)
            if isinstance(applied, StoreFull):
                return applied
            done = Pulled(
                done.received + applied.received,
                done.removed + applied.removed,
                page.offset if page.offset is not None else done.offset,
                done.restored or page.is_new_past,
                done.unreadable + applied.unreadable + page.odd,
            )
            self._told(done.received, None)
            if not page.response.more:
                full = self._exchange.settle(page.response.acknowledged)
                return full if isinstance(full, StoreFull) else done
            if cancel.wanted:
                return Cancelled()
            page = coming.popleft().result()

    def _apply(self, page: _Page) -> PageApplied | StoreFull:
        response = page.response
        if page.is_new_past:
            full = self._exchange.reset_for_incarnation(response.incarnation, response.acknowledged)
            if full is not None:
                return full
        return self._exchange.apply_page(response, page.rows.result())


def advanced(cursors: dict[str, int], response: PullResponse) -> dict[str, int]:
    """The cursors that the store will hold once this page is written."""
    kept = {
        scope: seq
        for scope, seq in cursors.items()
        if scope not in response.restart and (response.scopes is None or scope in response.scopes)
    }
    return kept | response.cursors
