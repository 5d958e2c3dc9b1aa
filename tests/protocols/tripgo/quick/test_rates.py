"""What a rental costs, in words."""

from decimal import Decimal

import pytest

from operators.fleet.terms import PartTerms, PlanTerms
from operators.models import Asset
from protocols.tripgo.quick.choices import price_with_rates
from protocols.tripgo.quick.rates import rates_in_short, rates_in_words
from protocols.tripgo.quick.wording import LANGUAGES
from sales.models import Product
from tests.counting import counted
from tests.factories.fleet import PlanPartFactory, PricingPlanFactory
from tests.protocols.tripgo.kept import keep, path_to, scooter_segment
from tests.protocols.tripgo.strictly import get_strictly, post_strictly

RATES = "€1.00 to unlock, then €0.19 a minute"
TEN_MINUTES = f"{RATES}; about €2.90 for this trip"


def part(part_type, amount, **facts):
    exact = {name: Decimal(facts[name]) for name in ("units", "scale_from", "scale_to", "minimum",
             "maximum") if name in facts}  # fmt: skip
    return PartTerms(part_type, Decimal(amount), **{**facts, **exact})


UNLOCKING = part("FIXED", "1.00")
MINUTES = part("FLEX", "0.19", unit="MINUTE")


def plan_of(*parts, currency="EUR", tax_included=True):
    return PlanTerms("plan", "Plan", currency, not tax_included, tax_included, parts)


def words(*parts, language="en", **facts):
    plan = plan_of(*parts, **facts)
    return rates_in_words(plan, LANGUAGES[language], vat_rate=Decimal(21))


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", RATES),
        ("nl", "€\u00a01,00 om te ontgrendelen, daarna €\u00a00,19 per minuut"),
        ("de", "1,00\u00a0€ zum Aufschließen, danach 0,19\u00a0€ pro Minute"),
        ("fr", "1,00\u00a0€ pour déverrouiller, puis 0,19\u00a0€ par minute"),
        ("nb", "1,00\u00a0€ for å låse opp, deretter 0,19\u00a0€ per minutt"),
    ],
)
def test_rates_are_told_in_each_language(language, told):
    assert words(UNLOCKING, MINUTES, language=language) == told


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ([], ""),
        ([part("FIXED", "0.00")], ""),
        ([UNLOCKING], "€1.00 to unlock"),
        ([UNLOCKING, part("FIXED", "0.50", kind="SURGE")], "€1.50 to unlock"),
        ([MINUTES], "€0.19 a minute"),
        ([part("FLEX", "0.003", unit="SECOND")], "€0.003 a second"),
        ([part("FLEX", "6", unit="HOUR")], "€6.00 an hour"),
        ([part("FLEX", "0.3", unit="KM")], "€0.30 a km"),
        ([part("FLEX", "0.5", unit="MILE")], "€0.50 a mile"),
        ([part("FLEX", "1", unit="MINUTE", units="15")], "€1.00 per 15 min"),
        (
            [part("FLEX", "1", unit="KM", scale_from="2", scale_to="10", scale_unit="KM")],
            "€1.00 a km from 2 km on up to 10 km",
        ),
        (
            [part("FIXED", "5", scale_from="30", scale_to="60", scale_unit="MINUTE")],
            "€5.00 from 30 min on",
        ),
        ([part("FLEX", "0.05", unit="MINUTE", use="PAUSED")], "€0.05 a minute while paused"),
        ([MINUTES, part("MAX", "25"), part("MAX", "20")], "€0.19 a minute, at most €20.00"),
        (
            [part("FLEX", "0.19", unit="MINUTE", minimum="1", maximum="5")],
            "€0.19 a minute (at least €1.00, at most €5.00)",
        ),
        ([UNLOCKING, part("FLEX", "10", unit="PERCENTAGE")], "€1.00 to unlock, then 10% on top"),
        ([MINUTES, part("FLEX", "-20", unit="PERCENTAGE")], "€0.19 a minute, 20% off"),
        ([UNLOCKING, part("FIXED", "-0.5")], "€1.00 to unlock, then €0.50 off"),
    ],
)
def test_every_part_of_a_plan_is_told(parts, told):
    assert words(*parts) == told


def test_rates_are_what_customers_pay():
    """The VAT is added where the plan's amounts are without; what is paid once is in coins."""
    told = words(part("FIXED", "0.99"), MINUTES, tax_included=False)

    assert told == "€1.20 to unlock, then €0.2299 a minute"


@pytest.mark.parametrize(
    ("parts", "language", "told"),
    [
        ([], "en", "€1.00"),
        ([MINUTES], "en", "€1.00 + €0.19/min"),
        ([MINUTES], "de", "1,00\u00a0€ + 0,19\u00a0€/min"),
        ([part("FLEX", "1", unit="MINUTE", units="15")], "en", "€1.00 + €1.00/15 min"),
        ([MINUTES, part("FLEX", "0.3", unit="KM")], "en", "€1.00 + €0.19/min + €0.30/km"),
        ([part("FLEX", "0.05", unit="MINUTE", use="PAUSED"), part("MAX", "20")], "en", "€1.00"),
        (
            [
                part("FLEX", "1", unit="KM", scale_from="2", scale_unit="KM"),
                part("FLEX", "-20", unit="PERCENTAGE"),
                part("FLEX", "10", unit="PERCENTAGE"),
            ],
            "en",
            "€1.00",
        ),
    ],
)
def test_price_in_short_has_what_is_counted_from_the_beginning(parts, language, told):
    plan, phrases = plan_of(*parts), LANGUAGES[language]
    rates = rates_in_short(plan, phrases, vat_rate=Decimal(21))

    assert price_with_rates(Decimal(1), "EUR", rates, phrases) == told


def test_vehicle_that_costs_nothing_before_it_is_used_is_told_by_its_rates():
    assert price_with_rates(Decimal(0), "EUR", ["€0.19/min"], LANGUAGES["en"]) == "€0.19/min"
    assert price_with_rates(Decimal(0), "EUR", [], LANGUAGES["en"]) == "€0.00"


@pytest.fixture
def path(tripgo, db):
    return path_to(keep(tripgo, scooter_segment(tripgo)), "step1")


def test_list_tells_the_rates_and_what_the_trip_comes_to(tripgo, stranger, path):
    Product.objects.filter(pk=tripgo.rentals.product.pk).update(description="Helmets are in.")

    [option] = get_strictly(stranger, path)

    assert option["subtitle"].endswith(f": {TEN_MINUTES}")
    assert option["fares"][0]["description"] == f"{TEN_MINUTES}. Helmets are in."
    assert (option["price"], option["priceString"]) == (1, "€1.00 + €0.19/min")


def test_number_of_statements_does_not_depend_on_the_vehicles(tripgo, stranger, path):
    own = tripgo.rentals.asset
    stranger.get(path)
    with counted() as many:
        stranger.get(path)
    Asset.objects.filter(fleet=own.fleet).exclude(pk=own.pk).update(is_disabled=True)
    with counted() as alone:
        stranger.get(path)

    assert alone.statements == many.statements <= 9


def test_review_tells_the_rates(tripgo, app, path):
    told = post_strictly(app, f"{path}/{tripgo.rentals.product.code}")

    [fare] = told["review"][0]["fares"]
    assert fare["description"].startswith(TEN_MINUTES)
    assert (fare["price"], told["paymentOptions"][0]["description"]) == (100, "Nothing to pay now")


def test_review_of_who_goes_back_tells_the_rates_of_the_vehicle_that_is_held(tripgo, app, path):
    """While the first vehicle is held the list tells of another one, whose rates may differ."""
    own = tripgo.rentals.asset
    dear = PricingPlanFactory(fleet=own.fleet, parts=[])
    PlanPartFactory(plan=dear, type="FIXED", amount="3.00")
    Asset.objects.filter(fleet=own.fleet).exclude(pk=own.pk).update(plan=dear)
    book = f"{path}/{tripgo.rentals.product.code}"
    post_strictly(app, book)

    [option] = get_strictly(app, path)
    [fare] = post_strictly(app, book)["review"][0]["fares"]

    assert option["subtitle"].endswith(": €3.00 to unlock")
    assert (fare["description"][: len(RATES)], fare["price"]) == (RATES, 100)
