"""How much of what nobody can read, or is set aside, is still taken from one person and from each of their devices.

What is over it is not answered with a verdict: the device keeps it and sends it again later.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy.engine import Connection

from sync.server.ground.moments import instant, moment
from sync.server.push import repository
from sync.server.push.repository import Use
from sync.server.settings import Settings

SHORTEST_WAIT: Final = 60.0


@dataclass(slots=True)
class _Sum:
    operations: int = 0
    size: int = 0

    def add(self, operations: int, size: int) -> None:
        self.operations += operations
        self.size += size


class Room:
    """Counts within one transaction. The person's row is locked and their use read once something is to be counted."""

    def __init__(self, connection: Connection, settings: Settings, officer_id: str, device_id: str, now: str) -> None:
        self._connection, self._settings, self._now = connection, settings, now
        self._officer_id, self._device_id = officer_id, device_id
        self._before: list[Use] | None = None
        self._of_account, self._of_device, self._new = _Sum(), _Sum(), _Sum()

    def take(self, size: int) -> bool:
        """Count an operation of so many bytes; False where the room was used up before it."""
        self._read()
        if self._is_used_up(self._of_account, self._of_device):
            return False
        for one in (self._of_account, self._of_device, self._new):
            one.add(1, size)
        return True

    def close(self) -> None:
        """Write down what was counted, and forget what is older than the window."""
        if self._new.operations:
            new = Use(self._device_id, self._now, self._new.operations, self._new.size)
            repository.note_use(self._connection, self._officer_id, new, since=self._since())

    def wait(self) -> float:
        """Seconds until there is room again; 0 where there is."""
        uses = list(self._before or ())
        if self._new.operations:
            uses.append(Use(self._device_id, self._now, self._new.operations, self._new.size))
        ended = ""
        while uses and self._is_used_up(_sum(uses), _sum(use for use in uses if use.device_id == self._device_id)):
            ended = uses.pop(0).at
        if not ended:
            return 0.0
        left = moment(ended) + timedelta(seconds=self._settings.aside_seconds) - moment(self._now)
        return max(SHORTEST_WAIT, left.total_seconds())

    def _read(self) -> None:
        if self._before is not None:
            return
        self._before = repository.uses(self._connection, self._officer_id, self._since())
        self._of_account = _sum(self._before)
        self._of_device = _sum(use for use in self._before if use.device_id == self._device_id)

    def _since(self) -> str:
        return instant(moment(self._now) - timedelta(seconds=self._settings.aside_seconds))

    def _is_used_up(self, of_account: _Sum, of_device: _Sum) -> bool:
        settings = self._settings
        return (
            of_account.operations >= settings.aside_of_account
            or of_account.size >= settings.aside_bytes_of_account
            or of_device.operations >= settings.aside_of_device
            or of_device.size >= settings.aside_bytes_of_device
        )


def _sum(uses: Iterable[Use]) -> _Sum:
    total = _Sum()
    for use in uses:
        total.add(use.operations, use.size)
    return total
