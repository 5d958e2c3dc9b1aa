"""Paying on account, and confirming what needs no payment now (§6.3)."""

import pytest

from bookings.actions.doors import cancel_any
from bookings.actions.purchases import abandon_purchase
from bookings.models import Booking, Purchase
from bookings.states import CALLED_OFF, RIDING, BookingState, PurchaseState
from operators.tenancy.models import ApiToken
from sales.models import Order
from tests.counting import counted
from tests.factories.moments import BY, NOW, later
from tests.factories.providers import AccountProviderFactory
from tests.protocols.tripgo.client import path_of
from tests.protocols.tripgo.kept import bus_segment, keep, path_to, taxi_segment
from tests.protocols.tripgo.strictly import get_strictly, post_strictly, send_strictly
from tests.protocols.tripgo.worlds import neighbour_of

pytestmark = pytest.mark.django_db

TAILS = ("confirm", "payment")


@pytest.fixture
def trip(tripgo):
    return keep(tripgo, bus_segment(tripgo), taxi_segment(tripgo))


@pytest.fixture
def invoiced(tripgo, app, trip):
    """The payment option of the bus."""
    path = path_to(trip, "bus1", f"quick/{tripgo.shop.product.code}")
    return post_strictly(app, path)["paymentOptions"][0]


@pytest.fixture
def free(tripgo, app, trip):
    """The payment option of the taxi."""
    path = path_to(trip, "taxi1", f"quick/{tripgo.taxis.product.code}")
    return post_strictly(app, path)["paymentOptions"][0]


def update_url(trip, tail=""):
    return {"updateURL": f"http://localhost/v1/trip/update/{trip.reference}{tail}"}


def states():
    return list(Booking.objects.order_by("pk").values_list("state", flat=True))


def test_invoice_books_and_tells_where_the_trip_is(app, trip, invoiced):
    assert (invoiced["paymentMode"], invoiced["method"]) == ("INVOICE", "POST")

    assert post_strictly(app, invoiced["url"]) == update_url(trip)

    assert [state in RIDING for state in states()] == [True]
    order = Order.objects.get()
    assert (order.total_amount, order.payer) == (4, trip.channel.partner)


def test_what_is_free_now_is_confirmed_by_get(app, trip, free):
    assert (free["paymentMode"], free["method"]) == ("FREE", "GET")

    assert get_strictly(app, free["url"]) == update_url(trip)

    assert states() == [BookingState.CONDITIONAL_CONFIRMED]
    assert not Order.objects.exists()


@pytest.mark.parametrize("tail", TAILS)
def test_trap_10_confirm_is_repeatable_and_accepts_get_and_post(app, trip, invoiced, tail):
    url = invoiced["url"].replace("/payment", f"/{tail}", 2).replace(f"v1/{tail}", "v1/payment")

    answers = [send_strictly(app, verb, url, status=200) for verb in ("GET", "POST", "GET")]

    assert answers == [update_url(trip)] * 3
    assert Order.objects.count() == 1


@pytest.mark.parametrize("tail", [*TAILS, "pay"])
def test_head_books_nothing(app, invoiced, tail):
    url = invoiced["url"].rpartition("/")[0] + f"/{tail}"
    headers = {"X-TripGo-Key": app.key, "userToken": app.token}

    assert app.client.head(path_of(url), headers=headers).status_code == 405
    assert states() == [BookingState.PENDING]


def test_initiative_of_the_traveller_is_not_looked_at(app, trip, invoiced):
    body = {"initiativeID": 4, "organizationID": "x", "paymentMethod": "pm_1"}

    assert post_strictly(app, invoiced["url"], body) == update_url(trip)
    assert app.get(invoiced["url"], initiativeID=4, organizationID="x") == update_url(trip)


def test_trip_shows_nothing_until_it_is_paid_and_then_the_booking(app, trip, invoiced):
    def told():
        body = app.get(f"trip/update/{trip.reference}", v=13)
        segments = body["groups"][0]["trips"][0]["segments"]
        return next(one["booking"] for one in segments if one["id"] == "bus1")

    assert "confirmation" not in told()
    assert told()["quickBookingsUrl"] == told()["quickBookingUrl"]

    url = post_strictly(app, invoiced["url"])["updateURL"]

    assert told()["confirmation"]["purchase"]["price"] == 4
    assert "quickBookingsUrl" not in told()
    assert app.get(url)["groups"]


def test_nobody_signed_in_cannot_pay(stranger, invoiced):
    for verb in ("GET", "POST"):
        stranger.refused(verb, invoiced["url"], code=444)
    assert states() == [BookingState.PENDING]


def test_purchase_of_somebody_else_is_not_there(tripgo, other, invoiced):
    for app in (other, neighbour_of(tripgo)):
        app.refused("POST", invoiced["url"], code=404)
    assert states() == [BookingState.PENDING]


@pytest.mark.parametrize("reference", ["nothing", "%20", "a" * 300])
def test_purchase_that_is_not_known_is_not_there(app, reference):
    for tail in TAILS:
        app.refused("GET", f"payment/booking/{reference}/{tail}", code=404)


def test_hold_that_lapsed_is_told_and_nothing_is_booked(app, invoiced, clock):
    clock.move_to(later(hours=1))

    told = app.refused("POST", invoiced["url"], code=470)
    assert told["usererror"]
    assert not Order.objects.exists()


def test_purchase_that_was_given_up_is_told(app, invoiced):
    abandon_purchase(Purchase.objects.get(), by=BY, at=NOW)

    app.refused("POST", invoiced["url"], code=470)
    assert [state in CALLED_OFF for state in states()] == [True]


def test_review_of_before_is_over_once_the_traveller_chose_anew(tripgo, app, trip, invoiced):
    path = path_to(trip, "bus1", f"quick/{tripgo.shop.product.code}")
    again = post_strictly(app, path)["paymentOptions"][0]

    app.refused("POST", invoiced["url"], code=470)
    post_strictly(app, again["url"])

    found = Purchase.objects.order_by("pk").values_list("state", flat=True)
    assert list(found) == [PurchaseState.ABANDONED, PurchaseState.BOUGHT]


def test_key_without_bookings_cannot_pay(tripgo, app, invoiced):
    ApiToken.objects.filter(pk=tripgo.token.token_id).update(allows_bookings=False)

    app.refused("POST", invoiced["url"], code=403)
    assert states() == [BookingState.PENDING]


def test_flags_of_the_request_survive(app, trip, invoiced):
    told = app.post(f"{invoiced['url']}?bsb=1")

    assert told == update_url(trip, "?bsb=1")


def test_paying_again_takes_few_statements(app, invoiced):
    app.post(invoiced["url"])

    with counted() as again:
        app.post(invoiced["url"])

    assert again.statements <= 10


def test_account_that_has_to_be_linked_by_now_is_446(tripgo, app, invoiced):
    AccountProviderFactory(
        tenant=tripgo.tenant,
        operator=tripgo.shop.product.operator,
        code="citybus",
        is_required=True,
    )

    told = app.refused("POST", invoiced["url"], code=446)

    assert (told["recovery"], told["recoveryTitle"]) == ("RETRY", "Connect")
    assert told["url"].endswith("/v1/auth/citybus/signin")
    assert states() == [BookingState.PENDING]


def test_part_that_was_booked_with_another_review_meanwhile_is_not_booked_again(
    tripgo, app, trip, invoiced
):
    """Two devices show a review each."""
    path = path_to(trip, "bus1", f"quick/{tripgo.shop.product.code}")
    second = post_strictly(app, path)["paymentOptions"][0]
    app.post(second["url"])

    assert "booked already" in app.refused("POST", invoiced["url"], code=470)["error"]
    assert Order.objects.count() == 1


def test_part_that_was_booked_with_another_review_and_called_off_is_booked_anew(
    tripgo, app, trip, invoiced
):
    path = path_to(trip, "bus1", f"quick/{tripgo.shop.product.code}")
    app.post(post_strictly(app, path)["paymentOptions"][0]["url"])
    cancel_any(Booking.objects.latest("pk"), by=BY, at=NOW)

    told = app.refused("POST", invoiced["url"], code=470)
    assert "The time to pay is over; book again." in told["error"]
    assert post_strictly(app, path)["paymentOptions"]


def test_body_that_nobody_reads_may_be_anything(app, trip, invoiced):
    """What was bought must not be told as refused."""
    headers = {"X-TripGo-Key": app.key, "userToken": app.token}
    url = invoiced["url"].removeprefix("http://localhost")

    for body, kind in (("initiativeID=5", "application/x-www-form-urlencoded"),
                       ("{", "application/json")):  # fmt: skip
        response = app.client.post(url, body, kind, headers=headers)
        assert (response.status_code, response.json()) == (200, update_url(trip))
    assert [state in RIDING for state in states()] == [True]
