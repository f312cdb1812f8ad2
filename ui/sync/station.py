"""The way to the station, made at the first round: the network's packages cost a start that nobody waits for."""

from collections.abc import Callable
from pathlib import Path

from app.session import DeviceSession
from sync.client.cancel import Cancel
from sync.client.outcomes import NotEnrolled, Progress, RoundReport

AUTHORITY_FILE = "authority.pem"


class StationEngine:
    """A session's sync engine. ``wipe`` is called where the station revoked the device."""

    def __init__(self, session: DeviceSession, wipe: Callable[[], None]) -> None:
        self._session = session
        self._wipe = wipe
        self._observers: list[Callable[[Progress], None]] = []
        self._round: Callable[[Cancel], RoundReport] | None = None

    def observe(self, callback: Callable[[Progress], None]) -> None:
        """Have every step of a round told, on the thread of the round."""
        self._observers.append(callback)

    def round(self, cancel: Cancel) -> RoundReport:
        """One whole round. Blocking."""
        if self._round is None:
            self._round = self._make()
        return NotEnrolled() if self._round is None else self._round(cancel)

    def _make(self) -> Callable[[Cancel], RoundReport] | None:
        from sync.client.credentials import DeviceKey, SignedIn
        from sync.client.engine import SyncEngine
        from sync.client.origin import Origin, check_origin
        from sync.client.transport import Transport

        session, identity = self._session, self._session.identity
        if identity is None:
            return None
        origin = check_origin(identity.server, self._authority(identity.ca_pem, session.directory))
        if not isinstance(origin, Origin):
            return None
        signed = SignedIn(Transport(origin), DeviceKey(identity.device_id, identity.private_key))
        engine = SyncEngine(session.exchange, signed, session.clock, self._wipe)
        for observer in self._observers:
            engine.observe(observer)
        return engine.round

    @staticmethod
    def _authority(pem: str, directory: Path) -> Path | None:
        if not pem:
            return None
        path = directory / AUTHORITY_FILE
        if not path.is_file() or path.read_text(encoding="utf-8") != pem:
            path.write_text(pem, encoding="utf-8")
        return path
