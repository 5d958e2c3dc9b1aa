"""Judging barcodes as an inspector's device does."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from operators.models import Tenant
from tickets.codecs.circumstances import Circumstances
from tickets.codecs.trust import KeyRing
from tickets.codecs.verdicts import Verdict
from tickets.codecs.verification import verify_barcode
from tickets.models import IssuerKey


def ring_of(tenant: Tenant) -> KeyRing:
    """The keys as they are published now."""
    keys = IssuerKey.objects.filter(tenant=tenant).published()
    return KeyRing.from_jwks({"keys": [key.to_jwk() for key in keys]})


def judge(scanned: bytes, tenant: Tenant, *, at: datetime, **circumstances: Any) -> Verdict:
    """What a device with fresh keys says to these octets."""
    here = Circumstances(at=at, zone=tenant.zone, **circumstances)
    return verify_barcode(scanned, ring=ring_of(tenant), circumstances=here)
