"""What holds for every tariff, or for every tariff that is sane."""

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from operators.timetable.itineraries import Itinerary
from sales.fares.parts import PricePart, line_prices
from sales.fares.prices import price_trip
from sales.money import round_amount, vat_in
from tests.factories.itineraries import ride, two_rides
from tests.factories.tariffs import (
    ADULT,
    CHILD,
    INFANT,
    amount_off,
    crowds,
    fare,
    group_fare,
    km_fare,
    percent,
    ride_fare,
    tariff,
    transfer,
    trip,
    zone_fare,
)

MONEY = st.decimals(min_value=0, max_value=Decimal("99.99"), places=2)
PERCENT = st.decimals(min_value=Decimal("0.01"), max_value=100, places=2)
RATE = st.decimals(min_value=0, max_value=100, places=2)
PEOPLE = st.lists(st.sampled_from([ADULT, CHILD, INFANT]), min_size=1, max_size=12)
DISCOUNTS = st.lists(
    st.one_of(
        st.builds(percent, PERCENT.map(str), min_travellers=st.integers(1, 4)),
        st.builds(
            amount_off,
            MONEY.filter(bool),
            category_id=st.sampled_from([None, ADULT, CHILD]),
        ),
    ),
    max_size=3,
)


@st.composite
def tariffs(draw):
    """Prices for adults and children by zones, for groups and for rides, with discounts."""
    steps = [
        zone_fare(draw(MONEY), zones, category_id=category)
        for category in (ADULT, CHILD)
        for zones in (1, 2)
    ]
    groups = [group_fare(draw(MONEY), size) for size in (3, 6)]
    rows = draw(st.sampled_from([steps, [*steps, *groups]]))
    rides = [
        ride_fare(str(draw(MONEY)), leg_group="local"),
        transfer(
            str(draw(MONEY)),
            kind=draw(st.sampled_from(["INSTEAD_OF_NEXT", "ON_TOP", "INSTEAD_OF_BOTH"])),
        ),
    ]
    # Two rides touch three zones, so they have no price but that by rides and the flat one.
    flat = [fare(draw(MONEY), category_id=None)]
    return tariff(*rows, *rides, *flat, *draw(DISCOUNTS), vat_rate=draw(RATE))


TRIPS = st.sampled_from([trip(), trip(two_rides())])


@given(product=tariffs(), where=TRIPS, people=PEOPLE)
def test_parts_add_up_and_nothing_is_negative(product, where, people):
    _, parts = price_trip(product, where, crowds(*people))

    rate = product.product.vat_rate
    lines = line_prices(parts)
    assert all(part.amount == part.unit_amount * part.count for part in parts)
    assert all(part.amount < 0 for part in parts if part.kind == "DISCOUNT")
    assert sum(part.amount for part in parts) == sum(
        line.unit_amount * line.count for line in lines
    )
    assert all(line.unit_amount >= 0 for line in lines)
    assert sum(part.tax_amount for part in parts) == sum(
        vat_in(round_amount(line.unit_amount * line.count), rate) for line in lines
    )


@given(product=tariffs(), where=TRIPS, people=PEOPLE)
def test_parts_are_read_back_as_they_were_stored(product, where, people):
    _, parts = price_trip(product, where, crowds(*people))

    assert [PricePart.from_json(part.to_json()) for part in parts] == parts


@given(product=tariffs(), where=TRIPS, people=PEOPLE, data=st.data())
def test_order_of_travellers_does_not_matter(product, where, people, data):
    shuffled = data.draw(st.permutations(people))

    assert bill(product, where, people) == bill(product, where, shuffled)


def bill(product, where, people):
    _, parts = price_trip(product, where, crowds(*people))
    return sorted((part.title, part.amount, part.tax_amount, part.rule) for part in parts)


def total(product, where, people):
    _, parts = price_trip(product, where, crowds(*people))
    return sum(part.amount for part in parts)


@given(
    units=st.tuples(MONEY, MONEY),
    people=PEOPLE,
    more=st.sampled_from([ADULT, CHILD, INFANT]),
    groups=st.lists(MONEY, min_size=3, max_size=3).map(sorted),
)
def test_one_more_traveller_is_never_cheaper_without_group_discounts(units, people, more, groups):
    product = tariff(
        fare(units[0]),
        fare(units[1], category_id=CHILD),
        *(group_fare(amount, size) for size, amount in zip((3, 6, 13), groups, strict=True)),
    )

    assert total(product, trip(), [*people, more]) >= total(product, trip(), people)


@given(prices=st.lists(MONEY, min_size=4, max_size=4).map(sorted), discounts=DISCOUNTS)
def test_one_more_zone_is_never_cheaper_where_steps_rise(prices, discounts):
    shared = [each for each in discounts if each.percent is None]
    product = tariff(*(zone_fare(p, n) for n, p in enumerate(prices, start=1)), *shared)
    trips = [
        trip(Itinerary((ride(zone_ids=tuple(f"Z{place}" for place in range(zones))),)))
        for zones in (1, 2, 3, 4)
    ]

    amounts = [total(product, where, [ADULT]) for where in trips]
    assert all(first <= second for first, second in pairwise(amounts))


@given(
    start=MONEY,
    per_km=st.decimals(min_value=0, max_value=9, places=4),
    metres=st.lists(st.integers(1, 300_000), min_size=2, max_size=2).map(sorted),
)
def test_a_longer_trip_is_never_cheaper_by_the_kilometre(start, per_km, metres):
    product = tariff(km_fare(start, per_km=per_km))

    shorter, longer = (total(product, long(length), [ADULT]) for length in metres)
    assert shorter <= longer


def long(metres):
    return trip(Itinerary((replace(ride(), distance_metres=metres),)))
