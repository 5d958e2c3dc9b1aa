"""A whole trip as one thing: one list, one review, one payment, all of it or nothing."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bookings.actions.doors import cancel_any
from bookings.models import Booking, Purchase
from bookings.states import CALLED_OFF, RIDING, BookingKind, BookingState, PurchaseState
from operators.models import Asset
from sales.models import Fare, Offer, Order, Product
from sales.orders.customers import block_customer
from tests.factories.moments import BY, NOW, later
from tests.factories.sales import (
    CatalogueEntryFactory,
    FareFactory,
    PassengerCategoryFactory,
    ProductFactory,
)
from tests.protocols.tripgo.kept import (
    bus_segment,
    keep,
    path_to,
    scooter_segment,
    walk_segment,
)
from tests.protocols.tripgo.strictly import get_strictly, post_strictly

pytestmark = pytest.mark.django_db


@pytest.fixture
def child(tripgo):
    found = PassengerCategoryFactory(
        tenant=tripgo.tenant, code="child", name="Child", min_age=4, max_age=11
    )
    FareFactory(product=tripgo.shop.product, category=found, amount="2.35")
    return found


def bookings():
    return {one.kind: one for one in Booking.objects.order_by("pk")}


def states():
    return [one.state for one in Booking.objects.order_by("pk")]


def test_whole_trip_is_one_option(tripgo, stranger, trip, path):
    [option] = get_strictly(stranger, path_to(trip, "all"))

    taxi, adult = tripgo.taxis.product, tripgo.shop.adult
    [own] = stranger.get(path_to(trip, "taxi1"))
    assert (option["index"], option["count"], option["title"]) == (1, 1, "Whole trip")
    assert option["bookingURL"].endswith(f"/v1/{path}")
    assert [(fare["id"], fare["price"], fare["value"]) for fare in option["fares"]] == [
        (adult.code, 400, 1),
        (f"taxi1.{taxi.code}", own["fares"][0]["price"], 1),
    ]
    assert option["price"] == 4 + own["price"]
    assert [(one["id"], one["title"]) for one in option["input"]] == [
        ("taxi1.notes", f"{taxi.name}: Note to the driver")
    ]
    assert option["tickets"] == option["fares"]
    assert not Offer.objects.exists()


def test_looking_at_a_whole_trip_has_no_effect(app, path):
    assert get_strictly(app, path)["productID"] == "all"
    assert states() == []


def test_whole_trip_is_held_with_one_review_and_one_payment(tripgo, app, trip, path, child):
    body = {
        "fares": [{"id": tripgo.shop.adult.code, "value": 1}, {"id": "child", "value": 1}],
        "input": [{"id": "taxi1.notes", "value": "Blue door"}],
    }

    told = post_strictly(app, path, body)

    purchase = Purchase.objects.get()
    assert [part["mode"][:6] for part in told["review"]] == ["pt_pub", "ps_tax"]
    assert told["review"][0]["price"] == 635
    [option] = told["paymentOptions"]
    assert (option["paymentMode"], option["fullPrice"]) == ("INVOICE", 635)
    parts = {part.place: part for part in purchase.parts.all()}
    assert list(parts) == ["bus1", "taxi1"]
    assert [fare["value"] for fare in parts["bus1"].told["fares"]] == [1, 1]
    note, passengers = parts["taxi1"].told["input"]
    assert (passengers["id"], passengers["value"]) == ("totalPassengers", "2")
    assert note | {"title": ""} == {
        "id": "notes",
        "type": "LONG_TEXT",
        "title": "",
        "required": False,
        "value": "Blue door",
    }
    assert states() == [BookingState.PENDING] * 2


def test_one_payment_books_all_of_it_however_often(app, trip, path):
    [option] = post_strictly(app, path)["paymentOptions"]

    answers = [post_strictly(app, option["url"]) for _ in range(2)]

    assert answers[0] == answers[1]
    assert answers[0]["updateURL"].endswith(f"/v1/trip/update/{trip.reference}")
    made = bookings()
    assert made[BookingKind.JOURNEY].state in RIDING
    assert made[BookingKind.TAXI].state == BookingState.CONDITIONAL_CONFIRMED
    assert Order.objects.count() == 1


def test_option_can_be_sent_back_as_it_was_told(app, trip):
    [option] = app.get(path_to(trip, "all"))

    assert len(post_strictly(app, option["bookingURL"], option)["review"]) == 2


def test_second_part_that_is_refused_leaves_nothing_of_the_first(tripgo, app):
    """There is one scooter left, and the trip wants it twice."""
    scooter = tripgo.rentals.asset
    Asset.objects.filter(fleet=scooter.fleet).exclude(pk=scooter.pk).update(is_disabled=True)
    last = scooter_segment(tripgo, "step2")
    trip = keep(tripgo, scooter_segment(tripgo, "step1"), bus_segment(tripgo), last)

    told = app.refused("POST", path_to(trip, "all", "quick/all"), {}, code=470)

    assert (told["title"], told["usererror"]) == ("Booking not successful", True)
    assert told["error"].startswith(last.operator)
    assert told["error"].endswith("Nothing of your trip is booked or charged.")
    assert all(state in CALLED_OFF for state in states())
    assert not Purchase.objects.exists()
    assert not Order.objects.exists()
    scooter.refresh_from_db()
    [again] = app.get(path_to(trip, "step1"))
    assert scooter.plate in again["subtitle"]


def test_second_part_that_fails_at_the_payment_leaves_nothing_of_the_first(app, path):
    """The operator takes the taxi back while the traveller reads the review."""
    [option] = post_strictly(app, path)["paymentOptions"]
    cancel_any(bookings()[BookingKind.TAXI], by=BY, at=NOW)

    for _ in range(2):
        told = app.refused("POST", option["url"], code=470)
        assert told["usererror"]
        assert told["error"]

    assert [state in CALLED_OFF for state in states()] == [True, True]
    assert Purchase.objects.get().state == PurchaseState.FAILED
    assert not Order.objects.exists()


def test_part_that_is_not_sold_any_more_is_named(tripgo, app, stranger, trip, path):
    Fare.objects.all().delete()

    for told in (
        stranger.refused("GET", path_to(trip, "all"), code=470),
        app.refused("POST", path, code=470),
    ):
        assert told["error"].startswith("From Market to Beach: ")
    assert states() == []


def test_trip_that_has_begun_is_not_booked_whole(app, trip, path, clock):
    clock.move_to(later(minutes=31))

    assert "has left" in app.refused("POST", path, code=470)["error"]


def test_product_of_a_part_can_be_chosen(tripgo, app, trip, path):
    shop = tripgo.shop
    product = ProductFactory(tenant=shop.tenant, operator=shop.product.operator)
    FareFactory(product=product, category=shop.adult, amount="9.00")
    CatalogueEntryFactory(channel=shop.channel, product=product)

    [option] = get_strictly(app, path_to(trip, "all"))
    field = option["input"][0]
    assert (field["id"], field["value"]) == ("bus1.product", shop.product.code)
    assert [one["id"] for one in field["options"]] == [shop.product.code, product.code]

    told = post_strictly(app, path, {"input": [{"id": "bus1.product", "value": product.code}]})
    assert told["review"][0]["price"] == 900


def test_other_product_can_be_chosen_with_the_fares_that_the_list_showed(tripgo, app, trip, path):
    """Apps send the whole option back, with the fare of the usual product."""
    shop = tripgo.shop
    group = ProductFactory(tenant=shop.tenant, operator=shop.product.operator, is_group_ticket=True)
    FareFactory(product=group, category=None, amount="1.00", group_size=5)
    CatalogueEntryFactory(channel=shop.channel, product=group)
    [option] = get_strictly(app, path_to(trip, "all"))
    assert option["fares"][0]["id"] == f"bus1.{group.code}"
    field = option["input"][0]

    told = post_strictly(app, path, {**option, "input": [{**field, "value": shop.product.code}]})

    [fare] = told["review"][0]["tickets"]
    assert (fare["id"], fare["price"], fare["value"]) == (shop.adult.code, 400, 1)
    unknown = [*option["fares"], {"id": "taxi1.nothing", "value": 1}]
    assert app.refused("POST", path, {"fares": unknown}, code=470)


def test_last_scooter_can_be_chosen_anew_with_the_trip(tripgo, app):
    scooter = tripgo.rentals.asset
    Asset.objects.filter(fleet=scooter.fleet).exclude(pk=scooter.pk).update(is_disabled=True)
    trip = keep(tripgo, bus_segment(tripgo), scooter_segment(tripgo))

    for _ in range(2):
        assert len(post_strictly(app, path_to(trip, "all", "quick/all"))["review"]) == 2


def test_each_ride_counts_for_every_traveller(tripgo, app, child):
    first = bus_segment(tripgo)
    trip = keep(tripgo, first, replace(first, id="bus2", covers=("bus2",)))

    [option] = app.get(path_to(trip, "all"))
    assert [(fare["id"], fare["price"]) for fare in option["fares"]] == [
        (tripgo.shop.adult.code, 800),
        ("child", 470),
    ]

    told = post_strictly(app, path_to(trip, "all", "quick/all"))
    assert [part["price"] for part in told["review"]] == [400, 400]
    assert told["paymentOptions"][0]["fullPrice"] == 800


def test_parts_in_different_currencies_are_booked_one_by_one(tripgo, stranger, trip):
    Fare.objects.update(currency="GBP")

    told = stranger.refused("GET", path_to(trip, "all"), code=470)
    assert "different currencies" in told["error"]


def test_trip_with_nothing_to_book_is_told(tripgo, stranger):
    trip = keep(tripgo, replace(walk_segment(), ends_at=NOW + timedelta(hours=2)))

    assert "Nothing" in stranger.refused("GET", path_to(trip, "all"), code=470)["error"]


def test_nobody_signed_in_is_told_to_sign_in(stranger, path):
    stranger.refused("POST", path, code=444)

    assert states() == []


def test_part_that_is_booked_already_is_not_booked_with_the_rest(tripgo, app, trip, path):
    code = tripgo.taxis.product.code
    option = post_strictly(app, path_to(trip, "taxi1", f"quick/{code}"))["paymentOptions"][0]
    app.get(option["url"])

    assert "booked already" in app.refused("POST", path, code=470)["error"]
    assert states() == [BookingState.CONDITIONAL_CONFIRMED]


def test_group_ticket_asks_for_its_travellers(tripgo, app, trip, path):
    product = tripgo.shop.product
    product.fares.all().delete()
    Product.objects.filter(pk=product.pk).update(is_group_ticket=True)
    FareFactory(product=product, category=None, amount="10.00", group_size=5)

    told = post_strictly(app, path, {"input": [{"id": "bus1.totalPassengers", "value": "3"}]})

    assert told["review"][0]["price"] == 1000
    assert len(bookings()[BookingKind.JOURNEY].offer.travellers) == 3


def test_blocked_customer_is_told_so(tripgo, app, path):
    block_customer(tripgo.link.customer, by=BY, at=NOW)

    assert app.refused("POST", path, code=470)["title"] == "Account blocked"
