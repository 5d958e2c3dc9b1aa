"""The price of a rental on the wire: whoever adds it up as TOMP says comes to what we charge."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operators.fleet.states import PartType, PlanPartKind, PlanUnit
from operators.fleet.terms import PartTerms, PlanTerms
from protocols.tomp.v1_6.rentals import charged_to_wire
from sales.fares.rentals import Use, price_rental

VAT_RATE = Decimal("21.00")
amounts = st.decimals("0.01", "20", places=2)
UNLOCK = PartTerms(PartType.FIXED, Decimal("1.00"), name="Unlock fee")
parts = st.one_of(
    st.builds(PartTerms, st.just("FIXED"), amounts),
    st.builds(
        PartTerms,
        st.just("FLEX"),
        amounts,
        unit=st.sampled_from(["KM", "SECOND", "MINUTE", "HOUR", "MILE"]),
        units=st.sampled_from([Decimal(1), Decimal(15), Decimal("2.5")]),
    ),
    st.builds(PartTerms, st.just("MAX"), amounts),
    st.builds(
        PartTerms,
        st.just("FLEX"),
        st.decimals("-100", "-1", places=0),
        kind=st.just("DISCOUNT"),
        unit=st.just("PERCENTAGE"),
    ),
    st.builds(PartTerms, st.just("FIXED"), amounts.map(lambda a: -a), kind=st.just("DISCOUNT")),
    st.builds(PartTerms, st.just("FIXED"), amounts, kind=st.just("SURGE")),
)
uses = st.builds(
    Use,
    seconds_in_use=st.integers(0, 200_000),
    seconds_paused=st.just(0),
    metres=st.integers(0, 100_000),
)


def plan_of(*told: PartTerms, tax_included: bool = True) -> PlanTerms:
    return PlanTerms("plan", "Plan", "EUR", False, tax_included, told)


def told(plan: PlanTerms, use: Use) -> list[dict[str, object]]:
    price = price_rental(plan, use, vat_rate=VAT_RATE)
    return [charged_to_wire(part, price.currency) for part in price.parts]


def added_up(wire: list[dict[str, object]]) -> Decimal:
    """The sum of all parts but those of type MAX, and not more than those."""
    exact = [(part["type"], Decimal(str(part["amount"]))) for part in wire]
    total = sum((amount for kind, amount in exact if kind != "MAX"), Decimal())
    return min([total, *(amount for kind, amount in exact if kind == "MAX")])


@given(st.lists(parts, max_size=5), uses, st.booleans())
def test_parts_add_up_to_what_is_charged(told_parts, use, tax_included):
    plan = plan_of(*told_parts, tax_included=tax_included)
    price = price_rental(plan, use, vat_rate=VAT_RATE)

    wire = [charged_to_wire(part, price.currency) for part in price.parts]

    assert added_up(wire) == price.amount
    assert {part.get("unitType") for part in wire} <= {*PlanUnit, None} - {PlanUnit.PERCENTAGE}


def test_cap_is_told_as_itself():
    cap = PartTerms(PartType.MAX, Decimal("25.00"), name="At most")
    minutes = PartTerms(PartType.FLEX, Decimal("0.19"), unit=PlanUnit.MINUTE)

    wire = told(plan_of(UNLOCK, minutes, cap), Use(60 * 200, 0, 0))

    assert wire == [
        {"amount": 1.0, "currencyCode": "EUR", "type": "FIXED", "name": "Unlock fee"},
        {
            "amount": 38.0,
            "currencyCode": "EUR",
            "type": "FLEX",
            "unitType": "MINUTE",
            "units": 200,
        },
        {"amount": 25.0, "currencyCode": "EUR", "type": "MAX", "name": "At most"},
    ]


@pytest.mark.parametrize(
    ("kind", "percent", "amount"),
    [(PlanPartKind.DISCOUNT, -10, -0.1), (PlanPartKind.SURGE, 50, 0.5)],
)
def test_share_is_told_as_an_amount(kind, percent, amount):
    share = PartTerms(PartType.FLEX, Decimal(percent), kind=kind, unit=PlanUnit.PERCENTAGE)

    wire = told(plan_of(UNLOCK, share), Use())

    assert wire[1] == {"amount": amount, "currencyCode": "EUR", "type": "FIXED", "kind": kind}
