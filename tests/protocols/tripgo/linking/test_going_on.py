"""Quick booking goes on once the account is connected that it needs: with a form and the review in
one (reference §4.3)."""

from __future__ import annotations

import pytest

from bookings.models import Booking, Purchase
from bookings.states import BookingState, PurchaseState
from protocols.models import FlowState
from sales.models import CatalogueEntry, ProviderLink
from tests.factories.accounts import PASSWORD
from tests.factories.payments import PaymentMethodFactory
from tests.protocols.tripgo.kept import bus_segment, keep, path_to, taxi_segment, walk_segment
from tests.protocols.tripgo.linking.filling import EMAIL, filled, only_link, tokens
from tests.protocols.tripgo.strictly import get_strictly, post_strictly

pytestmark = pytest.mark.django_db

RIGHT = {"username": EMAIL, "password": PASSWORD}
TWO = {"fares": [{"id": "adult", "value": 2}], "input": []}


@pytest.fixture
def required(own, account):
    """The bus is booked with an account alone."""
    own.is_required = True
    own.save()
    return own


@pytest.fixture
def bus(tripgo):
    """Where the bus of a trip is booked."""
    segment = bus_segment(tripgo)
    trip = keep(tripgo, segment)
    return path_to(trip, segment, f"quick/{tripgo.shop.product.code}")


def signed_in(app, form, **values):
    """What the right password is answered with."""
    return post_strictly(app, form["action"]["url"], filled(form, **{**RIGHT, **values}))


def fields_of(form):
    return {"input": [field for group in form["form"] for field in group["fields"]]}


def states():
    return list(Booking.objects.order_by("pk").values_list("state", flat=True))


def test_quick_booking_goes_on_with_form_and_review(app, bus, required):
    told = signed_in(app, app.post(bus, TWO))

    assert (told["type"], told["action"]["title"]) == ("bookingForm", "Book")
    assert [fare["value"] for fare in told["review"][0]["fares"]] == [2]
    assert told["paymentOptions"][0]["fullPrice"] == 800
    assert only_link(required)
    assert states() == [BookingState.PENDING]


def test_form_that_follows_books(app, bus, required):
    told = signed_in(app, app.post(bus, TWO))

    end = post_strictly(app, told["action"]["url"], fields_of(told))

    assert end["action"]["done"] is True
    assert states() == [BookingState.STARTED]


def test_review_that_follows_is_paid(app, bus, required):
    told = signed_in(app, app.post(bus, TWO))

    option = told["paymentOptions"][0]
    app.send(option["method"], option["url"])

    assert states() == [BookingState.STARTED]


def test_quick_booking_goes_on_after_a_wrong_password(app, bus, required):
    form = app.post(bus, TWO)
    mistyped = filled(form, username=EMAIL, password="wrong")
    refused = app.refused("POST", form["action"]["url"], mistyped, code=470)

    assert signed_in(app, get_strictly(app, refused["url"]))["review"]


def test_sign_in_that_is_posted_again_books_nothing(app, bus, required):
    form = app.post(bus, TWO)
    signed_in(app, form)

    again = app.refused("POST", form["action"]["url"], filled(form, **RIGHT), code=470)

    assert again["title"] == "Used before"
    assert (states(), ProviderLink.objects.count()) == ([BookingState.PENDING], 1)


def test_nobody_else_goes_on_with_it(app, other, stranger, bus, required):
    form = app.post(bus, TWO)

    for outsider in (other, stranger):
        outsider.refused("POST", form["action"]["url"], filled(form, **RIGHT), code=470)

    assert (states(), ProviderLink.objects.count()) == ([], 0)


def test_booking_that_is_refused_then_says_why_and_the_link_stays(tripgo, app, bus, required):
    form = app.post(bus, TWO)
    CatalogueEntry.objects.filter(product=tripgo.shop.product).delete()

    told = app.refused("POST", form["action"]["url"], filled(form, **RIGHT), code=470)

    assert "not offered for this part of the trip any more" in told["error"]
    assert only_link(required).is_usable(only_link(required).made_at)
    assert states() == []


def test_price_is_that_of_the_moment_of_the_sign_in(tripgo, app, bus, required):
    form = app.post(bus, TWO)
    tripgo.shop.product.fares.update(amount="5.00")

    assert signed_in(app, form)["paymentOptions"][0]["fullPrice"] == 1000


def test_what_is_paid_by_card_ends_the_form_and_tells_the_review(tripgo, app, bus, required, cards):
    PaymentMethodFactory(channel=tripgo.channel, type="VISA")
    cards.open_account(tripgo.tenant)

    told = signed_in(app, app.post(bus, TWO))

    assert told["action"] == {"title": "Done", "done": True}
    assert app.get(told["refreshURLForSourceObject"])["groups"]
    assert told["paymentOptions"][0]["paymentMode"] == "INTERNAL"
    assert told["publishableApiKey"]
    assert Purchase.objects.get().state == PurchaseState.HELD


def test_whole_trip_goes_on_once_all_accounts_are_connected(tripgo, app, required, remote, server):
    remote.is_required = True
    remote.save()
    trip = keep(tripgo, bus_segment(tripgo), walk_segment(), taxi_segment(tripgo))
    first = app.post(path_to(trip, "all", "quick/all"), {"fares": [{"id": "adult", "value": 2}]})

    second = signed_in(app, first)
    shown = filled(second, **tokens(server.sign_in()))
    told = post_strictly(app, second["action"]["url"], shown)

    assert (first["type"], second["type"]) == ("bookingForm", "authForm")
    assert len(told["review"]) == 2
    assert post_strictly(app, told["action"]["url"], fields_of(told))["action"]["done"] is True
    assert states() == [BookingState.STARTED, BookingState.CONDITIONAL_CONFIRMED]


def test_more_than_anybody_types_is_not_kept(app, bus, required):
    long = {"id": "nothing-such", "value": "x" * 70_000}

    told = app.refused("POST", bus, {**TWO, "input": [long]}, code=400)

    assert "shorter answers" in told["error"]
    assert not FlowState.objects.exists()


@pytest.mark.parametrize("odd", [10**30, [[[[1]]]], {"a": None}, 1e300])
def test_answers_to_nothing_that_was_asked_are_passed_over(app, bus, required, odd):
    form = app.post(bus, {**TWO, "input": [{"id": "nothing-such", "value": odd}]})

    assert signed_in(app, form)["review"]
