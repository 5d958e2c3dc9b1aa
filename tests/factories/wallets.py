"""What Apple and Google hand out to a tenant, made here."""

from __future__ import annotations

import json
from datetime import timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from tests.factories.moments import BY, NOW
from tickets.actions.wallets import set_apple_account, set_google_account

PASS_TYPE, TEAM = "pass.example.tickets", "ABCDE12345"
PASSWORD = "open sesame"
ISSUER, SERVICE_ACCOUNT = "3388000000022000000", "tickets@example.iam.gserviceaccount.com"


@cache
def rsa_key(name):
    """One key for each name; to make one takes a while."""
    return rsa.generate_private_key(65537, 2048)


def named(common_name, **parts):
    names = [x509.NameAttribute(NameOID.COMMON_NAME, common_name)]
    return x509.Name(
        [*names, *(x509.NameAttribute(getattr(NameOID, n), v) for n, v in parts.items())]
    )


def certificate(subject, key, *, issuer, signed_with, until=NOW + timedelta(days=365)):
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - timedelta(days=900))
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=subject == issuer, path_length=None), critical=True)
    )
    return builder.sign(signed_with, hashes.SHA256())


@cache
def authority():
    """The certificate that issues those of pass types; here it stands by itself."""
    name = named("Worldwide Developer Relations")
    return certificate(name, rsa_key("authority"), issuer=name, signed_with=rsa_key("authority"))


def apple_identity(**more):
    """A PKCS #12 file with the certificate of a pass type and its key."""
    subject = named("Pass Type ID", USER_ID=PASS_TYPE, ORGANIZATIONAL_UNIT_NAME=TEAM)
    return packed(subject, **more)


def packed(subject, *, signed_with="authority", **more):
    key = rsa_key("apple")
    leaf = certificate(
        subject, key, issuer=authority().subject, signed_with=rsa_key(signed_with), **more
    )
    encryption = serialization.BestAvailableEncryption(PASSWORD.encode())
    return pkcs12.serialize_key_and_certificates(b"pass", key, leaf, None, encryption)


def intermediate(encoding=serialization.Encoding.DER):
    return authority().public_bytes(encoding)


def service_account(**changes):
    """The key file of a service account of Google."""
    pem = rsa_key("google").private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    told = {"type": "service_account", "client_email": SERVICE_ACCOUNT, "private_key": pem.decode()}
    return json.dumps(told | changes).encode()


def open_apple_account(tenant, **changes):
    facts = {"identity": apple_identity(), "password": PASSWORD, "intermediate": intermediate()}
    return set_apple_account(tenant, **(facts | {"by": BY, "at": NOW} | changes))


def open_google_account(tenant, **changes):
    facts = {"issuer": ISSUER, "key_file": service_account(), "by": BY, "at": NOW}
    return set_google_account(tenant, **(facts | changes))
