"""What vehicles cost, in the rates of the format."""

from dataclasses import replace
from decimal import Decimal

import pytest

from operators.fleet.states import PartType, PlanUnit, VehicleUse
from operators.fleet.terms import PartTerms, PlanTerms
from protocols.maas_tsp.terms import rates_to_wire
from sales.fares.rentals import Use, price_rental
from tests.factories.fleet import (
    PlanPartFactory,
)
from tests.protocols.maas_tsp.worlds import (
    scooter_wish,
)

pytestmark = pytest.mark.django_db


def test_rates_are_told_in_seconds_and_with_vat(maas, caller):
    plan = maas.rentals.asset.asset_type.default_plan
    type(plan).objects.filter(pk=plan.pk).update(tax_included=False)
    plan.parts.all().delete()
    hour = {"scale_unit": PlanUnit.HOUR, "scale_from": Decimal("0.5")}
    for part in (
        {"amount": "2.00"},
        {"type": PartType.FLEX, "amount": "0.10", "unit": PlanUnit.MINUTE},
        {"type": PartType.FLEX, "amount": "0.05", "unit": PlanUnit.MINUTE, **hour},
        {"type": PartType.FLEX, "amount": "1.00", "unit": PlanUnit.KM},
        {
            "type": PartType.FLEX,
            "amount": "0.02",
            "unit": PlanUnit.MINUTE,
            "use": VehicleUse.PAUSED,
        },
        {"amount": "3.00", **hour},
        {"type": PartType.MAX, "amount": "20.00"},
    ):
        PlanPartFactory(plan=plan, **part)

    terms = caller.options(**scooter_wish())[0]["terms"]

    assert terms["fareRates"] == [
        {"amount": 1.19, "currency": "EUR", "timeInterval": 600},
        {"amount": 3.57, "currency": "EUR", "timeInterval": 3600, "startAt": 1800},
        {"amount": 3.57, "currency": "EUR", "startAt": 1800, "type": "extra"},
        {"amount": 23.8, "currency": "EUR", "type": "maxRate"},
    ]
    assert terms["pauseRates"] == [{"amount": 2.38, "currency": "EUR", "timeInterval": 6000}]
    assert terms["distanceRates"] == [{"amount": 1.19, "currency": "EUR", "metres": 1000}]
    assert terms["surcharges"] == {
        "pickup": {"isChargedUpfront": False, "amount": 2.38, "currency": "EUR"}
    }


def test_fixed_part_of_the_first_minutes_is_paid_at_the_pick_up():
    first = PartTerms(
        PartType.FIXED, Decimal("3.00"), scale_to=Decimal(30), scale_unit=PlanUnit.MINUTE
    )
    also = replace(first, amount=Decimal("0.50"), scale_from=Decimal(0))
    plan = PlanTerms("p", "Plan", "EUR", is_taxable=True, tax_included=True, parts=(first, also))

    told = rates_to_wire(plan, vat_rate=Decimal(19))

    assert price_rental(plan, Use(), vat_rate=Decimal(19)).amount == Decimal("3.50")
    assert told == {
        "surcharges": {"pickup": {"isChargedUpfront": False, "amount": 3.5, "currency": "EUR"}}
    }


def test_rate_that_no_interval_makes_whole_is_rounded():
    second = PartTerms(PartType.FLEX, Decimal("0.00013"), unit=PlanUnit.SECOND)
    plan = PlanTerms("p", "Plan", "EUR", is_taxable=True, tax_included=False, parts=(second,))

    told = rates_to_wire(plan, vat_rate=Decimal(19))

    assert told == {"fareRates": [{"amount": 0.15, "currency": "EUR", "timeInterval": 1000}]}
