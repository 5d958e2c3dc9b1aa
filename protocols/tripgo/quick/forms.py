"""An option as a form to look at (§7)."""

from __future__ import annotations

from typing import Any

from protocols.models import KeptTrip
from protocols.tripgo.operation import TripGoOperation
from protocols.tripgo.quick.choices import Choice, price_with_rates
from protocols.tripgo.quick.listing import way_of
from protocols.tripgo.quick.wording import phrases_for
from protocols.tripgo.trips.segments import Segment


def form_of(
    operation: TripGoOperation, trip: KeptTrip, segment: Segment, choice: Choice
) -> dict[str, Any]:
    """What the product is and what its fares cost. It has no action, so there is nothing to do."""
    phrases = phrases_for(operation.request)
    fields = [
        {
            "type": "string",
            "id": fare.id,
            "title": fare.name,
            "value": price_with_rates(fare.amount, fare.currency, choice.rates, phrases),
            "readOnly": True,
            "required": False,
            "keyboardType": "TEXT",
        }
        for fare in choice.fares
    ]
    return {
        "type": "bookingForm",
        "title": choice.product.name,
        "subtitle": choice.subtitle or way_of(segment, phrases),
        "form": [{"title": phrases.price, "fields": fields}],
    }
