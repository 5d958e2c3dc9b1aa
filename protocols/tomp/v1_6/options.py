"""Offers of every kind as options of TOMP 1.6."""

from __future__ import annotations

from typing import Any

from protocols.tomp.v1_6 import journeys, rentals, supplied
from sales.models import Offer, SalesChannel


def option_to_wire(offer: Offer, *, channel: SalesChannel, with_ids: bool) -> dict[str, Any]:
    """`booking` in state NEW; with ids it can be booked."""
    if offer.supply is not None:
        return supplied.option_to_wire(offer, channel=channel, with_ids=with_ids)
    kind = journeys if offer.asset_id is None else rentals
    return kind.option_to_wire(offer, channel=channel, with_ids=with_ids)
