from datetime import date, time
from decimal import Decimal

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from sales.fares.discounts import Sale, best_discount
from tests.factories.itineraries import one_ride
from tests.factories.tariffs import ADULT, CHILD, amount_off, percent, span, trip

ALONE = Sale(trip(), travellers=1)


def off(*discounts, price="4.00", sale=ALONE, category=ADULT):
    found = best_discount(
        discounts,
        sale,
        unit_amount=Decimal(price),
        currency="EUR",
        category_id=category,
        basis="FLAT",
    )
    return found and (str(found.unit_amount), found.name)


def test_percentage_is_rounded_half_up():
    assert off(percent("12.50"), price="1.00") == ("-0.13", "Less")


def test_amount_is_never_more_than_the_price():
    assert off(amount_off("5.00"), price="4.00") == ("-4.00", "Less")


def test_discounts_do_not_add_up_and_the_largest_wins():
    assert off(percent("20", "young"), amount_off("1.00", "night")) == ("-1.00", "Night")
    assert off(percent("30", "young"), amount_off("1.00", "night")) == ("-1.20", "Young")


def test_first_by_code_of_equal_discounts_wins():
    assert off(percent("25", "b"), amount_off("1.00", "a")) == ("-1.00", "A")


def test_discount_that_takes_nothing_off_is_none():
    assert off(percent("0.10"), price="1.00") is None
    assert off(percent("50"), price="0.00") is None


def test_discount_in_another_currency_is_none():
    foreign = amount_off("1.00")
    foreign.currency = "NOK"

    assert off(foreign) is None


def test_discount_is_for_its_category():
    assert off(percent("50", category_id=CHILD)) is None
    assert off(percent("50", category_id=CHILD), category=CHILD) == ("-2.00", "Less")


def test_discount_for_a_category_is_none_for_the_price_of_a_group():
    assert off(percent("50", category_id=CHILD), category=None) is None
    assert off(percent("50"), category=None) == ("-2.00", "Less")


def test_discount_is_for_its_channel():
    app = percent("50", channel_id=7)

    assert off(app) is None
    assert off(app, sale=Sale(trip(), 1, channel_id=7)) == ("-2.00", "Less")


@pytest.mark.parametrize(("people", "lower"), [(2, False), (3, True), (5, True), (6, False)])
def test_discount_is_for_groups_of_its_size(people, lower):
    group = percent("50", min_travellers=3, max_travellers=5)

    assert (off(group, sale=Sale(trip(), people)) is not None) is lower


def test_discount_holds_in_its_time_band():
    noon = trip(one_ride(), spans=[span(time(12), time(13), [1])])

    assert off(percent("50", time_band_id=1)) is None
    assert off(percent("50", time_band_id=1), sale=Sale(noon, 1)) == ("-2.00", "Less")


def test_discount_holds_on_the_days_of_its_period():
    assert off(percent("50", period=DateRange(None, date(2026, 6, 1)))) is None
    assert off(percent("50", period=DateRange(date(2026, 6, 1), None))) == ("-2.00", "Less")


def test_discount_is_explained():
    noon = trip(one_ride(), spans=[span(time(12), time(13), [1])])

    found = best_discount(
        [percent("12.5", "together", time_band_id=1, min_travellers=3)],
        Sale(noon, 3),
        unit_amount=Decimal("4.00"),
        currency="EUR",
        category_id=ADULT,
        basis="FLAT",
    )

    assert found.rule == (
        "Together: 12.5 % off for 3 or more who travel together as the trip departs in Peak."
    )
    assert found.facts == {"band": "Peak"}
