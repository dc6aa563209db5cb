"""Certificates of the test's own: an authority, and servers that it vouches for."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

# No certificate of a test runs out while the test is used, but for the one that has.
BEGUN = datetime(2020, 1, 1, tzinfo=UTC)
LASTS = timedelta(days=365 * 60)


@dataclass(frozen=True)
class Authority:
    """Who vouches for servers; whoever trusts it reads its certificate from ``file``."""

    file: Path
    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    def server(self, host: str, lasts: timedelta = LASTS) -> ssl.SSLContext:
        """What a server called ``host`` shows to its clients."""
        key = ec.generate_private_key(ec.SECP256R1())
        made = _certificate(host, key, self.certificate.subject, lasts).add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key())
        certificate = made.add_extension(issuer, critical=False).sign(self.key, hashes.SHA256())
        both = self.file.with_name(f"{host} {lasts.days}.pem")
        both.write_bytes(_pem(key) + certificate.public_bytes(serialization.Encoding.PEM))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(both)
        return context


def authority(folder: Path, name: str) -> Authority:
    """An authority with its certificate in ``folder``."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = _certificate(name, key, subject, LASTS).add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    identifier = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    certificate = made.add_extension(identifier, critical=False).sign(key, hashes.SHA256())
    file = folder / f"{name}.pem"
    file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    return Authority(file, certificate, key)


def _certificate(name: str, key: ec.EllipticCurvePrivateKey, issuer: x509.Name, lasts: timedelta) -> x509.CertificateBuilder:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = x509.CertificateBuilder(subject_name=subject, issuer_name=issuer, public_key=key.public_key(), serial_number=x509.random_serial_number())
    return made.not_valid_before(BEGUN).not_valid_after(BEGUN + lasts)


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
