"""The one statement that reads legs with all that a face tells of them.

Every app reads its leg again and again, and to put this statement together with its many tables
takes Django, and to plan it takes the database, far longer than to run it. So it is written by
hand and prepared. What comes back are the usual models, with the columns that are named here
alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from bookings.models import Booking, Leg
from operators.models import Tenant
from operators.prepared import Row, Source, columns_of, fetch_rows, models_of
from sales.models import Customer, Offer, Product
from tickets.models import Barcode, IssuerKey, Ticket, TicketType

SOURCES = (
    Source(
        "leg",
        Leg,
        "booking_id",
        "reference",
        "state",
        "sequence",
        "traveller_references",
        "ride",
        "departs_at",
        "arrives_at",
        "prepared_at",
        "started_at",
        "closed_at",
        "ticket_id",
    ),
    Source(
        "booking",
        Booking,
        "kind",
        "reference",
        "state",
        "media",
        "held_until",
        "answer_until",
        "callback_address",
        "cancel_origin",
        "booked_at",
        "order_id",
    ),
    Source("tenant", Tenant, "timezone", "country", "currency"),
    Source("customer", Customer, "reference", "external_id"),
    Source(
        "offer",
        Offer,
        "rides",
        "price_parts",
        "amount",
        "tax_amount",
        "currency",
        "vat_rate",
        "confirm_minutes",
        "cancellation",
        "cancellation_fee",
    ),
    Source("product", Product, "code", "name"),
    Source("product_type", TicketType, "symbology"),
    Source(
        "ticket",
        Ticket,
        "state",
        "product_number",
        "label",
        "zones",
        "passengers",
        "specimen",
        "issued_at",
        "activate_until",
        "activated_at",
        "valid_from",
        "valid_until",
        "activation",
        "closed_at",
    ),
    Source(
        "ticket_type",
        TicketType,
        "barcode_format",
        "fare_document",
        "symbology",
        "rotation_seconds",
        "overlap_seconds",
        "device_signed",
        "checked_online",
        "age_check",
        "media",
    ),
    Source(
        "barcode",
        Barcode,
        "ticket_id",
        "key_id",
        "handset_id",
        "format",
        "starts_at",
        "ends_at",
        "dies_at",
        "payload",
        "handed_out_at",
    ),
    Source(
        "issuer_key",
        IssuerKey,
        "purpose",
        "state",
        "algorithm",
        "uic_provider",
        "uic_key_id",
        "sealed_private_key",
    ),
)

COLUMNS = columns_of(SOURCES)
TABLES = """
    FROM bookings_leg leg
    JOIN bookings_booking booking ON booking.id = leg.booking_id
    JOIN operators_tenant tenant ON tenant.id = booking.tenant_id
    JOIN sales_offer offer ON offer.id = booking.offer_id
    JOIN sales_product product ON product.id = offer.product_id
    JOIN tickets_tickettype product_type ON product_type.id = product.ticket_type_id
    LEFT JOIN sales_customer customer ON customer.id = booking.customer_id
    LEFT JOIN tickets_ticket ticket ON ticket.id = leg.ticket_id
    LEFT JOIN tickets_tickettype ticket_type ON ticket_type.id = ticket.ticket_type_id
    LEFT JOIN tickets_barcode barcode
        ON barcode.ticket_id = ticket.id
        AND barcode.starts_at <= %(at)s AND barcode.ends_at > %(at)s
    LEFT JOIN tickets_issuerkey issuer_key
        ON issuer_key.tenant_id = booking.tenant_id AND issuer_key.state = 'ACTIVE'
        AND issuer_key.purpose = ticket_type.barcode_format
"""
ANCILLARIES = """
    ARRAY(
        SELECT ARRAY[extra.category, extra.number, extra.name]
        FROM bookings_legancillary extra WHERE extra.leg_id = leg.id
        ORDER BY extra.category, extra.number
    )
"""
SELECT = f"SELECT {COLUMNS}, {ANCILLARIES} {TABLES}"
ONE_LEG = f"{SELECT} WHERE leg.reference = %(reference)s AND booking.channel_id = %(channel)s"
ONE_BOOKING = (
    f"{SELECT} WHERE booking.reference = %(reference)s AND booking.channel_id = %(channel)s"
    " ORDER BY leg.sequence"
)
BOOKINGS = f"{SELECT} WHERE booking.id = ANY (%(bookings)s::bigint[]) ORDER BY leg.sequence"


class Extra(NamedTuple):
    """What was added to a leg, as TOMP's dictionary numbers it and as people call it."""

    category: str
    number: str
    name: str


@dataclass(frozen=True, slots=True)
class LegRow:
    """A leg with its booking and ticket, and what its barcode comes from; None where there is
    none."""

    leg: Leg
    barcode: Barcode | None
    """The row of the window that holds the moment. A leg with several comes in several rows."""
    key: IssuerKey | None
    """The tenant's active key for the format of the ticket; None without a ticket."""
    ancillaries: tuple[Extra, ...]


def fetch_legs(statement: str, values: Mapping[str, Any]) -> list[LegRow]:
    """The legs that one of the statements above finds."""
    return [_leg_row(row) for row in fetch_rows(statement, values)]


def _leg_row(row: Row) -> LegRow:
    found = models_of(SOURCES, row)
    offer: Offer = found["offer"]
    offer.product = found["product"]
    offer.product.ticket_type = found["product_type"]
    booking: Booking = found["booking"]
    booking.tenant = found["tenant"]
    booking.customer = found["customer"]
    booking.offer = offer
    leg: Leg = found["leg"]
    leg.booking = booking
    leg.ticket = found["ticket"]
    if leg.ticket is not None:
        leg.ticket.ticket_type = found["ticket_type"]
        leg.ticket.tenant = found["tenant"]
    ancillaries = tuple(Extra(*each) for each in row[-1])
    return LegRow(leg, found["barcode"], found["issuer_key"], ancillaries)
