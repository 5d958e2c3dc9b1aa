"""The price of a trip by taxi, from the distance, the time and the pricing plan. Pure rules."""

from __future__ import annotations

from decimal import Decimal

from operators.fleet.terms import PlanTerms
from sales.fares.metering import Use
from sales.fares.rentals import RentalPrice, price_rental


def price_taxi(plan: PlanTerms, *, metres: int, seconds: int, vat_rate: Decimal) -> RentalPrice:
    """What the plan asks for a trip of so many metres and seconds; the VAT rate is in percent.

    The same parts as a rental has: nobody pauses a taxi, so all the time is in use.
    """
    return price_rental(plan, Use(seconds_in_use=seconds, metres=metres), vat_rate=vat_rate)
