"""What is not held, and what is given back (§6.2, §10)."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bookings.models import Booking, Purchase
from bookings.states import RIDING, BookingState, PayWay, PurchaseState
from operators.tenancy.models import ApiToken
from sales.models import Offer, ProviderLink
from sales.orders.customers import block_customer
from tests.counting import counted
from tests.factories.moments import BY, NOW
from tests.factories.providers import AccountProviderFactory, ProviderLinkFactory
from tests.factories.sales import FareFactory, PassengerCategoryFactory
from tests.protocols.tripgo.kept import (
    bus_segment,
    keep,
    path_to,
    scooter_segment,
    taxi_segment,
)
from tests.protocols.tripgo.strictly import post_strictly

pytestmark = pytest.mark.django_db

HOST = "http://localhost/v1"
TWO = {"fares": [{"id": "adult", "value": 2}]}


@pytest.fixture
def trip(tripgo):
    return keep(
        tripgo,
        bus_segment(tripgo),
        taxi_segment(tripgo),
        scooter_segment(tripgo),
    )


@pytest.fixture
def bus(tripgo, trip):
    """The bookingURL of the bus."""
    return path_to(trip, "bus1", f"quick/{tripgo.shop.product.code}")


@pytest.fixture
def taxi(tripgo, trip):
    return path_to(trip, "taxi1", f"quick/{tripgo.taxis.product.code}")


@pytest.fixture
def child(tripgo):
    found = PassengerCategoryFactory(
        tenant=tripgo.tenant, code="child", name="Child", min_age=4, max_age=11
    )
    FareFactory(product=tripgo.shop.product, category=found, amount="2.35")
    return found


def states():
    return list(Booking.objects.order_by("pk").values_list("state", flat=True))


def test_nobody_signed_in_is_told_to_sign_in(stranger, bus):
    told = stranger.refused("POST", bus, TWO, code=444)

    assert (told["title"], told["usererror"]) == ("Sign in", True)
    assert states() == []


def test_token_that_opens_nothing_is_447(app, bus):
    app.of("long-gone").refused("POST", bus, TWO, code=447)

    assert states() == []


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"fares": []}, 470),
        ({"fares": [{"id": "adult", "value": 0}]}, 470),
        ({"fares": [{"id": "senior", "value": 1}]}, 470),
        ({"fares": [{"id": "adult", "value": 21}]}, 470),
        ({"fares": [{"id": "adult", "value": -1}]}, 400),
        ({"fares": "adult"}, 400),
        (f'{{"input": [{{"id": "x", "value": {"[" * 600}{"]" * 600}}}]}}', 400),
        ("no JSON", 400),
        ("null", 400),
        ("[]", 400),
        ('""', 400),
    ],
)
def test_booking_that_does_not_fit_holds_nothing(app, bus, body, code):
    app.refused("POST", bus, body, code=code)

    assert states() == []
    assert not Offer.objects.exists()


def test_infant_does_not_travel_alone(tripgo, app, bus):
    PassengerCategoryFactory(
        tenant=tripgo.tenant, code="infant", name="Infant", max_age=3, travels_free=True
    )

    told = app.refused("POST", bus, {"fares": [{"id": "infant", "value": 1}]}, code=470)
    assert "Somebody else has to travel along" in told["error"]
    fares = [{"id": "infant", "value": 1}, {"id": "adult", "value": 1}]
    assert post_strictly(app, bus, {"fares": fares})["review"][0]["price"] == 400


def test_booking_anew_gives_back_what_was_held_before(app, other, bus):
    post_strictly(other, bus)
    post_strictly(app, bus)
    post_strictly(app, bus, TWO)

    purchases = Purchase.objects.order_by("pk")
    assert [one.state for one in purchases] == [
        PurchaseState.HELD,
        PurchaseState.ABANDONED,
        PurchaseState.HELD,
    ]
    assert states() == [BookingState.PENDING, BookingState.RELEASED, BookingState.PENDING]


def test_segment_that_is_booked_is_not_booked_twice(app, bus):
    option = post_strictly(app, bus)["paymentOptions"][0]
    app.post(option["url"])

    told = app.refused("POST", bus, TWO, code=470)
    assert "booked already" in told["error"]
    assert [state in RIDING for state in states()] == [True]


def test_segment_that_is_being_booked_is_not_booked_meanwhile(app, bus):
    post_strictly(app, bus)
    buying = {"state": PurchaseState.BUYING, "way": PayWay.ACCOUNT, "asked_at": NOW}
    Purchase.objects.update(**buying)

    assert "being booked" in app.refused("POST", bus, TWO, code=470)["error"]
    assert states() == [BookingState.PENDING]


def test_segment_can_be_booked_again_once_it_was_cancelled(app, bus):
    option = post_strictly(app, bus)["paymentOptions"][0]
    app.post(option["url"])
    app.post(f"booking/v1/{Booking.objects.get().reference}/cancel")

    post_strictly(app, bus)

    assert states() == [BookingState.CANCELLED, BookingState.PENDING]


def test_account_that_has_to_be_linked_is_asked_for_before_anything_is_held(tripgo, app, bus):
    AccountProviderFactory(
        tenant=tripgo.tenant,
        operator=tripgo.shop.product.operator,
        code="citybus",
        is_required=True,
    )

    told = app.post(bus, TWO)

    assert (told["type"], told["value"]) == ("bookingForm", "citybus")
    assert "/auth/signin/" in told["action"]["url"]
    assert states() == []


def test_blocked_customer_is_told_so(tripgo, app, bus):
    block_customer(tripgo.link.customer, by=BY, at=NOW)

    told = app.refused("POST", bus, TWO, code=470)
    assert told["title"] == "Account blocked"


def test_key_without_bookings_cannot_book(tripgo, app, bus):
    ApiToken.objects.filter(pk=tripgo.token.token_id).update(allows_bookings=False)

    app.refused("POST", bus, TWO, code=403)
    assert states() == []


def test_account_that_the_provider_refuses_now_is_460(tripgo, app, bus):
    provider = AccountProviderFactory(
        tenant=tripgo.tenant,
        operator=tripgo.shop.product.operator,
        code="citybus",
        is_required=True,
    )
    link = ProviderLinkFactory(provider=provider, account=tripgo.link.account)
    ProviderLink.objects.filter(pk=link.pk).update(rejected_at=NOW, sealed_credentials="")

    told = app.refused("POST", bus, TWO, code=460)

    assert "/v1/auth/citybus/signin?mode=pt_pub&flow=" in told["url"]
    assert states() == []


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 30) | st.floats(allow_nan=False) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "value", "values"]), inner, max_size=3)
    ),
    max_leaves=8,
)
NAMES = st.sampled_from(["notes", "returnTrip", "fares", "x"])
ENTRIES = st.lists(st.fixed_dictionaries({"id": NAMES, "value": ANYTHING}), max_size=3) | ANYTHING


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(body=st.fixed_dictionaries({}, optional={"input": ENTRIES, "fares": ENTRIES}))
def test_whatever_is_sent_is_booked_or_refused(same_inputs, app, taxi, body):
    response = app.send("POST", taxi, body)

    assert response.status_code in (200, 400, 470), response.content
    assert states().count(BookingState.PENDING) <= 2


def test_booking_takes_as_many_statements_however_many_travel(app, bus):
    app.post(bus)
    with counted() as alone:
        app.post(bus)
    with counted() as three:
        app.post(bus, {"fares": [{"id": "adult", "value": 3}]})

    assert alone.statements == three.statements <= 60
