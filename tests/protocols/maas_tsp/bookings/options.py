"""Options made of offers by hand, for what does not depend on how they are listed."""

from __future__ import annotations

from typing import Any

from sales.models import Offer

LEG = {
    "mode": "BUS",
    "startTime": 1893492000000,
    "endTime": 1893493200000,
    "from": {"lat": 52.1, "lon": 4.3},
    "to": {"lat": 52.2, "lon": 4.4},
}


def option_of(offer: Offer) -> dict[str, Any]:
    """What a caller sends back of an option; of our own nothing but the reference is in it."""
    return {
        "leg": LEG,
        "meta": {"offer": {"ref": offer.reference}},
        "terms": {},
        "tspProduct": {"id": offer.product.code},
    }
