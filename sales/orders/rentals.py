"""What a rental comes to on an order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sales.fares.rentals import RentalPrice
from sales.offers.models import Offer
from sales.orders.terms import LineTerms


@dataclass(frozen=True, slots=True)
class RentalSpan:
    """From when to when a vehicle was used, in UTC; the clock stopped at the end."""

    started_at: datetime
    ended_at: datetime


def rental_terms(offer: Offer, price: RentalPrice, span: RentalSpan | None) -> LineTerms:
    """The one line of a rental: paid once, whoever used the vehicle."""
    return LineTerms(
        product=offer.product,
        category_id=None,
        passenger_category="",
        unit_amount=price.amount,
        vat_rate=offer.vat_rate,
        is_group_ticket=False,
        travellers=(),
        count=1,
        full_unit_amount=None if price.full_amount == price.amount else price.full_amount,
        departs_at=span.started_at if span else None,
        arrives_at=span.ended_at if span else None,
        charges=[part.to_json() for part in price.parts],
    )
