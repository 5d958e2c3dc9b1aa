"""Classes and extras that a customer chooses, checked against our own offers and priced by them."""

from __future__ import annotations

from functools import partial

import pytest

from bookings.models import Booking, LegAncillary
from sales.catalogue.states import FareClass
from sales.models import Ancillary
from sales.offers.actions import OfferWish, make_offers
from tests.factories.accounts import AccountLinkFactory
from tests.factories.itineraries import one_ride
from tests.factories.moments import NOW
from tests.factories.sales import CatalogueEntryFactory, FareFactory, ProductFactory
from tests.factories.scenarios import LATER, wishes
from tests.protocols.maas_tsp.bookings.options import option_of
from tests.protocols.maas_tsp.bookings.worlds import shop_with_caller
from tests.protocols.maas_tsp.client import BOB
from tests.racing import race

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened():
    return open_classes()


def open_classes():
    """Second class for 4.00 and first class for 9.00."""
    shop, caller = shop_with_caller({**LATER, "fare_class": FareClass.SECOND}, single_product=False)
    first = ProductFactory(
        tenant=shop.tenant,
        operator=shop.product.operator,
        fare_class=FareClass.FIRST,
        **LATER,
    )
    FareFactory(product=first, category=shop.adult, amount="9.00")
    CatalogueEntryFactory(channel=shop.channel, product=first)
    for number in ("01", "02"):
        Ancillary.objects.create(
            tenant=shop.tenant, product=shop.product, category="HR", number=number, name="Dog"
        )
    return shop, caller, first


@pytest.fixture
def caller(opened):
    return opened[1]


@pytest.fixture
def offers(opened):
    return offers_of(opened[0])


def offers_of(shop):
    """By their class."""
    made = make_offers(shop.channel, [one_ride()], wish=OfferWish(wishes([None])), at=NOW)
    return {offer.product.fare_class: offer for offer in made}


@pytest.fixture
def option(offers):
    return option_of(offers[FareClass.SECOND])


def test_chosen_class_is_sold_at_its_own_price(caller, opened, offers, option):
    chosen = {"seatType": [offers[FareClass.FIRST].reference]}

    told = caller.create(option, customerSelection=chosen)

    assert told["tspId"] == offers[FareClass.FIRST].reference
    assert told["cost"]["amount"] == 9
    assert told["tspProduct"] == {"id": opened[2].code}
    assert told["customerSelection"] == chosen


def test_repeated_choice_is_the_booking_that_is_there(caller, offers, option):
    chosen = {"seatType": [offers[FareClass.FIRST].reference]}
    first = caller.create(option, customerSelection=chosen)

    assert caller.create(option, customerSelection=chosen) == first


def test_usual_class_can_be_chosen_too(caller, offers, option):
    chosen = {"seatType": [offers[FareClass.SECOND].reference]}

    assert caller.create(option, customerSelection=chosen)["cost"]["amount"] == 4


def test_other_class_after_the_usual_one_is_a_conflict(caller, offers, option):
    booked = caller.create(option)["tspId"]
    chosen = {"seatType": [offers[FareClass.FIRST].reference]}

    refused = caller.try_create(option, customerSelection=chosen)

    told = refused.json()
    assert (refused.status_code, told["code"]) == (409, "BOOKING_ALREADY_EXISTS")
    assert told["bookingId"] == booked


def test_usual_class_after_the_other_one_is_a_conflict(caller, offers, option):
    first = offers[FareClass.FIRST].reference
    caller.create(option, customerSelection={"seatType": [first]})

    refused = caller.try_create(option)

    assert (refused.status_code, refused.json()["bookingId"]) == (409, first)
    assert Booking.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_both_classes_at_once_are_one_booking():
    shop, caller, _ = open_classes()
    # A customer that is new would make the second request wait for the first anyway.
    caller.create(option_of(offers_of(shop)[FareClass.SECOND]))
    offers = offers_of(shop)
    option = option_of(offers[FareClass.SECOND])
    chosen = {"seatType": [offers[FareClass.FIRST].reference]}

    answers = race(
        partial(caller.try_create, option),
        partial(caller.try_create, option, customerSelection=chosen),
    )

    assert sorted(one.status_code for one in answers) == [200, 409]
    assert Booking.objects.count() == 2


def test_usual_class_of_another_option_can_be_booked_too(caller, opened, offers, option):
    caller.create(option, customerSelection={"seatType": [offers[FareClass.FIRST].reference]})
    later_search = option_of(offers_of(opened[0])[FareClass.SECOND])

    assert caller.create(later_search)["cost"]["amount"] == 4


def test_other_class_of_another_customer_is_none(caller, offers, option):
    caller.create(option)
    chosen = {"seatType": [offers[FareClass.FIRST].reference]}

    assert caller.create(option, customer=BOB, customerSelection=chosen)["cost"]["amount"] == 9


def test_customer_whom_nobody_knows_chooses_a_class(caller, offers, option):
    chosen = {"seatType": [offers[FareClass.FIRST].reference]}

    assert caller.create(option, customer={}, customerSelection=chosen)["cost"]["amount"] == 9


def test_other_class_of_a_linked_account_is_a_conflict(caller, opened, offers, option):
    link = AccountLinkFactory(channel=opened[0].channel)
    customer = {"authToken": link.secret}
    booked = caller.create(option, customer=customer)["tspId"]
    chosen = {"seatType": [offers[FareClass.FIRST].reference]}

    refused = caller.try_create(option, customer=customer, customerSelection=chosen)

    assert refused.json()["bookingId"] == booked


def test_class_of_another_plan_is_refused(caller, opened, option):
    other = offers_of(opened[0])[FareClass.FIRST]

    refused = caller.try_create(option, customerSelection={"seatType": [other.reference]})

    assert refused.json()["errors"][0]["member"] == "customerSelection.seatType"
    assert not Booking.objects.exists()


@pytest.mark.parametrize(
    ("chosen", "member"),
    [
        ({"seatType": ["first"]}, "customerSelection.seatType"),
        ({"seatType": ["a", "b"]}, "customerSelection.seatType"),
        ({"seatType": {"id": 1}}, "customerSelection.seatType"),
        ({"seatType": [1]}, "customerSelection.seatType"),
        ({"seatFeatures": ["HR-09"]}, "customerSelection.seatFeatures"),
        ({"seatPosition": ["window"]}, "customerSelection.seatPosition"),
        ([], "customerSelection"),
    ],
)
def test_choice_that_was_not_offered_is_refused(caller, option, chosen, member):
    refused = caller.try_create(option, customerSelection=chosen)

    assert refused.status_code == 400
    assert refused.json()["errors"][0]["member"] == member
    assert not Booking.objects.exists()


@pytest.mark.parametrize("chosen", [None, {}, {"seatType": None}, {"seatPosition": []}])
def test_nothing_chosen_is_the_usual(caller, option, chosen):
    assert caller.create(option, customerSelection=chosen)["cost"]["amount"] == 4


def test_extras_go_along_and_can_be_changed_before_the_use(caller, option):
    told = caller.create(option, customerSelection={"seatFeatures": ["HR-01"]})
    booked = told["tspId"]
    assert told["meta"]["extras"] == [{"id": "HR-01", "name": "Dog"}]
    assert told["customerSelection"] == {"seatFeatures": ["HR-01"]}

    told = caller.update(booked, customerSelection={"seatFeatures": ["HR-02"]})
    assert told["meta"]["extras"] == [{"id": "HR-02", "name": "Dog"}]
    assert "extras" not in caller.update(booked, customerSelection={"seatFeatures": []})["meta"]
    assert not LegAncillary.objects.exists()


def test_extras_again_are_the_booking_that_is_there(caller, option):
    chosen = {"seatFeatures": "HR-01"}
    first = caller.create(option, customerSelection=chosen)

    assert caller.create(option, customerSelection=chosen) == first


def test_extra_that_is_not_there_changes_nothing(caller, option):
    booked = caller.create(option)["tspId"]

    refused = caller.try_update(booked, customerSelection={"seatFeatures": ["HR-09"]})

    assert refused.json()["errors"][0]["member"] == "customerSelection.seatFeatures"


def test_class_is_fixed_once_it_is_booked(caller, offers, option):
    booked = caller.create(option)["tspId"]
    other = offers[FareClass.FIRST].reference

    assert caller.update(booked, customerSelection={"seatType": [booked]})["state"] == "CONFIRMED"
    refused = caller.try_update(booked, customerSelection={"seatType": [other]})
    assert refused.json()["errors"][0]["member"] == "customerSelection.seatType"
