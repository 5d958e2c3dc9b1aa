from decimal import Decimal

import pytest

from sales.errors import NoFare, NotForCategory
from sales.fares.parts import LinePrice, PricePart, line_prices
from sales.fares.prices import price_trip
from sales.fares.trips import Trip
from tests.factories.tariffs import (
    ADULT,
    CHILD,
    INFANT,
    amount_off,
    crowds,
    fare,
    group_fare,
    percent,
    ride_fare,
    tariff,
    trip,
    zone_fare,
)


def price(product, *people, where: Trip | None = None):
    return price_trip(product, where or trip(), crowds(*people))


def told(parts):
    return [(part.title, str(part.amount), str(part.tax_amount)) for part in parts]


def test_price_has_one_part_for_each_category():
    currency, parts = price(
        tariff(fare("4.00"), fare("1.15", category_id=CHILD)), CHILD, ADULT, CHILD
    )

    assert currency == "EUR"
    assert told(parts) == [("2 × Child", "2.30", "0.19"), ("1 × Adult", "4.00", "0.33")]
    assert [(part.basis, part.rule) for part in parts] == [("FLAT", "One price for any trip.")] * 2


def test_discount_is_a_part_of_its_own():
    product = tariff(fare("4.00"), percent("12.5", "night"))

    _, parts = price(product, ADULT, ADULT)

    assert told(parts) == [
        ("2 × Adult", "8.00", "0.66"),
        ("2 × Adult, Night", "-1.00", "-0.08"),
    ]
    assert [(part.kind, str(part.unit_amount)) for part in parts] == [
        ("FARE", "4.00"),
        ("DISCOUNT", "-0.50"),
    ]


def test_discount_is_rounded_for_each_passenger():
    _, parts = price(tariff(fare("1.25"), percent("50")), ADULT, ADULT, ADULT)

    assert [str(part.amount) for part in parts] == ["3.75", "-1.89"]


def test_vat_of_the_parts_is_that_of_their_sum():
    _, parts = price(tariff(fare("0.50"), amount_off("0.05")), ADULT)

    assert sum(part.tax_amount for part in parts) == Decimal("0.04")
    assert sum(part.amount for part in parts) == Decimal("0.45")


def test_lines_have_the_discount_taken_off():
    product = tariff(
        fare("4.00"), fare("2.00", category_id=CHILD), percent("10", category_id=CHILD)
    )

    _, parts = price(product, ADULT, CHILD, CHILD)

    assert line_prices(parts) == [
        LinePrice(ADULT, "Adult", 1, Decimal("4.00"), is_group=False),
        LinePrice(CHILD, "Child", 2, Decimal("1.80"), is_group=False),
    ]


def test_group_pays_one_price_where_that_is_not_dearer():
    product = tariff(fare("4.00"), group_fare("10.00", 5))

    _, alone = price(product, ADULT, ADULT)
    _, together = price(product, ADULT, ADULT, ADULT)

    assert told(alone) == [("2 × Adult", "8.00", "0.66")]
    assert told(together) == [("1 × Group of up to 5", "10.00", "0.83")]
    assert (together[0].count, together[0].group_size) == (1, 5)
    assert together[0].rule == "One price for any trip; one price for up to 5 travellers."
    assert line_prices(together)[0].is_group


def test_group_is_put_down_to_the_category_that_most_belong_to():
    product = tariff(group_fare("10.00", 5))

    _, parts = price(product, ADULT, CHILD, CHILD)

    assert [part.category_id for part in parts] == [CHILD]


def test_group_that_is_too_large_pays_for_each():
    product = tariff(fare("4.00"), group_fare("5.00", 2))

    assert told(price(product, ADULT, ADULT, ADULT)[1]) == [("3 × Adult", "12.00", "0.99")]


def test_group_that_is_too_large_has_no_price_where_there_is_no_other():
    with pytest.raises(NoFare):
        price(tariff(group_fare("5.00", 2)), ADULT, ADULT, ADULT)


def test_discount_counts_once_for_a_group():
    product = tariff(group_fare("10.00", 5), amount_off("1.00", min_travellers=3))

    assert [str(part.amount) for part in price(product, ADULT, ADULT, ADULT)[1]] == [
        "10.00",
        "-1.00",
    ]


def test_infants_need_no_fare_and_do_not_count():
    product = tariff(fare("4.00"), percent("50", min_travellers=2))

    _, parts = price(product, INFANT, ADULT)

    assert told(parts) == [("1 × Adult", "4.00", "0.33"), ("1 × Infant, free", "0.00", "0.00")]
    assert parts[1].rule == "Infant travels free."


def test_infants_alone_are_free_in_the_currency_of_the_tenant():
    assert price(tariff(), INFANT)[0] == "EUR"


def test_infants_have_their_own_line_beside_a_group():
    _, parts = price(tariff(group_fare("10.00", 5)), ADULT, INFANT, CHILD)

    assert [(line.category_id, line.is_group) for line in line_prices(parts)] == [
        (ADULT, True),
        (INFANT, False),
    ]


def test_product_is_not_for_a_category_with_no_place():
    with pytest.raises(NotForCategory, match="Single is for nobody of Child; choose another"):
        price(tariff(fare("4.00"), limits={CHILD: 0}), ADULT, CHILD)


def test_product_is_for_no_more_than_its_limit():
    product = tariff(fare("4.00"), limits={ADULT: 2})

    assert price(product, ADULT, ADULT)[0] == "EUR"
    with pytest.raises(NotForCategory, match="for at most 2 × Adult"):
        price(product, ADULT, ADULT, ADULT)


def test_category_without_a_fare_has_no_price():
    with pytest.raises(NoFare):
        price(tariff(fare("4.00")), ADULT, CHILD)


def test_price_in_two_currencies_is_refused():
    product = tariff(fare("4.00"), fare("1.00", category_id=CHILD, currency="NOK"))

    with pytest.raises(NoFare, match="keep them in one"):
        price(product, ADULT, CHILD)


def test_fares_for_rides_come_before_one_price_and_after_zones():
    both = tariff(fare("9.00"), ride_fare("2.00"))
    zones = tariff(zone_fare("3.00", 1), ride_fare("2.00"))
    none_fits = tariff(fare("9.00"), ride_fare("2.00", network_id=5))

    assert told(price(both, ADULT)[1]) == [("1 × Adult, single", "2.00", "0.17")]
    assert told(price(zones, ADULT)[1]) == [("1 × Adult, 1 zone", "3.00", "0.25")]
    assert told(price(none_fits, ADULT)[1]) == [("1 × Adult", "9.00", "0.74")]


def test_part_is_read_back_as_it_was_stored():
    _, parts = price(tariff(zone_fare("3.00", 2), percent("10")), ADULT)

    assert [PricePart.from_json(part.to_json()) for part in parts] == parts
    assert parts[0].to_json() == {
        "category_id": ADULT,
        "category": "Adult",
        "count": 1,
        "unit_amount": "3.00",
        "amount": "3.00",
        "tax_amount": "0.25",
        "kind": "FARE",
        "basis": "ZONES",
        "rule": "The trip touches 1 of up to 2 zones.",
        "zones": 1,
        "rides": [],
    }


def test_part_that_was_stored_before_the_explanation_came_is_read():
    old = {
        "category_id": 1,
        "category": "Adult",
        "count": 2,
        "unit_amount": "4.00",
        "amount": "8.00",
        "tax_amount": "0.66",
    }

    part = PricePart.from_json(old)

    assert (part.title, part.amount, part.kind, part.rule) == (
        "2 × Adult",
        Decimal("8.00"),
        "FARE",
        "",
    )
