"""The key list that the public-key registry of the railways takes (barcode format §6)."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from datetime import timedelta
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from operators.tenancy.models import Tenant
from tickets.codecs.keys import VerifyingKey
from tickets.models import IssuerKey
from tickets.states import KeyPurpose, KeyState

LONGEST_USE = timedelta(days=548)
"""A key is replaced after 18 months at the latest (ERA B.12), so this is a sure end for one that is
in use."""


def registered_keys(tenants: Iterable[Tenant]) -> Iterable[IssuerKey]:
    """The keys of tenants that belong on the list, by company code and number."""
    keys = IssuerKey.objects.filter(purpose=KeyPurpose.UIC, tenant__in=tenants)
    still_told = keys.exclude(state=KeyState.REMOVED).select_related("tenant")
    return still_told.order_by("uic_provider", "uic_key_id")


def list_keys(keys: Iterable[IssuerKey]) -> bytes:
    """The XML file: one `key` for each, with the elements of the registry in their order.

    Public keys are SubjectPublicKeyInfo in DER and base64; dates are in UTC. A revoked key is told
    as forged from the day of its revocation on.
    """
    root = Element("keys")
    for key in keys:
        _add(root, key)
    indent(root)
    return tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _add(root: Element, key: IssuerKey) -> None:
    entry = SubElement(root, "key")
    start = key.activated_at or key.not_before
    end = key.revoked_at or key.ends_at or start + LONGEST_USE
    told: dict[str, object] = {
        "issuerName": key.tenant.name,
        "issuerCode": key.uic_provider,
        "versionType": "DOSIPAS",
        "signatureAlgorithm": "SHA256withECDSA",
        "id": key.uic_key_id,
        "publicKey": b64encode(_public_der(key)).decode(),
        "barcodeVersion": 2,
        "startDate": start.date().isoformat(),
        "endDate": end.date().isoformat(),
        "barcodeXsd": "",
        "allowedProductOwnerCodes": None,
        "keyForged": "true" if key.state == KeyState.REVOKED else "false",
        "commentForEncryptionType": "ECDSA P-256, 1.2.840.10045.4.3.2",
    }
    for name, value in told.items():
        element = SubElement(entry, name)
        element.text = None if value is None else str(value)
    owners = entry.find("allowedProductOwnerCodes")
    assert owners is not None
    SubElement(owners, "productOwnerCode").text = str(key.uic_provider)
    SubElement(owners, "productOwnerName").text = key.tenant.name


def _public_der(key: IssuerKey) -> bytes:
    point = VerifyingKey.from_jwk(key.public_jwk).compressed_point()
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    return public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
