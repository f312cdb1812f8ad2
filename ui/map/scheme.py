"""The URL scheme ``okrskar``: the map page, its fonts and the tiles, without a port and without the network.

Import this module late: it loads Qt WebEngine.
"""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QBuffer, QByteArray, QFile, QIODevice, QObject
from PySide6.QtWebEngineCore import (
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
    QWebEngineUrlRequestJob,
    QWebEngineUrlScheme,
    QWebEngineUrlSchemeHandler,
)
from PySide6.QtWebEngineQuick import QQuickWebEngineProfile
from shiboken6 import isValid

from ui.map.addresses import HOST, ORIGIN, PAGE, SCHEME, parse_tile
from ui.map.page_files import CONTENT_SECURITY_POLICY, content_type, read_page_file
from ui.map.tile_lane import TileLane

SCHEME_NAME: Final = SCHEME.encode()
_CHANNEL_SCRIPT: Final = ":/qtwebchannel/qwebchannel.js"
_TILE_TYPE: Final = "application/x-protobuf"

TileReader = Callable[[str, int, int, int], bytes | None]
"""Version, zoom, column, row to the bytes of an uncompressed vector tile; None where there is none."""

# PySide converts a QMultiMap from lists of values, which its type stubs do not know.
_HEADERS: Final[dict[QByteArray, Any]] = {
    QByteArray(b"Content-Security-Policy"): [QByteArray(CONTENT_SECURITY_POLICY.encode())],
    QByteArray(b"X-Content-Type-Options"): [QByteArray(b"nosniff")],
}

Refusal = QWebEngineUrlRequestJob.Error


def register() -> None:
    """Makes the scheme known. Before the first profile, once a process."""
    if QWebEngineUrlScheme.schemeByName(SCHEME_NAME).name():
        return
    scheme = QWebEngineUrlScheme(SCHEME_NAME)
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    scheme.setFlags(
        QWebEngineUrlScheme.Flag.SecureScheme
        | QWebEngineUrlScheme.Flag.CorsEnabled
        | QWebEngineUrlScheme.Flag.FetchApiAllowed
    )
    QWebEngineUrlScheme.registerScheme(scheme)


class PageScheme(QWebEngineUrlSchemeHandler):
    """Answers GET requests of the page itself; everything else is refused."""

    def __init__(self, tiles: TileReader, lane: TileLane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tiles, self._lane = tiles, lane

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        """Called by WebEngine on the GUI thread."""
        url, initiator = job.requestUrl(), job.initiator()
        opening = initiator.isEmpty() and url.toString() == PAGE
        own = opening or f"{initiator.scheme()}://{initiator.host()}" == ORIGIN
        if not own or job.requestMethod() != b"GET":
            job.fail(Refusal.RequestDenied)
        elif url.host() != HOST:
            job.fail(Refusal.UrlInvalid)
        else:
            self._answer(job, url.path().removeprefix("/"))

    def _answer(self, job: QWebEngineUrlRequestJob, path: str) -> None:
        tile = parse_tile(path)
        if tile is not None:
            self._answer_tile(job, tile)
            return
        data = _channel_script() if path == "qwebchannel.js" else read_page_file(path)
        kind = content_type(path)
        if data is None or kind is None:
            job.fail(Refusal.UrlNotFound)
        else:
            _reply(job, kind, data)

    def _answer_tile(self, job: QWebEngineUrlRequestJob, tile: tuple[str, int, int, int]) -> None:
        def done(data: bytes) -> None:
            if isValid(job):
                _reply(job, _TILE_TYPE, data)

        self._lane.run(lambda: self._tiles(*tile) or b"", done)


def _channel_script() -> bytes | None:
    file = QFile(_CHANNEL_SCRIPT)
    return bytes(file.readAll().data()) if file.open(QIODevice.OpenModeFlag.ReadOnly) else None


def _reply(job: QWebEngineUrlRequestJob, kind: str, data: bytes) -> None:
    body = QBuffer(job)
    body.setData(QByteArray(data))
    body.open(QIODevice.OpenModeFlag.ReadOnly)
    job.setAdditionalResponseHeaders(_HEADERS)
    job.reply(QByteArray(kind.encode()), body)


def install(profile: QQuickWebEngineProfile, handler: PageScheme, guard: "OnlyOwnScheme") -> None:
    """Gives a profile the scheme and takes the network away from it."""
    profile.installUrlSchemeHandler(QByteArray(SCHEME_NAME), handler)
    profile.setUrlRequestInterceptor(guard)


class OnlyOwnScheme(QWebEngineUrlRequestInterceptor):
    """Blocks every request that leaves the scheme, whatever the page's policy lets through."""

    def __init__(self, seen: Callable[[str, bool], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seen = seen

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        """Called by WebEngine for each request, before it is made."""
        url = info.requestUrl()
        own = url.scheme() in {SCHEME, "data", "blob"}
        if not own:
            info.block(True)
        self._seen(url.toString(), own)
