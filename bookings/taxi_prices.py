"""Prices of taxis that no pricing plan says: what the meter showed, and what cancelling costs."""

from __future__ import annotations

from decimal import Decimal

from bookings.models import TaxiRide
from operators.fleet.states import PartType, PlanPartKind
from sales.fares.rentals import ChargedPart, RentalPrice, Use
from sales.money import ZERO, round_in, vat_in

FEE, METER = "Cancellation", "By the meter"


def fee_of(ride: TaxiRide) -> RentalPrice:
    """What calling the taxi off costs once a driver has accepted, VAT included."""
    rule = "The fleet asks for it once a driver has accepted."
    return _price_of(ride, ride.cancellation_fee, FEE, rule, Use())


def told_price(ride: TaxiRide, amount: Decimal) -> RentalPrice:
    """What the driver says that the ride costs, VAT included."""
    use = Use(seconds_in_use=ride.seconds or 0, metres=ride.metres or 0)
    return _price_of(ride, amount, METER, "The driver read it off the meter.", use)


def nothing_for(ride: TaxiRide) -> RentalPrice:
    """What was called off for free."""
    return RentalPrice(ride.plan_terms().currency, (), ZERO, ZERO)


def _price_of(ride: TaxiRide, amount: Decimal, name: str, rule: str, use: Use) -> RentalPrice:
    currency = ride.plan_terms().currency
    whole = round_in(currency, amount)
    tax = vat_in(whole, ride.vat_rate)
    part = ChargedPart(
        type=PartType.FIXED.value,
        kind=PlanPartKind.DEFAULT.value,
        name=name,
        unit="",
        units=Decimal(0),
        amount=whole,
        tax_amount=tax,
        rule=rule,
    )
    return RentalPrice(currency, (part,), whole, tax, use)
