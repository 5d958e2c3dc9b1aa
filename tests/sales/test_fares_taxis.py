"""The price of a trip by taxi."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from operators.fleet.states import PartType, PlanUnit
from operators.fleet.terms import PartTerms, PlanTerms
from sales.fares.metering import Use
from sales.fares.rentals import RentalPrice, price_rental
from sales.fares.taxis import price_taxi

GETTING_IN = PartTerms(PartType.FIXED, Decimal("4.00"), name="Basic fare")
PER_KM = PartTerms(PartType.FLEX, Decimal("2.00"), unit=PlanUnit.KM, name="Per kilometre")
PER_MINUTE = PartTerms(PartType.FLEX, Decimal("0.50"), unit=PlanUnit.MINUTE, name="Per minute")
PLAN = PlanTerms("taxi", "Taxi", "EUR", False, True, (GETTING_IN, PER_KM, PER_MINUTE))
VAT = Decimal(7)
metres, seconds = st.integers(0, 300_000), st.integers(0, 24 * 3600)


def price(metres: int, seconds: int) -> RentalPrice:
    return price_taxi(PLAN, metres=metres, seconds=seconds, vat_rate=VAT)


def test_trip_costs_each_kilometre_and_minute_begun():
    told = price(1893, 228)

    assert [(part.title, part.amount) for part in told.parts] == [
        ("Basic fare", Decimal("4.00")),
        ("Per kilometre", Decimal("4.00")),
        ("Per minute", Decimal("2.00")),
    ]
    assert (told.amount, told.tax_amount) == (Decimal("10.00"), Decimal("0.65"))


def test_trip_that_ended_where_it_began_costs_getting_in():
    assert price(0, 0).amount == Decimal("4.00")


@given(metres=metres, seconds=seconds)
def test_trip_costs_what_a_rental_of_that_use_does(metres, seconds):
    use = Use(seconds_in_use=seconds, metres=metres)

    assert price(metres, seconds) == price_rental(PLAN, use, vat_rate=VAT)


@given(metres=metres, seconds=seconds, more=metres, longer=seconds)
def test_farther_or_longer_never_costs_less(metres, seconds, more, longer):
    assert price(metres, seconds).amount <= price(metres + more, seconds + longer).amount
