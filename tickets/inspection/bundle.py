"""What a device needs to inspect without a connection, as plain values (barcode format §5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from operators.models import FareZone
from operators.tenancy.models import Tenant
from tickets.actions.publishing import GOOD_FOR, signed_block_list
from tickets.models import IssuerKey
from tickets.sight import SightSign, signs_ahead

SKEW = timedelta(seconds=30)
"""By how much the clock of a device may be off after its correction."""
FETCH_EVERY = timedelta(hours=1)
SIGNS_FOR = timedelta(hours=3)
"""Words and colours of the minutes of this hour and the next two."""
TRUSTED_FOR = timedelta(hours=24)
"""Without a contact for so long a device says `clock_untrusted` of what rotates."""
LARGEST_TRUSTED_OFFSET = timedelta(minutes=5)
"""A clock that is further off is trusted no more, whatever it is corrected by."""

assert TRUSTED_FOR <= GOOD_FOR


@dataclass(frozen=True, slots=True)
class InspectionBundle:
    """The keys of a tenant as JWKs (those of block lists too), its zones, its block list as a
    signed text, and the signs of the minutes by which people check at sight."""

    tenant: Tenant
    keys: tuple[dict[str, Any], ...]
    zones: tuple[tuple[int, str], ...]
    """Number and id of each fare zone."""
    block_list: str
    signs: tuple[SightSign, ...]


def make_bundle(tenant: Tenant, *, at: datetime) -> InspectionBundle:
    """What a device of this tenant fetches when somebody signs on and every hour."""
    # The list first: it may make the key that it is signed with.
    block_list = signed_block_list(tenant, at=at)
    hour = at.replace(minute=0, second=0, microsecond=0)
    zones = FareZone.objects.filter(tenant=tenant).order_by("number")
    return InspectionBundle(
        tenant=tenant,
        keys=tuple(key.to_jwk() for key in IssuerKey.objects.published().filter(tenant=tenant)),
        zones=tuple(zones.values_list("number", "zone_id")),
        block_list=block_list,
        signs=tuple(signs_ahead(tenant.pk, at=hour, until=hour + SIGNS_FOR)),
    )
