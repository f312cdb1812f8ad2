"""The way to the station, made at the first need: the network's packages cost a start that nobody waits for."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from app.session import DeviceSession
from sync.client.cancel import Cancel
from sync.client.outcomes import NotEnrolled, Progress, Read, RoundReport, Searched
from sync.protocol.messages import FoundTip
from ui.sync.rounds import Engine
from ui.tips.older_viewmodel import OlderStation

if TYPE_CHECKING:
    from sync.client.engine import SyncEngine
    from sync.client.older import OlderTips


class Station(Engine, OlderStation, Protocol):
    """All that the screens want of the station."""


class StationEngine:
    """A session's sync engine and its search at the station. ``wipe`` is called where the station revoked the device.

    All of it blocks, on the network lane, one call at a time.
    """

    def __init__(self, session: DeviceSession, wipe: Callable[[], None]) -> None:
        self._session = session
        self._wipe = wipe
        self._observers: list[Callable[[Progress], None]] = []
        self._made: tuple[SyncEngine, OlderTips] | None = None

    def observe(self, callback: Callable[[Progress], None]) -> None:
        """Have every step of a round told, on the thread of the round."""
        self._observers.append(callback)

    def round(self, cancel: Cancel) -> RoundReport:
        """One whole round."""
        made = self._ready()
        return NotEnrolled() if made is None else made[0].round(cancel)

    def search(self, text: str, after: FoundTip | None, cancel: Cancel) -> Searched:
        """Tips that no device holds any more."""
        made = self._ready()
        return NotEnrolled() if made is None else made[1].search(text, after, cancel)

    def read(self, tip_id: str, cancel: Cancel) -> Read:
        """One of them whole."""
        made = self._ready()
        return NotEnrolled() if made is None else made[1].read(tip_id, cancel)

    def _ready(self) -> "tuple[SyncEngine, OlderTips] | None":
        if self._made is None:
            self._made = self._make()
        return self._made

    def _make(self) -> "tuple[SyncEngine, OlderTips] | None":
        from sync.client.credentials import DeviceKey, SignedIn
        from sync.client.engine import SyncEngine
        from sync.client.older import OlderTips
        from sync.client.origin import Origin, check_origin
        from sync.client.succession import Succession
        from sync.client.transport import Transport

        session, identity = self._session, self._session.identity
        if identity is None:
            return None
        origin = check_origin(identity.server, session.authority_file())
        if not isinstance(origin, Origin):
            return None
        transport = Transport(origin)
        believe = None
        if origin.authority is not None:
            believe = Succession(transport, origin, identity.ca_pem, session.believe).take
        signed = SignedIn(transport, DeviceKey(identity.device_id, identity.private_key), believe)
        engine = SyncEngine(session.exchange, signed, session.clock, self._wipe)
        for observer in self._observers:
            engine.observe(observer)
        return engine, OlderTips(signed, self._wipe)
