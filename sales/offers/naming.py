"""What the legs of an offer are called by."""

from __future__ import annotations

from sales.offers.models import Offer


def named(offer: Offer) -> Offer:
    """The offer; where its channel's partner wants it so, its only leg has its reference."""
    if offer.channel.leg_shares_id and len(offer.legs) == 1:
        offer.legs[0]["reference"] = offer.reference
    return offer
