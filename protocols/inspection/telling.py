"""How answers look on the wire."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from django.http import HttpResponse

from protocols.caching import body_tag
from sales.models import Product
from tickets.codecs.numbers import ticket_number
from tickets.codecs.reasons import shade
from tickets.inspection.bundle import (
    FETCH_EVERY,
    LARGEST_TRUSTED_OFFSET,
    SKEW,
    TRUSTED_FOR,
    InspectionBundle,
)
from tickets.inspection.models import Device
from tickets.inspection.readings import Checked, ScanOutcome
from tickets.inspection.rules import judge_without_barcode
from tickets.models import Ticket

NO_STORE = "no-store"
REVALIDATED = "private, no-cache"


def utc(moment: datetime) -> str:
    """UTC with a Z, with a fraction only where there is one."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def utc_or_none(moment: datetime | None) -> str | None:
    return None if moment is None else utc(moment)


def answer(body: Any, *, status: int = 200, headers: Mapping[str, str] | None = None) -> Any:
    """A finished answer. (Not typed, since the views of the framework want an answer of its own
    kind, which would be finished later.)"""
    content = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(
        content, status=status, content_type="application/json", headers=dict(headers or {})
    )


def device_to_wire(device: Device, *, last_sequence: int | None, at: datetime) -> dict[str, Any]:
    """A device with what it must know after it was started anew."""
    offset = device.clock_offset
    return {
        "id": str(device.reference),
        "name": device.name,
        "issuer": device.tenant.slug,
        "registeredAt": utc(device.registered_at),
        "lastContactAt": utc_or_none(device.last_contact_at),
        "clockOffsetSeconds": None if offset is None else float(offset),
        "specimensAllowed": device.specimens_allowed,
        "lastSequence": last_sequence,
        "serverTime": utc(at),
    }


def checked_to_wire(checked: Checked, *, at: datetime) -> dict[str, Any]:
    """The answer to a check: whether to let the traveller through, why, and whose ticket it is."""
    ticket_id = checked.ticket_uuid
    return {
        "valid": checked.valid,
        "reason": checked.reason.value,
        "shade": checked.shade.value,
        "format": checked.format and checked.format.value,
        "ticketId": ticket_id and str(ticket_id),
        "ticketNumber": ticket_id and ticket_number(ticket_id),
        "product": checked.product_number,
        "moment": utc_or_none(checked.moment),
        "seenAt": utc_or_none(checked.seen_at),
        "ticket": checked.ticket and _ticket(checked.ticket),
        "serverTime": utc(at),
    }


def _ticket(ticket: Ticket) -> dict[str, Any]:
    return {
        "label": ticket.label,
        "state": ticket.state,
        "passengers": ticket.passengers,
        "zones": list(ticket.zones),
        "validFrom": utc_or_none(ticket.valid_from),
        "validUntil": utc_or_none(ticket.valid_until),
        "specimen": ticket.specimen,
        "singleUse": ticket.ticket_type.single_use,
    }


def looked_up_to_wire(ticket: Ticket, *, seen_at: datetime | None, at: datetime) -> dict[str, Any]:
    """A ticket whose number somebody has typed."""
    reason = judge_without_barcode(ticket, at=at)
    return {
        "reason": reason.value,
        "shade": shade(reason).value,
        "ticketId": str(ticket.pk),
        "ticketNumber": ticket_number(ticket.pk),
        "product": ticket.product_number,
        "seenAt": utc_or_none(seen_at),
        "ticket": _ticket(ticket),
        "serverTime": utc(at),
    }


def outcome_to_wire(outcome: ScanOutcome) -> dict[str, Any]:
    """What became of one line of a log."""
    reason = outcome.judged
    return {
        "sequence": outcome.sequence,
        "outcome": outcome.receipt.value,
        "reason": reason and reason.value,
        "shade": reason and shade(reason).value,
        "detail": outcome.detail,
    }


def bundle_to_wire(bundle: InspectionBundle, products: Iterable[Product]) -> dict[str, Any]:
    """All that a device needs without a connection."""
    return {
        "issuer": bundle.tenant.slug,
        "timezone": bundle.tenant.timezone,
        "skewSeconds": int(SKEW.total_seconds()),
        "fetchEverySeconds": int(FETCH_EVERY.total_seconds()),
        "trustedForSeconds": int(TRUSTED_FOR.total_seconds()),
        "largestOffsetSeconds": int(LARGEST_TRUSTED_OFFSET.total_seconds()),
        "keys": [{**jwk, "iss": bundle.tenant.slug} for jwk in bundle.keys],
        "products": [_product(product) for product in products],
        "zones": [{"number": number, "name": name} for number, name in bundle.zones],
        "blockList": bundle.block_list,
        "signs": [
            {
                "from": utc(sign.starts_at),
                "until": utc(sign.ends_at),
                "word": sign.word,
                "colour": sign.colour.value,
            }
            for sign in bundle.signs
        ],
    }


def _product(product: Product) -> dict[str, Any]:
    kind = product.ticket_type
    assert kind is not None
    return {
        "number": product.number,
        "name": product.name,
        "format": kind.barcode_format,
        "singleUse": kind.single_use,
        "signedByPhone": kind.device_signed,
        "checkedOnline": kind.checked_online,
        "scansAllowed": kind.scans_allowed,
    }


def etag_of(body: Mapping[str, Any]) -> str:
    """Of what a body says. A signature is another one each time; what it signs is what counts."""
    told = {**body, "blockList": str(body["blockList"]).rpartition(".")[0]}
    return body_tag(json.dumps(told, sort_keys=True).encode())
