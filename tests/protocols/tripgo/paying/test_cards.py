"""Paying by card, with the card provider at work (§6.3)."""

import pytest

from bookings.actions.doors import cancel_any
from bookings.models import Booking, Purchase
from bookings.states import CALLED_OFF, RIDING, BookingKind, BookingState, PurchaseState
from demo.cards.plastic import DECLINED
from sales.models import Order
from tests.factories.moments import BY, NOW, later
from tests.factories.payments import PaymentMethodFactory
from tests.protocols.tripgo.kept import bus_segment, keep, path_to, taxi_segment
from tests.protocols.tripgo.strictly import get_strictly, post_strictly, send_strictly
from tests.protocols.tripgo.worlds import neighbour_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def account(tripgo, cards):
    """The channel takes cards."""
    PaymentMethodFactory(channel=tripgo.channel, type="VISA")
    return cards.open_account(tripgo.tenant)


@pytest.fixture
def trip(tripgo):
    return keep(tripgo, bus_segment(tripgo), taxi_segment(tripgo))


@pytest.fixture
def bus(tripgo, trip):
    return path_to(trip, "bus1", f"quick/{tripgo.shop.product.code}")


@pytest.fixture
def option(app, bus):
    """How the bus is paid."""
    return post_strictly(app, bus)["paymentOptions"][0]


@pytest.fixture
def intent(app, option):
    """The payment that the app was given."""
    return get_strictly(app, option["url"])


def states():
    return [one.state for one in Booking.objects.order_by("pk")]


def test_review_tells_how_to_pay_by_card(app, bus, account):
    told = post_strictly(app, bus)

    [option] = told["paymentOptions"]
    purchase = Purchase.objects.get()
    assert option == {
        "url": f"http://localhost/v1/payment/booking/{purchase.reference}/pay",
        "method": "GET",
        "paymentMode": "INTERNAL",
        "currency": "EUR",
        "fullPrice": 400,
        "description": "Pay by card",
    }
    assert told["publishableApiKey"] == account.publishable_key
    assert told["reviewActionTitle"] == "Pay"


def test_intent_tells_what_the_kit_of_the_provider_needs(app, option, intent, cards):
    name = intent["paymentIntentID"]
    assert intent == {
        "paymentIntentID": name,
        "clientSecret": cards.row(name)["client_secret"],
        "url": f"http://localhost/v1/payment/booking/paid/{name}",
    }
    assert get_strictly(app, option["url"]) == intent
    assert states() == [BookingState.PENDING]


@pytest.mark.parametrize("verb", ["GET", "POST"])
def test_trap_10_paid_is_repeatable_and_accepts_get_and_post(app, trip, intent, cards, verb):
    cards.pay(intent["paymentIntentID"])

    answers = [send_strictly(app, verb, intent["url"], status=200) for _ in range(2)]

    update_url = f"http://localhost/v1/trip/update/{trip.reference}"
    assert answers == [{"updateURL": update_url}] * 2
    assert cards.charged == [400]
    assert [state in RIDING for state in states()] == [True]


def test_who_has_not_paid_has_booked_nothing(app, intent, cards):
    told = app.refused("GET", intent["url"], code=470)

    assert told["usererror"]
    assert cards.charged == []
    assert states() == [BookingState.PENDING]


def test_card_that_is_declined_can_be_tried_again(app, intent, cards):
    cards.pay(intent["paymentIntentID"], DECLINED)
    app.refused("GET", intent["url"], code=470)

    cards.pay(intent["paymentIntentID"])
    assert get_strictly(app, intent["url"])["updateURL"]


def test_what_is_paid_by_card_is_not_booked_on_account(app, option, cards):
    for tail in ("confirm", "payment"):
        url = option["url"].removesuffix("pay") + tail
        assert "by card" in app.refused("POST", url, code=470)["error"]
    assert not Order.objects.exists()


def test_payment_of_somebody_else_is_not_there(tripgo, other, stranger, option, intent):
    for app in (other, neighbour_of(tripgo)):
        app.refused("GET", option["url"], code=404)
        app.refused("GET", intent["url"], code=404)
    stranger.refused("GET", option["url"], code=444)
    stranger.refused("GET", intent["url"], code=444)


def test_payment_that_is_not_known_is_not_there(app):
    app.refused("GET", "payment/booking/paid/pi_unknown", code=404)


def test_provider_that_does_not_answer_is_told_and_tried_again(app, option, cards):
    cards.spoil("post payment_intents", "broken")

    told = app.refused("GET", option["url"], code=491)
    assert told["usererror"]
    cards.mend()

    assert get_strictly(app, option["url"])["clientSecret"]


def test_whole_trip_is_paid_by_one_payment(app, trip, cards):
    told = post_strictly(app, path_to(trip, "all", "quick/all"))
    [option] = told["paymentOptions"]
    assert (option["paymentMode"], option["fullPrice"]) == ("INTERNAL", 400)

    intent = get_strictly(app, option["url"])
    cards.pay(intent["paymentIntentID"])
    get_strictly(app, intent["url"])

    assert cards.charged == [400]
    assert not any(state == BookingState.PENDING for state in states())


def test_whole_trip_of_which_a_part_fails_after_the_payment_costs_nothing(app, trip, cards):
    """The operator takes the taxi back while the traveller pays."""
    told = post_strictly(app, path_to(trip, "all", "quick/all"))
    intent = get_strictly(app, told["paymentOptions"][0]["url"])
    cards.pay(intent["paymentIntentID"])
    cancel_any(Booking.objects.get(kind=BookingKind.TAXI), by=BY, at=NOW)

    for _ in range(2):
        told = app.refused("GET", intent["url"], code=470)
        assert told["error"]
        assert told["usererror"]

    assert sum(cards.charged) == sum(cards.repaid)
    assert [state in CALLED_OFF for state in states()] == [True, True]
    assert Purchase.objects.get().state == PurchaseState.FAILED


def test_payment_that_came_too_late_costs_nothing(app, intent, cards, clock):
    clock.move_to(later(hours=2))
    cards.pay(intent["paymentIntentID"])

    app.refused("GET", intent["url"], code=470)

    assert sum(cards.charged) == sum(cards.repaid)


@pytest.mark.parametrize("is_paid", [False, True])
def test_choosing_anew_ends_the_payment_of_before(app, bus, intent, cards, is_paid):
    if is_paid:
        cards.pay(intent["paymentIntentID"])
    post_strictly(app, bus)

    app.refused("GET", intent["url"], code=470)
    assert sum(cards.charged) == sum(cards.repaid)
    found = Purchase.objects.order_by("pk").values_list("state", flat=True)
    assert list(found) == [PurchaseState.ABANDONED, PurchaseState.HELD]
