"""A satellite receiver on a cable: Qt's own NMEA source, fed over a local socket with the sentences of real ones."""

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QHostAddress, QTcpServer, QTcpSocket
from pytestqt.qtbot import QtBot

from app.patrols.track import Fix
from ui import moments
from ui.patrols.tracking import Found, QtSource

PATIENCE_MS = 60_000


class AtOnce(QtSource):
    """Qt's receiver; tells each fix when its sentence comes, not every 15 real seconds."""

    def follow(self, interval_ms: int) -> None:
        assert interval_ms == 15_000
        super().follow(0)


class Cable(QObject):
    """The other end of the receiver's cable."""

    def __init__(self, bot: QtBot, clock: moments.Clock) -> None:
        super().__init__()
        self._bot = bot
        self._server = QTcpServer(self)
        assert self._server.listen(QHostAddress(QHostAddress.SpecialAddress.LocalHost), 0)
        self._line: QTcpSocket | None = None
        self.source = AtOnce(self, clock, self._make)
        self._told = 0
        self.source.listen = self._listen  # type: ignore[method-assign]

    def _listen(self, found: Found) -> None:
        def count(fix: Fix) -> None:
            self._told += 1
            found(fix)

        QtSource.listen(self.source, count)

    def _make(self, parent: QObject) -> QObject | None:
        from PySide6.QtPositioning import QGeoPositionInfoSource

        address = f"socket://127.0.0.1:{self._server.serverPort()}"
        return QGeoPositionInfoSource.createSource("nmea", {"nmea.source": address}, parent)

    def send(self, fixes: Sequence[Fix]) -> None:
        """Have the receiver find these, and wait until Qt has told them all."""
        if self._line is None:
            self._bot.waitUntil(self._server.hasPendingConnections, timeout=PATIENCE_MS)
            self._line = self._server.nextPendingConnection()
        until = self._told + len(fixes)
        for fix in fixes:
            self._line.write(sentences(fix).encode())
            self._line.flush()
        self._bot.waitUntil(lambda: self._told >= until, timeout=PATIENCE_MS)

    def close(self) -> None:
        """Pull the plug."""
        self.source.stop()
        if self._line is not None:
            self._line.close()
        self._server.close()
        self.deleteLater()


def sentences(fix: Fix) -> str:
    """A fix as a receiver says it: GGA with its dilution, RMC with its date."""
    at = datetime.fromtimestamp(fix.at or 0.0, UTC)
    lat, lon = _degrees(fix.lat, 2), _degrees(fix.lon, 3)
    hdop = (fix.accuracy or 5.0) / 5.0
    clock = at.strftime("%H%M%S.00")
    return _checked(f"GPGGA,{clock},{lat},N,{lon},E,1,08,{hdop:.1f},350.0,M,,,,") + _checked(
        f"GPRMC,{clock},A,{lat},N,{lon},E,0.5,90.0,{at:%d%m%y},,,A"
    )


def _degrees(value: float, digits: int) -> str:
    whole = int(value)
    return f"{whole:0{digits}d}{(value - whole) * 60:08.5f}"


def _checked(text: str) -> str:
    check = 0
    for byte in text.encode():
        check ^= byte
    return f"${text}*{check:02X}\r\n"
