"""What only this server can make of a form: its number, its secret link, its signature, and names of networks.

Everything about one form is made of its random 128 bits and the key of the residents' pages, so a form that is sent
twice is known as one, by whatever process, and nothing of a link is stored before it is used.
"""

import base64
import binascii
import hashlib
import hmac
import ipaddress
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from sync.server.ground.keyfile import KeyFile
from sync.server.intake import spoken
from sync.server.ratings.codes import code_of

_BYTES: Final = 16
_ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_LETTERS: Final = 10
_ADDRESSES: Final = {4: 32, 6: 64}
"""Of IPv6 a /64 is what one household or one phone is given."""
_NETWORKS: Final = {4: 24, 6: 48}
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Form:
    """A form that this server gave out: its random bits, and when, in seconds since 1970."""

    nonce: bytes
    given: int


class Seal:
    """The key file ``residents.key``, and what is made with it. Making it raises OSError, also where it is damaged."""

    def __init__(self, folder: Path) -> None:
        self._file = KeyFile(folder / "residents.key")

    @cached_property
    def _key(self) -> bytes:
        return self._file.read() or self._file.make()

    def ready(self) -> None:
        """Have the key. Raises OSError."""
        _ = self._key

    def new_form(self, now: float) -> str:
        """The text that a new form carries."""
        return self._text(Form(secrets.token_bytes(_BYTES), int(now)))

    def read_form(self, text: str) -> Form | None:
        """The form of a text that this server gave out; None for any other."""
        if len(text) > _LONGEST or not text.isascii():
            return None
        nonce, _, rest = text.partition(".")
        given, _, _ = rest.partition(".")
        try:
            form = Form(_unpacked(nonce), int(given))
        except (ValueError, binascii.Error):
            return None
        return form if hmac.compare_digest(text.encode(), self._text(form).encode()) else None

    def link_of(self, form: Form) -> str:
        """The secret of the link: 128 bits that nobody knows who has not the key."""
        return _packed(self._made("link", form.nonce)[:_BYTES])

    def number_of(self, form: Form) -> str:
        """What a person says on the telephone, such as ``7K4P2-XM9QD``. It opens nothing."""
        value = int.from_bytes(self._made("number", form.nonce)[:8])
        letters = []
        for _ in range(_LETTERS):
            value, place = divmod(value, len(_ALPHABET))
            letters.append(_ALPHABET[place])
        return f"{''.join(letters[:5])}-{''.join(letters[5:])}"

    def code_of(self, form: Form) -> str:
        """The code that the rater takes along: 60 bits that nobody knows who has not the key."""
        return code_of(int.from_bytes(self._made("code", form.nonce)[:8]))

    def spoken_of(self, party_id: str) -> str:
        """The digits told to a party that has no link on paper; the same whenever they are asked for."""
        return spoken.code_of(int.from_bytes(self._made("spoken", party_id.encode())[:8]))

    def link_spoken(self, digits: str) -> str:
        """The secret of the link that these digits open."""
        return _packed(self._made("spoken link", digits.encode())[:_BYTES])

    def link_mailed(self, submission_id: str) -> str:
        """The secret of the link of what came as a mail; the same whenever it is asked for."""
        return _packed(self._made("mailed link", submission_id.encode())[:_BYTES])

    def new_rater(self, form: Form) -> str:
        """What a browser keeps that sent no rating before; the same whenever it is asked for this form."""
        return _packed(self._made("new rater", form.nonce)[:_BYTES])

    def rater_of(self, secret: str) -> str:
        """What a browser is known by to the server that takes its ratings in; it tells nothing of what it keeps."""
        return self._made("rater", secret.encode("utf-8", "surrogatepass")).hex()[:32]

    def joiner_of(self, secret: str) -> str:
        """The same for whoever joins a tip: nobody can tell from it what that browser rated."""
        return self._made("joiner", secret.encode("utf-8", "surrogatepass")).hex()[:32]

    def near_of(self, form: Form, tip_id: str) -> str:
        """By what a form names a tip that is near: it says nothing of it, and means nothing in another form."""
        return self._made("near", form.nonce + tip_id.encode()).hex()[:32]

    def address(self, address: str) -> str:
        """A name for one address, of IPv6 its /64, that tells nothing of it."""
        return self._named("address", _within(address, _ADDRESSES))

    def network(self, address: str) -> str:
        """A name for the network of an address: of IPv4 its /24, of IPv6 its /48."""
        return self._named("network", _within(address, _NETWORKS))

    def _text(self, form: Form) -> str:
        head = f"{_packed(form.nonce)}.{form.given}"
        return f"{head}.{_packed(self._made('form', head.encode())[:_BYTES])}"

    def _named(self, what: str, text: str) -> str:
        return self._made(what, text.encode()).hex()[:32]

    def _made(self, what: str, data: bytes) -> bytes:
        return hmac.new(self._key, what.encode() + b"\x00" + data, hashlib.sha256).digest()


def hash_of(secret: str) -> str:
    """Under what a link is stored: of random bits no more is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def form_hash(form: Form) -> str:
    """Under what a form is stored, so that it is filed once."""
    return hashlib.sha256(form.nonce).hexdigest()


def _within(address: str, lengths: Mapping[int, int]) -> str:
    """The network of so many bits that an address is in; what is no address stays as it is."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped is not None:
        parsed = parsed.ipv4_mapped
    return str(ipaddress.ip_network((parsed, lengths[parsed.version]), strict=False))


def _packed(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _unpacked(text: str) -> bytes:
    data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    if len(data) != _BYTES:
        raise ValueError(len(data))
    return data
