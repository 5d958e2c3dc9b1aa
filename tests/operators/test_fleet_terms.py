"""What a plan says, as a value that is kept, and in words."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operators.fleet.states import PartType, PlanPartKind, PlanUnit, VehicleUse
from operators.fleet.terms import PartTerms, PlanTerms
from operators.fleet.wording import words_of_part, words_of_plan
from tests.counting import counted
from tests.factories.fleet import AT_MOST, PAUSING, PricingPlanFactory

amounts = st.decimals(-1000, 1000, places=4)
maybe = st.none() | amounts
parts = st.builds(
    PartTerms,
    type=st.sampled_from(PartType.values),
    amount=amounts,
    kind=st.sampled_from(PlanPartKind.values),
    unit=st.sampled_from(["", *PlanUnit.values]),
    units=amounts,
    scale_from=maybe,
    scale_to=maybe,
    scale_unit=st.sampled_from(["", *PlanUnit.values]),
    minimum=maybe,
    maximum=maybe,
    use=st.sampled_from(VehicleUse.values),
    name=st.text(max_size=5),
)
plans = st.builds(
    PlanTerms,
    plan_id=st.text(max_size=5),
    name=st.text(max_size=5),
    currency=st.just("EUR"),
    is_taxable=st.booleans(),
    tax_included=st.booleans(),
    parts=st.lists(parts, max_size=3).map(tuple),
    description=st.text(max_size=5),
)


@given(plans)
def test_plan_that_was_told_as_json_is_read_again(plan):
    assert PlanTerms.from_json(json.loads(json.dumps(plan.to_json()))) == plan


def test_plan_kept_without_newer_members_is_read():
    kept = {"plan_id": "p", "name": "P", "currency": "EUR", "is_taxable": False}
    kept |= {"tax_included": True, "parts": [{"type": "FIXED", "amount": "1.00"}]}

    assert PlanTerms.from_json(kept).parts == (PartTerms(type="FIXED", amount=Decimal("1.00")),)


@pytest.mark.django_db
def test_terms_hold_the_parts_in_their_order():
    plan = PricingPlanFactory(plan_id="plan-123", name="Standard E-Scooter")
    plan.parts.filter(sequence=1).update(sequence=3)

    terms = plan.terms()

    assert terms == PlanTerms(
        plan_id="plan-123",
        name="Standard E-Scooter",
        currency="EUR",
        is_taxable=False,
        tax_included=True,
        parts=(
            PartTerms(
                type="FLEX", amount=Decimal("0.1900"), unit="MINUTE", units=Decimal("1.0000"),
                name="Per minute",
            ),
            PartTerms(type="FIXED", amount=Decimal("1.0000"), name="Unlock fee"),
        ),
        description="Pay per minute pricing",
    )  # fmt: skip


@pytest.mark.django_db
def test_terms_take_one_query():
    plan = PricingPlanFactory()

    with counted() as count:
        plan.terms()

    assert count.statements == 1


@pytest.mark.django_db
def test_plan_in_words():
    plan = PricingPlanFactory(tax_included=False)

    assert words_of_plan(plan.terms()) == [
        "Unlock fee: EUR 1.00 once.",
        "Per minute: EUR 0.19 for each minute begun.",
        "The amounts are without VAT, which is added.",
    ]
    plan.tax_included = True
    assert words_of_plan(plan.terms())[-1] == "The amounts hold the VAT."


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (AT_MOST, "At most: never more than EUR 25.00."),
        (PAUSING, "Per minute: EUR 0.05 for each minute begun, while paused."),
        (
            {"type": "FLEX", "amount": Decimal("-12.5"), "kind": "DISCOUNT", "unit": "PERCENTAGE"},
            "12.5 percent off.",
        ),
        (
            {"type": "FIXED", "amount": Decimal(2), "kind": "SURGE"},
            "EUR 2.00 more once.",
        ),
        (
            {"type": "FLEX", "amount": Decimal(3), "unit": "KM", "units": Decimal("5.0"),
             "scale_from": Decimal(25), "scale_unit": "KM"},
            "EUR 3.00 for each 5 kilometres begun, from 25 kilometres on.",
        ),
        (
            {"type": "FIXED", "amount": Decimal("0.125"), "scale_to": Decimal("1.5"),
             "scale_unit": "HOUR"},
            "EUR 0.125 once, from 0 hours until 1.5 hours.",
        ),
        (
            {"type": "FLEX", "amount": Decimal(1), "unit": "HOUR", "scale_from": Decimal(1),
             "scale_unit": "HOUR", "minimum": Decimal(1), "maximum": Decimal("7.5")},
            "EUR 1.00 for each hour begun, from 1 hour on (at least EUR 1.00 and at most "
            "EUR 7.50).",
        ),
    ],
)  # fmt: skip
def test_part_in_words(facts, words):
    assert words_of_part(PartTerms(**facts), "EUR") == words
