"""Checking a barcode online."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from operators.tenancy.actors import Actor
from operators.tenancy.constraints import EARLIEST, LATEST
from tickets.codecs.formats import BarcodeFormat
from tickets.codecs.reasons import Reason
from tickets.codecs.verification import Circumstances, Place, Verdict, verify_barcode
from tickets.inspection.actions.conclusions import ScannedTicket, draw_conclusions
from tickets.inspection.actions.devices import check_device_works
from tickets.inspection.models import Device, Scan
from tickets.inspection.queries import KnownTicket, key_ring
from tickets.inspection.readings import NOWHERE, Checked, Whereabouts
from tickets.inspection.rules import is_genuine, judge_by_ticket
from tickets.models import Ticket


@transaction.atomic
def check_barcode(
    device: Device,
    scanned: bytes,
    *,
    where: Whereabouts = NOWHERE,
    sequence: int | None = None,
    by: Actor,
    at: datetime,
) -> Checked:
    """Judge a barcode by all that we know, and keep the scan; a ticket for one use is used up if
    the answer lets the traveller through.

    With a `sequence`, the number of the scan in the device's own log, the same scan sent again
    gets the same answer and changes nothing; another barcode with that number is judged by itself
    and kept without one. DeviceStopped if the device was stopped.
    """
    if sequence is not None:
        # Two requests with one number, sent at once, go one after the other.
        device = Device.objects.lock(device)
        known = device.scans.filter(sequence=sequence).select_related("ticket").first()
        if known is not None:
            if _is_of(known, scanned, device=device):
                return _answer(known, known.ticket)
            # A device that counts anew must not be told of somebody else's ticket.
            sequence = None
    check_device_works(device)
    knowledge = KnownTicket(device.tenant, at=at)
    verdict = verify_barcode(
        scanned,
        ring=key_ring(device.tenant_id),
        circumstances=Circumstances(
            at=at,
            zone=device.tenant.zone,
            specimens_allowed=device.specimens_allowed,
            block_list=knowledge.block_list,
            place=place_of(where),
            seen=knowledge.seen,
            single_use=knowledge.single_use,
            online=True,
        ),
    )
    if verdict.ticket_id is not None:
        knowledge.find(verdict.ticket_id)
    reason = judge_verdict(verdict, knowledge.ticket, at=at)
    seen_at = knowledge.seen_at()
    scan = Scan.objects.create(
        **facts_of(verdict),
        **whereabouts_of(where),
        tenant_id=device.tenant_id,
        device=device,
        sequence=sequence,
        scanned_at=at,
        told_at=at,
        offset_seconds=0,
        ticket=knowledge.ticket,
        result=reason,
        judged=reason,
        online=True,
        received_at=at,
    )
    scanned_tickets = []
    if knowledge.ticket is not None:
        scanned_tickets = [ScannedTicket(knowledge.ticket, [*knowledge.scans, scan])]
    draw_conclusions([scan], scanned_tickets, by=by, at=at)
    return _answer(scan, knowledge.ticket, seen_at=seen_at)


def _is_of(scan: Scan, scanned: bytes, *, device: Device) -> bool:
    """Whether a stored scan may be one of that barcode, read at the moment of the scan."""
    verdict = verify_barcode(
        scanned,
        ring=key_ring(device.tenant_id),
        circumstances=Circumstances(
            at=scan.scanned_at,
            zone=device.tenant.zone,
            specimens_allowed=device.specimens_allowed,
        ),
    )
    facts = facts_of(verdict)
    return bool(scan.ticket_uuid == facts["ticket_uuid"] and scan.moment == facts["moment"])


def judge_verdict(verdict: Verdict, ticket: Ticket | None, *, at: datetime) -> Reason:
    """The reason of a verdict, given the ticket that the barcode names."""
    needs_phone = ticket is not None and ticket.ticket_type.device_signed
    if needs_phone and verdict.device_key is None and is_genuine(verdict.reason):
        return Reason.DEVICE_SIGNATURE_MISSING
    return judge_by_ticket(verdict.reason, ticket, at=at)


def place_of(where: Whereabouts) -> Place:
    """What a ticket must be good for there; unknown zones are not looked at."""
    return Place(zones=frozenset(where.zones) if where.zones else None)


def facts_of(verdict: Verdict) -> dict[str, Any]:
    """What a scan keeps of what the barcode says. (Whoever has our key could write any moment.)"""
    moment = verdict.moment
    return {
        "format": verdict.format or "",
        "ticket_uuid": verdict.ticket_id,
        "product_number": verdict.product,
        "moment": moment if moment and EARLIEST <= moment <= LATEST else None,
    }


def whereabouts_of(where: Whereabouts) -> dict[str, Any]:
    """What a scan keeps of where it was made."""
    latitude, longitude = where.position or (None, None)
    return {
        "place": where.place,
        "zones": sorted(set(where.zones)),
        "latitude": latitude,
        "longitude": longitude,
    }


def _answer(scan: Scan, ticket: Ticket | None, *, seen_at: datetime | None = None) -> Checked:
    return Checked(
        reason=Reason(scan.judged),
        format=BarcodeFormat(scan.format) if scan.format else None,
        ticket_uuid=scan.ticket_uuid,
        product_number=scan.product_number,
        moment=scan.moment,
        ticket=ticket,
        seen_at=seen_at,
    )
