"""Which authorities of TLS a server may name to its devices: today's, and during a change the next one beside it."""

from enum import StrEnum
from typing import Final

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

MOST: Final = 2
LONGEST_PEM: Final = 16 * 1024
"""Two certificates with keys of 8192 bits are under half of it."""


class AuthoritiesFlaw(StrEnum):
    """Why a text names no authorities. Words are made where it is shown."""

    TOO_LONG = "too_long"
    NO_CERTIFICATE = "no_certificate"
    TOO_MANY = "too_many"
    NOT_AN_AUTHORITY = "not_an_authority"


class Authorities(msgspec.Struct, frozen=True):
    """One or two certificates of authorities, each once, in the order in which they were written."""

    certificates: tuple[x509.Certificate, ...]

    @property
    def pem(self) -> str:
        """The certificates and nothing else that stood beside them, such as a key."""
        return "".join(one.public_bytes(Encoding.PEM).decode() for one in self.certificates)

    def same_as(self, other: "Authorities") -> bool:
        """Whether both name the same certificates, in whatever order."""
        return set(self.certificates) == set(other.certificates)


def read_authorities(pem: str) -> Authorities | AuthoritiesFlaw:
    """One or two certificates that may sign others. Never an empty set, never half of what was written."""
    if len(pem) > LONGEST_PEM:
        return AuthoritiesFlaw.TOO_LONG
    try:
        found = tuple(dict.fromkeys(x509.load_pem_x509_certificates(pem.encode())))
    except ValueError:
        return AuthoritiesFlaw.NO_CERTIFICATE
    if not found:
        return AuthoritiesFlaw.NO_CERTIFICATE
    if len(found) > MOST:
        return AuthoritiesFlaw.TOO_MANY
    return Authorities(found) if all(map(_may_sign, found)) else AuthoritiesFlaw.NOT_AN_AUTHORITY


def _may_sign(certificate: x509.Certificate) -> bool:
    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except (x509.ExtensionNotFound, x509.DuplicateExtension, ValueError):
        return False
