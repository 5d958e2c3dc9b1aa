"""What holds for the price of every rental, or for every plan that is sane."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from operators.fleet.terms import PartTerms
from sales.fares.rentals import RentalPrice, Use, estimate_rental, price_rental
from sales.money import total, vat_in
from tests.factories.plans import plan

AMOUNT = st.decimals(min_value=0, max_value=Decimal("99.9999"), places=4)
BELOW = st.decimals(min_value=Decimal("-99.9999"), max_value=Decimal("-0.0001"), places=4)
ABOVE = st.decimals(min_value=Decimal("0.0001"), max_value=Decimal("99.9999"), places=4)
UNITS = st.decimals(min_value=Decimal("0.0001"), max_value=90, places=4)
RATE = st.decimals(min_value=0, max_value=100, places=2)
SECONDS = st.integers(0, 90_000)
METRES = st.integers(0, 60_000)
USES = st.builds(Use, SECONDS, SECONDS, METRES)
TIMES, DISTANCES = ["SECOND", "MINUTE", "HOUR"], ["KM", "MILE"]
SCALES = [*TIMES[1:], *DISTANCES]
STATES = st.sampled_from(["IN_USE", "IN_USE", "PAUSED"])


@st.composite
def ends(draw, units=SCALES):
    """No scale, or one with a start, an end or both, in order."""
    if draw(st.booleans()):
        return {}
    start, end = sorted(draw(st.lists(AMOUNT, min_size=2, max_size=2, unique=True)))
    told = {"scale_from": start, "scale_to": end}
    left_out = draw(st.sampled_from([None, "scale_from", "scale_to"]))
    kept = {name: value for name, value in told.items() if name != left_out}
    return {**kept, "scale_unit": draw(st.sampled_from(units))}


@st.composite
def limits(draw):
    """A least and a most amount, in order; or one of them, or none."""
    low, high = sorted([draw(AMOUNT), draw(AMOUNT)])
    told = {"minimum": low, "maximum": high}
    return {name: told[name] for name in draw(st.sets(st.sampled_from(sorted(told))))}


@st.composite
def adding(draw, kind="DEFAULT", amount=AMOUNT):
    """A part that is charged; a flex one whose scale is of its own measure."""
    use, least = draw(STATES), draw(limits())
    if draw(st.booleans()):
        return PartTerms("FIXED", draw(amount), kind=kind, use=use, **least, **draw(ends()))
    measure = draw(st.sampled_from([TIMES, DISTANCES]))
    scales = [unit for unit in measure if unit != "SECOND"]
    return PartTerms(
        "FLEX",
        draw(amount),
        kind=kind,
        unit=draw(st.sampled_from(measure)),
        units=draw(UNITS),
        use=use,
        **least,
        **draw(ends(scales)),
    )


CAPS = st.builds(PartTerms, st.just("MAX"), AMOUNT)
SURGES = st.one_of(
    adding("SURGE", ABOVE),
    st.builds(PartTerms, st.just("FLEX"), ABOVE, kind=st.just("SURGE"), unit=st.just("PERCENTAGE")),
)
DISCOUNTS = st.one_of(
    st.builds(PartTerms, st.just("FIXED"), BELOW, kind=st.just("DISCOUNT")),
    st.builds(
        PartTerms, st.just("FLEX"), BELOW, kind=st.just("DISCOUNT"), unit=st.just("PERCENTAGE")
    ),
    st.builds(
        PartTerms,
        st.just("FLEX"),
        BELOW,
        kind=st.just("DISCOUNT"),
        unit=st.sampled_from([*TIMES, *DISTANCES]),
    ),
)
CURRENCIES = st.sampled_from(["EUR", "NOK", "JPY", "KWD"])


def plans(*parts):
    """Plans of such parts, in any order."""
    return st.builds(
        lambda chosen, currency, included: plan(*chosen, currency=currency, tax_included=included),
        st.lists(st.one_of(*parts), max_size=6),
        CURRENCIES,
        st.booleans(),
    )


ANY_PLANS = plans(adding(), SURGES, DISCOUNTS, CAPS)
RISING_PLANS = plans(adding(), SURGES, CAPS)
"""Nothing is ever taken off in them but what is above a cap."""


def lowest_cap(terms, rate):
    """What a rental costs at most, VAT included; half a coin more, since it is rounded."""
    caps = [part.amount for part in terms.parts if part.type == "MAX"]
    if not caps:
        return None
    grown = min(caps) if terms.tax_included else min(caps) * (100 + rate) / 100
    return grown + Decimal("0.5" if terms.currency == "JPY" else "0.005")


@given(terms=ANY_PLANS, use=USES, rate=RATE)
def test_parts_and_their_vat_add_up_and_the_price_is_not_negative(terms, use, rate):
    price = price_rental(terms, use, vat_rate=rate)

    assert price.amount == total(part.amount for part in price.parts)
    assert price.tax_amount == total(part.tax_amount for part in price.parts)
    assert price.amount >= price.tax_amount >= 0
    assert price.tax_amount == vat_in(price.amount, rate)
    assert price.full_amount >= price.amount
    assert price.amount == round(price.amount, 2)


@given(terms=ANY_PLANS, use=USES, rate=RATE)
def test_price_is_never_above_its_cap(terms, use, rate):
    cap = lowest_cap(terms, rate)

    if cap is not None:
        assert price_rental(terms, use, vat_rate=rate).amount <= cap


@given(terms=RISING_PLANS, use=USES, more=USES, rate=RATE)
def test_longer_and_farther_never_costs_less(terms, use, more, rate):
    longer = Use(
        use.seconds_in_use + more.seconds_in_use,
        use.seconds_paused + more.seconds_paused,
        use.metres + more.metres,
    )

    before, after = (price_rental(terms, one, vat_rate=rate).amount for one in (use, longer))
    assert before <= after


@given(terms=ANY_PLANS, rate=RATE)
def test_estimate_is_the_price_of_no_use(terms, rate):
    estimate = estimate_rental(terms, vat_rate=rate)

    assert estimate == price_rental(terms, Use(), vat_rate=rate)
    assert all(part.type != "FLEX" or part.unit == "PERCENTAGE" for part in estimate.parts)


@given(terms=ANY_PLANS, use=USES, rate=RATE)
def test_without_a_tariff_for_pauses_they_are_use(terms, use, rate):
    running = replace(terms, parts=tuple(replace(part, use="IN_USE") for part in terms.parts))
    whole = Use(use.seconds_in_use + use.seconds_paused, 0, use.metres)

    split = price_rental(running, use, vat_rate=rate)
    assert split.parts == price_rental(running, whole, vat_rate=rate).parts


@given(amount=st.integers(0, 999), seconds=SECONDS, paused=SECONDS, rate=RATE, currency=CURRENCIES)
def test_pauses_at_the_same_tariff_cost_what_the_use_costs(amount, seconds, paused, rate, currency):
    """Second by second, so that no unit is begun twice."""
    parts = [
        PartTerms("FLEX", Decimal(amount), unit="SECOND", use=use) for use in ("IN_USE", "PAUSED")
    ]
    both, one = plan(*parts, currency=currency), plan(parts[0], currency=currency)

    split = price_rental(both, Use(seconds, paused), vat_rate=rate)
    assert split.amount == price_rental(one, Use(seconds + paused), vat_rate=rate).amount


@given(terms=ANY_PLANS, use=USES, rate=RATE)
def test_price_is_read_back_as_it_was_kept(terms, use, rate):
    price = price_rental(terms, use, vat_rate=rate)

    assert RentalPrice.from_json(price.to_json()) == price
