"""The one way out of the device: requests to our own server over a pinned authority. Never raises for the network."""

import io
import socket
import ssl
import time
from collections.abc import Callable, Mapping
from http.cookiejar import DefaultCookiePolicy
from typing import Any, Final

import msgspec
import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection
from urllib3.exceptions import HTTPError
from urllib3.util import SKIP_HEADER

from sync.client.cancel import Cancel
from sync.client.origin import Origin
from sync.client.outcomes import Answer, Busy, Cancelled, Offline, Ok, Reason, Refused, Revoked, TooOld, Unauthorised
from sync.protocol.messages import MAX_RATIO, Problem
from sync.protocol.packing import ACCEPTED, GZIP, ZSTD, DamagedError, TooLargeError, packed, unpacked

CONNECT_SECONDS: Final = 6.0
SILENCE_SECONDS: Final = 20.0
"""The longest pause between two pieces of bytes that leave or arrive, however long the whole takes."""
WHOLE_SECONDS: Final = 300.0
"""An answer may take this long, and longer where it comes with ``SLOWEST_LINE`` bytes a second or more."""
SLOWEST_LINE: Final = 1024
SEND_BUFFER: Final = 64 * 1024
"""Bytes that the system may hold of what was sent: few, since waiting for the answer begins once it has them all."""
LARGEST_ANSWER: Final = 128 * 1024 * 1024
COMPRESS_FROM: Final = 400
"""Bodies shorter than this many bytes go as they are: the frame would eat the gain."""
UNKNOWN_PACKING: Final = 415
_PIECE: Final = 64 * 1024
_LONGEST_NUMBER: Final = 9
"""Signs of a number in a header; what is longer says nothing."""

Sink = Callable[[bytes], None]


class _LateError(Exception):
    pass


class _StoppedError(Exception):
    pass


class _PinnedAdapter(HTTPAdapter):
    """Speaks TLS 1.2 or newer only, and keeps two connections: one may fetch while the other one waits."""

    def __init__(self) -> None:
        super().__init__(pool_connections=1, pool_maxsize=2, max_retries=0)

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **pool: Any) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        options = [*HTTPConnection.default_socket_options, (socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)]
        super().init_poolmanager(connections, maxsize, block, ssl_context=context, socket_options=options, **pool)


class Transport:
    """A session with one server. Two threads may use it at once. Counts the bytes of bodies that went over the wire."""

    _packing = ZSTD

    def __init__(self, origin: Origin, *, clock: Callable[[], float] = time.time) -> None:
        self._origin = origin
        self._clock = clock
        self.bytes_sent = 0
        self.bytes_received = 0
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.verify = str(origin.authority) if origin.authority is not None else True
        self._session.headers.clear()
        self._session.headers.update({"User-Agent": SKIP_HEADER, "Accept-Encoding": ACCEPTED})
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        scheme = "https://" if origin.authority is not None else "http://"
        self._session.adapters.clear()
        self._session.mount(scheme, _PinnedAdapter())

    def close(self) -> None:
        """Let go of the connections."""
        self._session.close()

    def believe_anew(self) -> None:
        """The file of the authority has changed: connections from now on believe what it says, and only that.

        They need a context of their own: one that has believed somebody goes on believing them.
        """
        for scheme, adapter in list(self._session.adapters.items()):
            self._session.mount(scheme, _PinnedAdapter())
            adapter.close()

    def post(self, path: str, message: bytes, *, token: str | None = None, cancel: Cancel | None = None) -> Answer:
        """Send one message as JSON, compressed where that pays and does not look like a decompression bomb."""
        headers = {"Content-Type": "application/json"}
        body = message
        if len(message) >= COMPRESS_FROM:
            smaller = packed(message, self._packing)
            if len(message) <= len(smaller) * (MAX_RATIO // 2):
                body = smaller
                headers["Content-Encoding"] = self._packing
        answer = self.ask("POST", path, token=token, headers=headers, body=body, cancel=cancel)
        if isinstance(answer, Refused) and answer.status == UNKNOWN_PACKING and self._packing != GZIP:
            self._packing = GZIP
            return self.post(path, message, token=token, cancel=cancel)
        return answer

    def ask(
        self,
        method: str,
        path: str,
        *,
        token: str | None = None,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        sink: Sink | None = None,
        cancel: Cancel | None = None,
    ) -> Answer:
        """One exchange. With ``sink`` the body of a 2xx goes there piece by piece instead of into the answer.

        What ``sink`` raises (a full disk) goes through to the caller; nothing that the network does is ever raised.
        """
        sent = dict(headers or {})
        if token is not None:
            sent["Authorization"] = f"Bearer {token}"
        if cancel is not None and cancel.wanted:
            return Cancelled()
        before = self._clock()
        try:
            with self._session.request(
                method,
                self._origin.url + path,
                headers=sent,
                data=io.BytesIO(body) if body else body,  # a file goes out in pieces, each with the time-out to itself
                timeout=(CONNECT_SECONDS, SILENCE_SECONDS),
                allow_redirects=False,
                stream=True,
            ) as response:
                midway = (before + self._clock()) / 2
                self.bytes_sent += len(body or b"")
                into = sink if response.ok else None
                content = self._read(response, into, cancel)
                return judge(method, response.status_code, response.headers, content, midway)
        except _StoppedError:
            return Cancelled()
        except _LateError:
            return Offline(Reason.TIMED_OUT, "whole answer")
        except (TooLargeError, DamagedError) as error:
            return Offline(Reason.FOREIGN, type(error).__name__)
        except (requests.RequestException, HTTPError) as error:
            return _explain(error)

    def _read(self, response: requests.Response, sink: Sink | None, cancel: Cancel | None) -> bytes:
        """The whole body, unpacked; handed to ``sink`` as it comes if there is one: files come as they are."""
        if not _has_end(response):
            raise HTTPError("no end is named")
        packing = response.headers.get("Content-Encoding", "")
        if packing and (packing not in (ZSTD, GZIP) or sink is not None):
            raise DamagedError(packing[:20])
        until = time.monotonic() + WHOLE_SECONDS
        pieces: list[bytes] = []
        size = 0
        while piece := response.raw.read1(_PIECE, decode_content=False):
            self.bytes_received += len(piece)
            if cancel is not None and cancel.wanted:
                raise _StoppedError
            size += len(piece)
            if time.monotonic() > until + size / SLOWEST_LINE:
                raise _LateError
            if sink is not None:
                sink(piece)
            elif size > LARGEST_ANSWER:
                raise TooLargeError
            else:
                pieces.append(piece)
        content = b"".join(pieces)
        return unpacked(content, packing, LARGEST_ANSWER) if packing and content else content


def _has_end(response: requests.Response) -> bool:
    """Whether the answer says where it ends. One that does not may have lost that in a cut among its headers."""
    headers = response.headers
    named = "Content-Length" in headers or "Transfer-Encoding" in headers
    return named or response.status_code in (204, 304) or response.request.method == "HEAD"


def judge(method: str, status: int, headers: Mapping[str, str], content: bytes, midway: float) -> Answer:
    """Which outcome an answer with this status, these headers and this body is."""
    if 200 <= status < 300:
        return Ok(status, content, headers, midway)
    if 300 <= status < 400:
        return Offline(Reason.FOREIGN, f"status {status}")
    problem = _problem(content)
    if problem is None:
        if status >= 500:
            return Busy(status, Problem("server_error", f"status {status}"), _retry_after(headers))
        if method != "HEAD":
            return Offline(Reason.FOREIGN, f"status {status}")
        problem = Problem("refused", f"status {status}")
    if problem.code == "revoked" and status in (401, 403):
        return Revoked(problem)
    if status == 401:
        return Unauthorised(problem)
    if status == 426:
        return TooOld(problem)
    if status == 429 or status >= 500:
        return Busy(status, problem, problem.retry_after or _retry_after(headers))
    return Refused(status, problem)


def _problem(content: bytes) -> Problem | None:
    try:
        return msgspec.json.decode(content, type=Problem)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _retry_after(headers: Mapping[str, str]) -> float | None:
    text = headers.get("Retry-After") or headers.get("retry-after", "")
    return float(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER else None


def _explain(error: Exception) -> Offline:
    """Which of our few reasons a failure of requests or urllib3 is."""
    detail = type(error).__name__
    if isinstance(error, requests.exceptions.SSLError):
        return Offline(Reason.UNTRUSTED, detail)
    if isinstance(error, requests.exceptions.Timeout) or "timed out" in str(error).lower():
        return Offline(Reason.TIMED_OUT, detail)
    refused = ("NewConnectionError", "NameResolutionError", "Failed to establish", "Max retries exceeded")
    if isinstance(error, requests.exceptions.ConnectionError) and any(word in str(error) for word in refused):
        return Offline(Reason.UNREACHABLE, detail)
    return Offline(Reason.CUT, detail)
