"""The price of a rental, part by part."""

from decimal import Decimal

import pytest

from sales.fares.parts import PartKind
from sales.fares.rentals import RentalPrice, Use, estimate_rental, price_rental
from sales.money import MOST
from tests.factories.plans import RIDE_TIME, UNLOCKING, VOI, at_most, fixed, flex, percent, plan

VAT = Decimal("19.00")
QUARTER = Use(15 * 60)


def priced(terms, seconds=0, metres=0, *, paused=0, vat=VAT):
    return price_rental(terms, Use(seconds, paused, metres), vat_rate=vat)


def amounts(price):
    return [str(part.amount) for part in price.parts]


def rules(price):
    return [part.rule for part in price.parts]


def test_quarter_of_an_hour_costs_what_the_seed_says():
    price = price_rental(VOI, QUARTER, vat_rate=VAT)

    assert (price.currency, str(price.amount), str(price.tax_amount)) == ("EUR", "3.85", "0.61")
    told = [(one.type, one.name, one.unit, one.units, str(one.amount)) for one in price.parts]
    assert told == [
        ("FIXED", "Unlock fee", "", 0, "1.00"),
        ("FLEX", "Ride time", "MINUTE", 15, "2.85"),
    ]
    assert [str(one.tax_amount) for one in price.parts] == ["0.16", "0.45"]
    assert rules(price) == ["Charged once.", "15 minutes at 0.19 for each minute begun."]


def test_estimate_has_the_fixed_part_alone():
    price = estimate_rental(VOI, vat_rate=VAT)

    assert (amounts(price), str(price.amount)) == (["1.00"], "1.00")


@pytest.mark.parametrize(
    ("seconds", "amount"), [(0, "1.00"), (1, "1.19"), (60, "1.19"), (61, "1.38"), (3600, "12.40")]
)
def test_each_minute_begun_counts(seconds, amount):
    assert str(priced(VOI, seconds).amount) == amount


@pytest.mark.parametrize(
    ("unit", "use", "amount"),
    [
        ("SECOND", {"seconds": 90}, "18.00"),
        ("HOUR", {"seconds": 3601}, "0.40"),
        ("KM", {"metres": 2001}, "0.60"),
        ("MILE", {"metres": 1609}, "0.20"),
        ("MILE", {"metres": 1610}, "0.40"),
    ],
)
def test_units_are_counted_as_they_are_begun(unit, use, amount):
    assert str(priced(plan(flex("0.20", unit)), **use).amount) == amount


def test_exact_miles_are_not_one_more():
    miles = plan(flex("1.00", "MILE"))

    assert str(priced(miles, metres=1_609_344).amount) == "1000.00"


def test_several_units_are_charged_at_once():
    price = priced(plan(flex("1.00", units="5")), 11 * 60)

    assert (amounts(price), price.parts[0].units) == (["3.00"], 15)
    assert rules(price) == ["15 minutes at 1.00 for each 5 minutes begun."]


def test_brackets_count_what_lies_in_them():
    brackets = plan(
        flex("0.30", scale_to="10", scale_unit="MINUTE"),
        flex("0.20", scale_from="10", scale_to="30", scale_unit="MINUTE"),
        flex("0.10", scale_from="30", scale_unit="MINUTE"),
    )

    assert amounts(priced(brackets, 10 * 60)) == ["3.00"]
    assert amounts(priced(brackets, 10 * 60 + 1)) == ["3.00", "0.20"]
    price = priced(brackets, 45 * 60)
    assert amounts(price) == ["3.00", "4.00", "1.50"]
    assert rules(price) == [
        "10 minutes, up to 10 minutes, at 0.30 for each minute begun.",
        "20 minutes, from 10 minutes on up to 30 minutes, at 0.20 for each minute begun.",
        "15 minutes, from 30 minutes on, at 0.10 for each minute begun.",
    ]


def test_bracket_of_an_hour_holds_minutes():
    terms = plan(flex("0.10", scale_from="1", scale_unit="HOUR"))

    assert str(priced(terms, 3600 + 61).amount) == "0.20"


def test_steps_in_a_bracket_begin_before_its_end():
    """Seven minutes at a time in the first hour: the ninth step begins in minute 56."""
    terms = plan(flex("1.00", units="7", scale_to="60", scale_unit="MINUTE"))

    assert str(priced(terms, 90 * 60).amount) == "9.00"


def test_scale_of_the_other_measure_takes_all_or_nothing():
    terms = plan(flex("0.50", scale_from="2", scale_to="4", scale_unit="KM"))

    assert amounts(priced(terms, 600, 1999)) == []
    assert amounts(priced(terms, 600, 2000)) == ["5.00"]
    assert amounts(priced(terms, 600, 4000)) == []


def test_fixed_part_with_a_scale_is_charged_once_when_it_is_reached():
    terms = plan(UNLOCKING, fixed("2.00", scale_from="30", scale_unit="MINUTE"))

    assert amounts(priced(terms, 30 * 60 - 1)) == ["1.00"]
    price = priced(terms, 30 * 60)
    assert amounts(price) == ["1.00", "2.00"]
    assert rules(price)[1] == "Charged once, from 30 minutes on."


def test_pause_without_a_tariff_is_charged_as_use():
    assert priced(VOI, 600, paused=300).amount == priced(VOI, 900).amount


def test_pause_has_its_own_tariff():
    terms = plan(
        UNLOCKING,
        RIDE_TIME,
        flex("0.05", use="PAUSED", name="Parked"),
        fixed("0.50", use="PAUSED"),
    )

    assert amounts(priced(terms, 600)) == ["1.00", "1.90"]
    price = priced(terms, 600, paused=300)
    assert amounts(price) == ["1.00", "1.90", "0.25", "0.50"]
    assert rules(price)[2:] == [
        "5 minutes while paused at 0.05 for each minute begun.",
        "Charged once while paused.",
    ]


def test_distance_is_never_paused():
    terms = plan(flex("1.00", "KM", use="PAUSED"))

    assert amounts(priced(terms, 600, 5000, paused=60)) == []


def test_part_comes_to_its_least_and_at_most_to_its_most():
    terms = plan(flex("0.20", minimum="1.00", maximum="2.00"))

    assert amounts(priced(terms, 0)) == []
    assert amounts(priced(terms, 60)) == ["1.00"]
    assert amounts(priced(terms, 9 * 60)) == ["1.80"]
    assert amounts(priced(terms, 60 * 60)) == ["2.00"]
    assert rules(priced(terms, 60)) == [
        "1 minute at 0.20 for each minute begun; 1.00 is the least that this part comes to."
    ]
    assert rules(priced(terms, 3600)) == [
        "60 minutes at 0.20 for each minute begun; 2.00 is the most that this part comes to."
    ]


def test_discount_and_surge_are_percents_of_the_price():
    terms = plan(UNLOCKING, RIDE_TIME, percent("20"), percent("-10"))

    price = priced(terms, 15 * 60)

    assert amounts(price) == ["1.00", "2.85", "0.77", "-0.39"]
    assert str(price.amount) == "4.23"
    assert rules(price)[2:] == ["20 % of 3.85, on top.", "10 % of 3.85, taken off."]
    assert str(price.full_amount) == "4.62"


def test_percents_of_nothing_are_left_out():
    assert amounts(priced(plan(RIDE_TIME, percent("20")))) == []


def test_discount_takes_off_no_more_than_there_is():
    terms = plan(UNLOCKING, fixed("-0.75", kind="DISCOUNT"), fixed("-0.75", kind="DISCOUNT"))

    price = priced(terms)

    assert (amounts(price), str(price.amount)) == (["1.00", "-0.75", "-0.25"], "0.00")
    assert rules(price)[2] == "Charged once; no more is taken off than was charged."


def test_discount_of_nothing_is_left_out():
    assert priced(plan(fixed("-1.00", kind="DISCOUNT"))).parts == ()


def test_discount_below_a_coin_takes_nothing_off():
    assert amounts(priced(plan(UNLOCKING, percent("-0.1")))) == ["1.00", "0.00"]


def test_cap_takes_off_what_is_above_it():
    price = priced(plan(UNLOCKING, RIDE_TIME, at_most("10.00"), at_most("5.00")), 3600)

    assert (amounts(price), str(price.amount)) == (["1.00", "11.40", "-7.40"], "5.00")
    cap = price.parts[-1]
    assert (cap.type, str(cap.cap), cap.rule) == ("MAX", "5.00", "A rental costs 5.00 at most.")
    assert price.full_amount == price.amount


def test_cap_that_is_not_met_says_nothing():
    assert amounts(priced(plan(UNLOCKING, at_most("1.00")))) == ["1.00"]


def test_vat_is_added_to_amounts_without_it():
    terms = plan(UNLOCKING, RIDE_TIME, at_most("4.00"), tax_included=False)

    price = priced(terms, 15 * 60)

    assert amounts(price) == ["1.19", "3.39"]
    assert (str(price.amount), str(price.tax_amount)) == ("4.58", "0.73")
    assert rules(price)[1] == ("15 minutes at 0.19 for each minute begun; 19 % VAT added.")
    assert str(priced(terms, 3600).amount) == "4.76"


def test_no_vat_is_added_where_there_is_none():
    terms = plan(UNLOCKING, tax_included=False)

    price = priced(terms, vat=Decimal(0))

    assert (str(price.amount), rules(price)) == ("1.00", ["Charged once."])


def test_amounts_are_rounded_to_the_coins_of_the_currency():
    yen = plan(flex("12.50"), percent("-10"), currency="JPY")

    assert amounts(priced(yen, 60)) == ["13.00", "-1.00"]
    dinars = plan(flex("0.0015"), currency="KWD")
    assert amounts(priced(dinars, 600)) == ["0.02"]
    gold = plan(flex("0.0055"), currency="XAU")
    assert amounts(priced(gold, 60)) == ["0.01"]


def test_price_that_is_finer_than_coins_is_rounded_once():
    price = priced(plan(flex("0.1234")), 10 * 60)

    assert (amounts(price), rules(price)) == (
        ["1.23"],
        ["10 minutes at 0.1234 for each minute begun."],
    )


def test_no_rental_costs_more_than_the_books_hold():
    price = priced(plan(flex("99999999.99", "SECOND")), 86_400)

    assert price.amount == MOST


def test_plan_without_parts_costs_nothing():
    price = priced(plan(), 3600)

    assert (price.parts, str(price.amount), str(price.tax_amount)) == ((), "0.00", "0.00")


def test_price_is_read_back_as_it_was_kept():
    terms = plan(UNLOCKING, RIDE_TIME, percent("-10"), at_most("2.00"))
    price = priced(terms, 900, 2_100)

    assert RentalPrice.from_json(price.to_json()) == price


def test_parts_are_told_as_offers_tell_theirs():
    first, second = (
        part.as_price_part() for part in priced(plan(fixed("1.00"), percent("-10"))).parts
    )

    assert (first.kind, first.basis, first.title) == (PartKind.FARE, "FIXED", "Fixed")
    assert (first.count, first.category_id, first.category) == (1, None, "")
    assert (second.kind, str(second.amount)) == (PartKind.DISCOUNT, "-0.10")


@pytest.mark.parametrize("use", [(-1, 0, 0), (0, -1, 0), (0, 0, -1)])
def test_nobody_uses_a_vehicle_less_than_not_at_all(use):
    with pytest.raises(ValueError, match="less than not at all"):
        Use(*use)
