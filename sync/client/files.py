"""The third part of a round: photos up and down and the basemap, each resumable, each checked by its SHA-256."""

import errno
import time
from collections import Counter
from collections.abc import Callable
from typing import BinaryIO

import msgspec

from app.clock import Clock, instant
from app.db.outcomes import StoreFull
from app.db.photos import DamagedPhotoError
from app.db.store import DiskFullError
from app.exchange.files import Files, FileToMove
from sync.client.cancel import Cancel
from sync.client.credentials import SignedIn
from sync.client.outcomes import Failure, Offline, Ok, Reason, Refused, RoundReport, as_report
from sync.client.pace import Pace
from sync.protocol import paths
from sync.protocol.messages import Problem

_TRIES = 3
_OFFSET_DIFFERS = 409
_OFF_ADDRESS = 422
_LONGEST_OFFSET = 12
_STUCK_FILES = 1
"""So many photos may get stuck in a round before it ends: a second one means the line, not the photo."""
_NEVER = frozenset({"too_large", "bad_image", "not_an_image"})
_OTHER_BYTES = Refused(0, Problem("other_bytes", "What came is not the file that was asked for."))
_UNREADABLE = Refused(0, Problem("unreadable", "The photo on this device can not be read."))


class Moved(msgspec.Struct, frozen=True):
    """How many photos went up, how many files came down, how many photos the server looked at and will not have."""

    uploaded: int = 0
    downloaded: int = 0
    turned_down: int = 0


class FileMover:
    """Moves what waits, photos up first. A file that the server will not have is passed over till the next round.

    A photo that it looked at and found to be none is not sent again until the app is started anew: its bytes would
    cross the network with every round. It stays on the device. Pieces are as large as the line carries in seconds; a
    photo that gets stuck lets the others go first, and goes on from where it stopped.
    """

    def __init__(self, files: Files, signed: SignedIn, clock: Clock, told: Callable[[int, int], None]) -> None:
        self._files, self._signed, self._clock, self._told = files, signed, clock, told
        self._turned_down: set[str] = set()
        self._pace = Pace()
        self._stuck: Counter[str] = Counter()

    def run(self, cancel: Cancel) -> Moved | RoundReport:
        """Move all that waits, or stop where the network or the disk ends it."""
        uploaded, stuck = 0, 0
        first: Failure | None = None
        unsent = self._files.to_send()
        waiting = [file for file in unsent if file.sha256 not in self._turned_down]
        for file in sorted(waiting, key=lambda file: self._stuck[file.sha256]):
            went = self._upload(file, cancel)
            if isinstance(went, StoreFull):
                return went
            if isinstance(went, Refused):
                if went.problem.code in _NEVER:
                    self._turned_down.add(file.sha256)
                continue
            if went is not None:
                self._stuck[file.sha256] += 1
                first = first or went
                stuck += 1
                if not _broke_off(went) or stuck > _STUCK_FILES:
                    return as_report(went)
                continue
            full = self._files.sent(file.sha256, instant(self._clock.now()))
            if full is not None:
                return full
            del self._stuck[file.sha256]
            uploaded += 1
            self._told(uploaded, len(waiting))
        fetched = self._fetch_all(cancel)
        if not isinstance(fetched, int):
            return fetched
        if first is not None and not uploaded and not fetched:
            return as_report(first)
        return Moved(uploaded, fetched, sum(file.sha256 in self._turned_down for file in unsent))

    def _upload(self, file: FileToMove, cancel: Cancel) -> Failure | StoreFull | None:
        """None once the server holds the whole file and found its hash right."""
        made = self._signed.ask(
            "POST",
            paths.FILES,
            headers={
                paths.UPLOAD_LENGTH: str(file.size),
                paths.UPLOAD_SHA256: file.sha256,
                paths.UPLOAD_TYPE: file.media_type,
            },
            body=b"",
            cancel=cancel,
        )
        if not isinstance(made, Ok):
            return made
        if made.status == 200:
            return None
        offset = _offset(made, file.size)
        for _ in range(_TRIES):
            ended = self._send_from(file, offset, cancel)
            if not _goes_on(ended):
                return ended
            asked = self._signed.ask("HEAD", f"{paths.FILES}/{file.sha256}", cancel=cancel)
            if not isinstance(asked, Ok):
                return asked
            offset = _offset(asked, file.size)
        return ended

    def _send_from(self, file: FileToMove, offset: int, cancel: Cancel) -> Failure | None:
        while offset < file.size:
            try:
                piece = self._files.read(file.sha256, offset, self._pace.piece)
            except (OSError, DamagedPhotoError):
                return _UNREADABLE
            began = time.monotonic()
            answer = self._signed.ask(
                "PATCH",
                f"{paths.FILES}/{file.sha256}",
                headers={"Content-Type": paths.OFFSET_TYPE, paths.UPLOAD_OFFSET: str(offset)},
                body=piece,
                cancel=cancel,
            )
            if not isinstance(answer, Ok):
                self._pace.failed()
                return answer
            self._pace.went(len(piece), time.monotonic() - began)
            offset += len(piece)
        return None

    def _fetch_all(self, cancel: Cancel) -> int | RoundReport:
        fetched = 0
        basemap = self._files.basemap_wanted()
        wanted = self._files.wanted()
        total = len(wanted) + (basemap is not None)
        if basemap is not None:
            came = self._fetch_basemap(basemap.sha256, basemap.size, cancel)
            if came is not None and not isinstance(came, Refused):
                return came if isinstance(came, StoreFull) else as_report(came)
            fetched += came is None
            self._told(fetched, total)
        for file in wanted:
            came = self._fetch_photo(file, cancel)
            if came is not None and not isinstance(came, Refused):
                return came if isinstance(came, StoreFull) else as_report(came)
            fetched += came is None
            self._told(fetched, total)
        if wanted:
            self._files.received()
        return fetched

    def _fetch_photo(self, file: FileToMove, cancel: Cancel) -> Failure | StoreFull | None:
        try:
            writer = self._files.receive(file.sha256)
            answer = self._signed.ask("GET", f"{paths.FILES}/{file.sha256}", sink=writer.write, cancel=cancel)
            if isinstance(answer, Ok):
                return None if writer.finish() else _OTHER_BYTES
            writer.abort()
        except DiskFullError as full:
            return full.outcome
        except ValueError:
            return _OTHER_BYTES
        return answer

    def _fetch_basemap(self, sha256: str, size: int, cancel: Cancel) -> Failure | StoreFull | None:
        part = self._files.basemap_part(sha256)
        try:
            with part.open("ab") as file:
                answer = self._append(file, sha256, size, cancel)
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                return StoreFull(0)
            raise
        if answer is not None:
            return answer
        return None if self._files.basemap_received(sha256) else _OTHER_BYTES

    def _append(self, file: BinaryIO, sha256: str, size: int, cancel: Cancel) -> Failure | None:
        have = file.tell()
        if have > size:
            file.truncate(0)
            have = 0
        if have == size:
            return None
        headers = {"Range": f"bytes={have}-"} if have else {}

        def append(piece: bytes) -> None:
            file.write(piece)

        answer = self._signed.ask("GET", f"{paths.BASEMAP}/{sha256}", headers=headers, sink=append, cancel=cancel)
        return None if isinstance(answer, Ok) else answer


def _broke_off(ended: Failure) -> bool:
    """Whether it was the way of this one exchange that failed, so that another may get through."""
    return isinstance(ended, Offline) and ended.reason in (Reason.TIMED_OUT, Reason.CUT)


def _goes_on(ended: Failure | None) -> bool:
    """Whether the server may be asked how far it is, and the upload goes on from there."""
    if not isinstance(ended, Refused) or ended.problem.code in _NEVER:
        return False
    return ended.status in (_OFFSET_DIFFERS, _OFF_ADDRESS)


def _offset(answer: Ok, size: int) -> int:
    """Where to go on: at the beginning where the server says nothing, or more than there is of the file."""
    text = answer.headers.get(paths.UPLOAD_OFFSET) or answer.headers.get(paths.UPLOAD_OFFSET.lower()) or "0"
    offset = int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST_OFFSET else 0
    return offset if offset <= size else 0
