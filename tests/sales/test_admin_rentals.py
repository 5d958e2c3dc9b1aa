"""Products of a fleet in the admin: their form, their price, and what an order of one tells."""

from __future__ import annotations

import pytest
from django.urls import reverse

from sales.admin.rentals import plan_table
from sales.catalogue.states import Cancellation
from sales.models import Discount, Order, Product, RideFare
from tests.admin_world import address, errors_of, logged_in, member
from tests.factories.fleet import (
    AT_MOST,
    PAUSING,
    PER_MINUTE,
    TENTH_OFF,
    UNLOCKING,
    FleetFactory,
    PlanPartFactory,
)
from tests.factories.operators import OperatorFactory
from tests.factories.rentals import OF_FLEET, open_rental_shop
from tests.factories.sales import CatalogueEntryFactory, ChannelTokenFactory, ProductFactory
from tests.factories.scenarios import open_shop
from tests.factories.tickets import TicketTypeFactory
from tests.sales.product_forms import NO_FARES, ONE_FARE
from tests.sales.renting import lower, offered, rent
from tests.standing import standing
from tickets.states import ValidityKind

pytestmark = pytest.mark.django_db


@standing
def shop():
    return open_rental_shop([UNLOCKING, PER_MINUTE, PAUSING, TENTH_OFF, AT_MOST])


@standing
def browser(shop):
    return logged_in(member(shop.tenant))


def rental_form(shop, **changes):
    return {
        "name": "Bicycle",
        "code": "bicycle",
        "number": 77,
        "operator": shop.fleet.operator_id,
        "fleet": shop.fleet.pk,
        "vat_rate": "19.00",
        "boarding_minutes": 15,
        "activation_days": 365,
        "cancellation": Cancellation.NEVER,
        "cancellation_fee": "0.00",
        **NO_FARES,
        **changes,
    }


def without_plans(shop):
    """A product of another fleet of the shop's operator."""
    fleet = FleetFactory(operator=shop.fleet.operator)
    facts = {**OF_FLEET, "tenant": shop.tenant, "operator": fleet.operator}
    return ProductFactory(**facts, fleet=fleet)


def stored(product):
    return Product.objects.get(pk=product.pk)


def test_rental_is_kept_without_tickets(shop, browser):
    response = browser.post(address(Product, "add"), rental_form(shop))

    assert response.status_code == 302
    product = Product.objects.get(code="bicycle")
    assert (product.fleet, product.ticket_type, product.validity) == (shop.fleet, None, "")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"validity": ValidityKind.CALENDAR_DAY}, "validity"),
        ({"valid_minutes": 60}, "valid_minutes"),
        ({"is_supplement": "on"}, "is_supplement"),
        ({"fare_class": "FIRST"}, "fare_class"),
        ({"is_group_ticket": "on"}, "is_group_ticket"),
        ({"cancellation_fee": "1.00"}, "cancellation_fee"),
    ],
)
def test_rental_with_rules_of_tickets_is_refused_in_words(shop, browser, changes, field):
    response = browser.post(address(Product, "add"), rental_form(shop, **changes))

    assert errors_of(response) == {field: ["A rental has no tickets; leave this empty."]}


def test_rental_with_a_ticket_type_is_refused_in_words(shop, browser):
    kind = TicketTypeFactory(tenant=shop.tenant)

    response = browser.post(address(Product, "add"), rental_form(shop, ticket_type=kind.pk))

    assert errors_of(response) == {"ticket_type": ["A rental has no tickets; leave this empty."]}


def test_rental_that_a_rule_gives_back_is_refused_in_words(shop, browser):
    form = rental_form(shop, cancellation=Cancellation.UNTIL_DEPARTURE)

    response = browser.post(address(Product, "add"), form)

    assert errors_of(response) == {
        "cancellation": ["A rental is never given back by a rule; choose Never."]
    }


def test_rental_by_another_operator_is_refused_in_words(shop, browser):
    other = OperatorFactory(tenant=shop.tenant)

    response = browser.post(address(Product, "add"), rental_form(shop, operator=other.pk))

    assert errors_of(response) == {
        "operator": [f"The fleet is run by {shop.fleet.operator}; choose that one."]
    }


def test_fleet_of_a_stranger_is_refused(shop, browser):
    form = rental_form(shop, fleet=open_rental_shop().fleet.pk)

    errors = errors_of(browser.post(address(Product, "add"), form))

    assert list(errors) == ["fleet"]


def test_fares_of_a_rental_are_refused_in_words(shop, browser):
    fare = {"fares-0-basis": "FLAT", "fares-0-amount": "1.00"}

    response = browser.post(address(Product, "add"), {**rental_form(shop), **ONE_FARE, **fare})

    [formset, *_] = response.context["inline_admin_formsets"]
    assert formset.formset.non_form_errors() == [
        "A rental has no fares: the pricing plans of the fleet tell its price."
    ]


def test_page_of_a_rental_tells_its_plans_instead_of_fares(shop, browser):
    response = browser.get(address(shop.product, "change"))

    assert response.context["inline_admin_formsets"] == []
    page = response.content.decode()
    assert plan_table(stored(shop.product)) in page


def test_plans_are_told_in_words(shop):
    plan = shop.asset.rented_by
    PlanPartFactory(plan=plan, amount="2.00", scale_from=30, scale_unit="MINUTE")
    PlanPartFactory(
        plan=plan,
        type="FLEX",
        amount="0.10",
        unit="MINUTE",
        units=5,
        scale_from=10,
        scale_to=30,
        scale_unit="MINUTE",
    )
    PlanPartFactory(plan=plan, type="FLEX", kind="SURGE", amount="20", unit="PERCENTAGE")

    told = plan_table(stored(shop.product))

    for words in (
        "Unlock fee: 1.00 once; ",
        "Per minute: 0.19 for each minute begun; ",
        "0.05 for each minute begun while paused; ",
        "10 % taken off; ",
        "At most: 25.00 at most; ",
        "2.00 once, from 30 minutes on; ",
        "0.10 for each 5 minutes begun, from 10 minutes on up to 30 minutes; ",
        "20 % on top",
    ):
        assert words in told
    assert f">{plan.name}<" in told
    assert ">1.10 EUR<" in told


def test_fleet_without_plans_says_so(shop):
    product = without_plans(shop)

    assert plan_table(product) == (
        "The fleet has no pricing plan yet, so nobody can rent its vehicles."
    )


def test_list_of_products_tells_tickets_from_fleets(shop, browser):
    response = browser.get(reverse("admin:sales_product_changelist"))

    assert shop.fleet.name in response.content.decode()


@pytest.mark.parametrize("model", [RideFare, Discount])
def test_fares_and_discounts_are_for_products_with_tickets(model):
    both = open_shop(single_product=False)

    field = model._meta.get_field("product")

    assert field.get_limit_choices_to() == {"fleet": None, "supplier": None}
    assert list(Product.objects.filter(**field.get_limit_choices_to(), pk=both.product.pk)) == [
        both.product
    ]


def test_page_of_an_order_explains_the_price_of_a_rental(shop, browser):
    order = rent(shop)

    page = browser.get(address(order, "change")).content.decode()

    for words in (
        "Unlock fee: 1.00. Charged once.",
        "Per minute: 2.85. 15 minutes at 0.19 for each minute begun.",
        "Flex: -0.39. 10 % of 3.85, taken off.",
        "Before discounts 3.85 EUR",
    ):
        assert words in page
    assert "A booking keeps this order" not in page


def test_page_of_an_offer_names_its_vehicle(shop, browser):
    offer = offered(shop)

    page = browser.get(address(offer, "change")).content.decode()

    [leg] = offer.offered_legs()
    assert shop.asset.asset_id in page
    for words in (leg.reference, "Unlock fee", "Charged once.", "10 % of 1.00, taken off."):
        assert words in page


def test_finance_staff_lower_the_price_of_a_rental(shop, browser):
    order = lower(rent(shop), "1.00")

    page = browser.get(address(order, "change")).content.decode()

    assert Order.objects.get().version == 2
    assert "It broke" in page
    assert reverse("admin:sales_order_compensate", args=[order.pk]) in page


# The guide


def guide(browser, shop):
    response = browser.get(reverse("admin:sales_saleschannel_set_up", args=[shop.channel.pk]))
    return {step.title: step for _, step, _ in response.context["steps"]}


def test_guide_of_rentals_asks_for_no_tickets(shop, browser):
    ChannelTokenFactory(channel=shop.channel)

    steps = guide(browser, shop)

    assert list(steps) == ["Parties", "Channel", "Product", "Price", "On sale", "Token"]
    assert [title for title, step in steps.items() if not step.done] == []


def test_guide_asks_for_a_pricing_plan(shop, browser):
    shop.channel.entries.all().delete()
    product = without_plans(shop)
    CatalogueEntryFactory(channel=shop.channel, product=product)

    step = guide(browser, shop)["Price"]

    assert not step.done
    assert step.text == (f"“{product.fleet}” has no pricing plan yet. Add one, or import its feed.")
    assert step.link.startswith(reverse("admin:operators_pricingplan_add"))
