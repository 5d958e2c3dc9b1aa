"""A tenant's accounts with wallets: set up from the files that Apple and Google hand out."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.fernet import InvalidToken
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from django.db import transaction
from django.views.decorators.debug import sensitive_variables
from joserfc.jwk import RSAKey
from pydantic import BaseModel, ValidationError

from operators.tenancy.actors import Actor
from operators.tenancy.models import Tenant
from operators.tenancy.sealing import seal, unseal
from tickets.errors import NoWalletAccount, WalletKeysUnfit
from tickets.forms.apple import AppleSigner
from tickets.forms.google import GoogleIssuer
from tickets.models import WalletAccount, WalletKind

ISSUER = re.compile(r"[0-9]{5,25}")
PEM = serialization.Encoding.PEM


class ServiceAccount(BaseModel):
    """What we take from the key file of a service account."""

    client_email: str
    private_key: str


@sensitive_variables("identity", "password")
def set_apple_account(
    tenant: Tenant,
    *,
    identity: bytes,
    password: str,
    intermediate: bytes,
    by: Actor,
    at: datetime,
) -> WalletAccount:
    """Sign the tenant's Apple passes with this identity from now on: a PKCS #12 file with the
    certificate of a pass type and its key. `intermediate` is Apple's certificate that issued it, in
    DER or PEM. The pass type and the team are read from the certificate.

    WalletKeysUnfit if the files cannot be read, do not belong together, or the certificate is over.
    """
    try:
        key, leaf, _ = pkcs12.load_key_and_certificates(identity, password.encode() or None)
        issuer = _certificate(intermediate)
    except ValueError as fault:
        raise WalletKeysUnfit("These files cannot be read, or the password is wrong.") from fault
    if leaf is None or not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise WalletKeysUnfit("The file holds no certificate with its private key.")
    _check_issued(leaf, issuer, at=at)
    return _replace(
        tenant,
        WalletKind.APPLE,
        identifier=_named(leaf, NameOID.USER_ID),
        holder=_named(leaf, NameOID.ORGANIZATIONAL_UNIT_NAME),
        certificates="".join(one.public_bytes(PEM).decode("ascii") for one in (leaf, issuer)),
        certified_until=min(leaf.not_valid_after_utc, issuer.not_valid_after_utc),
        key=_plain(key),
        at=at,
    )


@sensitive_variables("key_file", "told", "key")
def set_google_account(
    tenant: Tenant, *, issuer: str, key_file: bytes, by: Actor, at: datetime
) -> WalletAccount:
    """Sign the tenant's Google passes with this service account from now on: the issuer's number,
    and the key file (JSON) of the account.

    WalletKeysUnfit if the file cannot be read or the number is none.
    """
    if not ISSUER.fullmatch(issuer):
        raise WalletKeysUnfit("The issuer is a number, as the wallet console shows it.")
    try:
        told = ServiceAccount.model_validate_json(key_file)
        key = serialization.load_pem_private_key(told.private_key.encode(), None)
    except (ValidationError, ValueError, TypeError) as fault:
        raise WalletKeysUnfit("This is not the key file of a service account.") from fault
    if not isinstance(key, rsa.RSAPrivateKey):
        raise WalletKeysUnfit("The key of the service account is no RSA key.")
    return _replace(
        tenant,
        WalletKind.GOOGLE,
        identifier=issuer,
        holder=told.client_email,
        key=_plain(key),
        at=at,
    )


@transaction.atomic
def stop_account(account: WalletAccount, *, by: Actor, at: datetime) -> WalletAccount:
    """Make no more passes with this account; those that were made stay as they are."""
    account = WalletAccount.objects.lock(account)
    account.is_active = False
    account.save(update_fields=["is_active"])
    return account


def apple_signer(tenant_id: int, *, at: datetime) -> AppleSigner:
    """Whom the tenant's passes come from. NoWalletAccount if it has no account, its certificate is
    over, or this installation cannot open its key."""
    account = _active(tenant_id, WalletKind.APPLE)
    if account.certified_until is None or account.certified_until <= at:
        raise NoWalletAccount
    return AppleSigner.from_pem(
        pass_type=account.identifier,
        team=account.holder,
        certificates=account.certificates,
        key=_opened(account),
    )


def google_issuer(account: WalletAccount) -> GoogleIssuer:
    """The account with its key opened. NoWalletAccount if this installation cannot open it."""
    key = RSAKey.import_key(_opened(account))
    return GoogleIssuer(account.identifier, account.holder, key)


def google_account(tenant_id: int) -> WalletAccount:
    """The tenant's account. NoWalletAccount if it has none."""
    return _active(tenant_id, WalletKind.GOOGLE)


def _active(tenant_id: int, kind: WalletKind) -> WalletAccount:
    found = WalletAccount.objects.filter(tenant=tenant_id, kind=kind, is_active=True).first()
    if found is None:
        raise NoWalletAccount
    return found


def _opened(account: WalletAccount) -> bytes:
    try:
        return unseal(account.sealed_private_key)
    except InvalidToken as fault:
        raise NoWalletAccount from fault


@transaction.atomic
def _replace(
    tenant: Tenant, kind: WalletKind, *, key: bytes, at: datetime, **facts: Any
) -> WalletAccount:
    """The new account takes the place of the one before, which is kept for its passes."""
    Tenant.objects.lock(tenant)
    WalletAccount.objects.filter(tenant=tenant, kind=kind, is_active=True).update(is_active=False)
    return WalletAccount.objects.create(
        tenant=tenant, kind=kind, sealed_private_key=seal(key), set_at=at, **facts
    )


def _certificate(octets: bytes) -> x509.Certificate:
    if octets.startswith(b"-----"):
        return x509.load_pem_x509_certificate(octets)
    return x509.load_der_x509_certificate(octets)


def _check_issued(leaf: x509.Certificate, issuer: x509.Certificate, *, at: datetime) -> None:
    try:
        leaf.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature) as fault:
        raise WalletKeysUnfit(
            "The intermediate certificate did not issue the other one."
        ) from fault
    if min(leaf.not_valid_after_utc, issuer.not_valid_after_utc) <= at:
        raise WalletKeysUnfit("One of the certificates is over; get a new one.")


def _named(leaf: x509.Certificate, oid: x509.ObjectIdentifier) -> str:
    """A part of the subject's name; Apple writes the pass type and the team there."""
    found = leaf.subject.get_attributes_for_oid(oid)
    if not found:
        raise WalletKeysUnfit("This certificate is of no pass type.")
    return str(found[0].value)


def _plain(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> bytes:
    """PKCS #8 in DER; it is sealed before it is stored."""
    return key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
