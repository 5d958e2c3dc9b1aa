"""A device's scan log, and its upload."""

from __future__ import annotations

from tests.factories.inspection import DeviceFactory
from tests.factories.moments import BY, NOW, later
from tickets.codecs.formats import BarcodeFormat
from tickets.codecs.reasons import Reason
from tickets.inspection.actions.scans import take_scans
from tickets.inspection.readings import Reading
from tickets.models import Ticket

AT = later(minutes=30)
"""When logs are uploaded."""


def device_for(ticket, **facts):
    return DeviceFactory(tenant=ticket.tenant, **facts)


def read(sequence: int, ticket: Ticket | None = None, *, at=NOW, **facts) -> Reading:
    """A line of a log: the ticket was good."""
    told = {"told_at": at, "result": Reason.OK, **facts}
    if ticket is not None:
        told |= {"format": BarcodeFormat.T1, "ticket_uuid": ticket.pk, "product_number": 17}
    return Reading(sequence=sequence, **told)


def take(device, *readings, at=AT, **more):
    return take_scans(device, readings, by=BY, at=at, **more)


def receipts(outcomes):
    return [(outcome.receipt, outcome.judged) for outcome in outcomes]
