"""The words of orders on the wire, and ours (§4.6, §7)."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import CharField, UUIDField, Value

from operators.listing.fields import Field
from operators.listing.kinds import Choice, Integer, Moment, Reference, Text
from operators.listing.listings import Listing
from sales.models import OrderNote, OrderVersion
from sales.orders.listings import ORDERS
from sales.orders.states import NoteType

FIRST_VERSION = "1"
"""Products have no versions of their own; what was sold is kept with each line."""


class NoReservation(Reference):
    """Seats are not reserved, so no id is that of a reservation."""

    form = "an id; seats are not reserved yet, so no order has one"


class ProductVersion(Text):
    """A version of a product; each has one."""

    form = f"a version; products have no others than {FIRST_VERSION} yet"


[LINES] = ORDERS.children
ORDERS_HERE = replace(
    ORDERS,
    children=[
        replace(
            LINES,
            fields=[
                *LINES.fields,
                Field("reservation", NoReservation(), expression=Value(None, UUIDField())),
                Field(
                    "product_version",
                    ProductVersion(),
                    expression=Value(FIRST_VERSION, CharField()),
                ),
            ],
        )
    ],
)
"""With what every line has alike on this face."""
ORDER_LIST = ORDERS_HERE.renamed(
    {
        "id": "code",
        "status": "state",
        "version": "version",
        "balance": "balance",
        "totalAmount": "total_amount",
        "totalTaxAmount": "total_tax_amount",
        "currency": "currency",
        "createdAt": "created_at",
        "lastConfirmedAt": "confirmed_at",
        "organisationId": "organisation",
        "distributionChannelId": "channel",
        "pos": "pos",
        "externalReference": "external_reference",
        "contact": "contact",
        "createdBy": "created_by",
        "orderLineId": "lines.reference",
        "orderLineExternalReference": "lines.external_reference",
        "salesPackageId": "lines.product",
        "salesPackageVersion": "lines.product_version",
        "fareProductId": "lines.product",
        "fareProductVersion": "lines.product_version",
        "reservationId": "lines.reservation",
        "serviceJourneyId": "lines.trip_id",
        "datedServiceJourneyId": "lines.dated_trip",
        # What was sold keeps the journey that it was sold for, whatever runs in its place.
        "originalDatedServiceJourneyId": "lines.dated_trip",
        "fromStopPlaceId": "lines.origin",
        "toStopPlaceId": "lines.destination",
        "startTime": "lines.departs_at",
        "endTime": "lines.arrives_at",
    }
)
VERSION_LIST = Listing(
    OrderVersion, [Field("version", Integer()), Field("confirmed_at", Moment())], order="version"
).renamed({"version": "version", "confirmedAt": "confirmed_at"})
NOTE_LIST = Listing(
    OrderNote,
    [
        Field("order", Text(), path="order__code"),
        Field("line_reference", Reference()),
        Field("type", Choice(NoteType.values)),
        Field("written_at", Moment()),
    ],
    order="written_at",
    needs_filter=True,
).renamed(
    {
        "orderId": "order",
        "orderLineId": "line_reference",
        "type": "type",
        "createdAt": "written_at",
    }
)

MODES = {
    0: "tram", 1: "metro", 2: "rail", 3: "bus", 4: "water", 5: "tram", 6: "cableway",
    7: "funicular", 11: "trolleyBus", 12: "rail",
}  # fmt: skip
"""NeTEx modes by GTFS route type."""
EXTENDED_MODES = {
    1: "rail", 2: "coach", 3: "rail", 4: "metro", 5: "metro", 7: "bus", 8: "trolleyBus",
    9: "tram", 10: "water", 11: "air", 12: "water", 13: "cableway", 14: "funicular", 15: "taxi",
}  # fmt: skip
"""By the hundreds of an extended route type."""


def mode_of(route_type: int) -> str:
    return MODES.get(route_type) or EXTENDED_MODES.get(route_type // 100, "unknown")
