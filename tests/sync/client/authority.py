"""Certificates made for a test: an authority and what it signs, good, expired or for another host."""

import datetime as dt
import ipaddress
import ssl
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass(frozen=True)
class Authority:
    """A certificate authority of a test's own, its certificate in ``pem``."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate
    pem: Path


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def make_authority(folder: Path, name: str, *, expired: bool = False) -> Authority:
    """A new authority with its certificate in ``folder``."""
    key = ec.generate_private_key(ec.SECP256R1())
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(_name(name))
        .issuer_name(_name(name))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=400))
        .not_valid_after(now + dt.timedelta(days=-1 if expired else 400))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = folder / f"{name}.pem"
    pem.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    return Authority(key, certificate, pem)


def server_certificate(folder: Path, authority: Authority, *, host: str = "127.0.0.1", expired: bool = False) -> Path:
    """A certificate for ``host`` that ``authority`` signed, and its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    now = dt.datetime.now(dt.UTC)
    day = dt.timedelta(days=1)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(_name("server"))
        .issuer_name(authority.certificate.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - 30 * day)
        .not_valid_after(now - day if expired else now + 30 * day)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(host))]), critical=False)
        .sign(authority.key, hashes.SHA256())
    )
    path = folder / f"server-{certificate.serial_number}.pem"
    path.write_bytes(
        certificate.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return path


def server_context(
    folder: Path, authority: Authority, *, host: str = "127.0.0.1", expired: bool = False
) -> ssl.SSLContext:
    """A server's side of TLS with a certificate for ``host`` that ``authority`` signed."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(server_certificate(folder, authority, host=host, expired=expired))
    return context


def together(folder: Path, *authorities: Authority) -> Path:
    """One file with the certificates of several."""
    path = folder / "together-{}.pem".format("-".join(one.pem.stem for one in authorities))
    path.write_bytes(b"".join(one.pem.read_bytes() for one in authorities))
    return path
