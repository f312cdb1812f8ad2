"""How a device proves who it is: an Ed25519 key made on it, an enrolment by a one-time code, and short-lived tokens."""

import base64
import threading
from collections.abc import Callable, Mapping

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.client.cancel import Cancel
from sync.client.outcomes import Answer, Failure, Unauthorised
from sync.client.reading import read_answer
from sync.client.transport import Sink, Transport
from sync.protocol import paths
from sync.protocol.messages import (
    ChallengeRequest,
    ChallengeResponse,
    EnrolRequest,
    EnrolResponse,
    TokenRequest,
    TokenResponse,
)


class DeviceKey(msgspec.Struct, frozen=True):
    """A device's id and its private key (32 bytes, raw). Lives only inside the encrypted store."""

    device_id: str
    private: bytes


def new_private_key() -> bytes:
    """A fresh Ed25519 key, raw."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def enrol(transport: Transport, code: str, private: bytes, device_name: str) -> EnrolResponse | Failure:
    """Use a one-time code up for a new device. Keep ``private`` before asking: the answer can get lost."""
    public = Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()
    request = EnrolRequest(code.strip(), base64.b64encode(public).decode(), device_name[:100])
    return read_answer(transport.post(paths.ENROL, msgspec.json.encode(request)), EnrolResponse)


class SignedIn:
    """A transport that shows the device's token, fetched when needed and once anew when it is no longer good.

    ``believe`` is given the authorities that a token came with; without it they are ignored.
    """

    def __init__(self, transport: Transport, key: DeviceKey, believe: Callable[[str], None] | None = None) -> None:
        self.transport = transport
        self._key = key
        self._believe = believe
        self._token: str | None = None
        self._lock = threading.Lock()

    def post(self, path: str, message: bytes, cancel: Cancel | None = None) -> Answer:
        """As ``Transport.post``."""
        return self._with_token(lambda token: self.transport.post(path, message, token=token, cancel=cancel), cancel)

    def ask(
        self,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        sink: Sink | None = None,
        cancel: Cancel | None = None,
    ) -> Answer:
        """As ``Transport.ask``."""
        return self._with_token(
            lambda token: self.transport.ask(
                method, path, token=token, headers=headers, body=body, sink=sink, cancel=cancel
            ),
            cancel,
        )

    def _with_token(self, attempt: Callable[[str], Answer], cancel: Cancel | None) -> Answer:
        token = self._fresh(None, cancel)
        if not isinstance(token, str):
            return token
        answer = attempt(token)
        if not isinstance(answer, Unauthorised):
            return answer
        token = self._fresh(token, cancel)
        return attempt(token) if isinstance(token, str) else token

    def _fresh(self, stale: str | None, cancel: Cancel | None) -> str | Failure:
        """The token in hand, unless it is the stale one or there is none: then a new one."""
        with self._lock:
            if self._token is None or self._token == stale:
                self._token = None
                found = self._sign_in(cancel)
                if not isinstance(found, TokenResponse):
                    return found
                self._token = found.token
                if found.authorities and self._believe is not None:
                    self._believe(found.authorities)
            return self._token

    def _sign_in(self, cancel: Cancel | None) -> TokenResponse | Failure:
        device = self._key.device_id
        asked = self.transport.post(paths.CHALLENGE, msgspec.json.encode(ChallengeRequest(device)), cancel=cancel)
        challenge = read_answer(asked, ChallengeResponse)
        if not isinstance(challenge, ChallengeResponse):
            return challenge
        key = Ed25519PrivateKey.from_private_bytes(self._key.private)
        signature = base64.b64encode(key.sign(paths.TOKEN_MESSAGE + challenge.nonce.encode())).decode()
        request = TokenRequest(device, challenge.nonce, signature)
        return read_answer(self.transport.post(paths.TOKEN, msgspec.json.encode(request), cancel=cancel), TokenResponse)
