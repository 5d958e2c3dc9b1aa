"""An event of a booking reaches its partner, signed, once."""

from __future__ import annotations

import json

import pytest
from django.utils import timezone
from standardwebhooks import Webhook

from bookings.actions.booking import cancel_booking
from bookings.actions.subscriptions import add_subscription, end_subscription
from operators.models import Tenant
from protocols.deliveries.endpoints import renew_signing_secret, set_access_token
from protocols.models import CallbackEndpoint, Delivery
from tests.factories.moments import BY, NOW, later
from tests.factories.partners import endpoint_at
from tests.factories.scenarios import LATER, Shop, open_shop
from tests.protocols.deliveries.delivering import STAFF, deliver
from tests.standing import standing
from tests.violations.ways import write

pytestmark = pytest.mark.django_db


@standing
def shop() -> Shop:
    return open_shop(LATER)


def cancelled(shop: Shop):
    """A booking that staff cancelled a minute after it was sold."""
    return cancel_booking(shop.sell(), by=STAFF, at=later(minutes=1))


def told(partner) -> list[str]:
    return [call.told["event"] for call in partner.heard]


def test_what_staff_did_is_told_once(shop, partner):
    endpoint_at(shop.channel, partner.address)
    booking = cancelled(shop)

    assert deliver(later(minutes=2)) == 2
    assert deliver(later(minutes=3)) == 0

    path = f"/mp/bookings/{booking.reference}/events"
    assert [(call.method, call.path) for call in partner.heard] == [("POST", path)] * 2
    assert sorted(told(partner)) == ["CANCELLED", "LEG_CANCELLED"]
    deliveries = Delivery.objects.order_by("pk")
    assert [(one.state, one.attempts, one.last_status) for one in deliveries] == [
        ("DELIVERED", 1, 204)
    ] * 2
    assert {one.ended_at for one in deliveries} == {later(minutes=2)}
    [tried] = deliveries[0].tries.all()
    assert (tried.number, tried.status, tried.error) == (1, 204, "")


def test_partner_is_not_told_what_it_did_itself(shop, partner):
    endpoint_at(shop.channel, partner.address)
    shop.sell(at=NOW)

    assert deliver(later(minutes=2)) == 0
    assert not Delivery.objects.exists()
    assert not shop.channel.bookings.get().events.filter(dispatched_at=None).exists()


def test_call_is_signed_and_carries_the_headers_of_its_format(shop, partner):
    _, secret = endpoint_at(shop.channel, partner.address, access_token="their-token")
    cancelled(shop)

    # Verifying looks at the clock of the machine, as a partner's library does.
    deliver(timezone.now())

    references = list(Delivery.objects.order_by("pk").values_list("reference", flat=True))
    assert [call.headers["webhook-id"] for call in partner.heard] == references
    for call in partner.heard:
        assert Webhook(secret).verify(call.body, call.headers) == json.loads(call.body)
        assert call.headers["paper"] == "1"
        assert call.headers["authorization"] == "Bearer their-token"
        assert call.headers["content-type"] == "application/json"


def test_new_secret_signs_from_then_on(shop, partner):
    endpoint, _ = endpoint_at(shop.channel, partner.address)
    _, secret = renew_signing_secret(endpoint, by=STAFF, at=NOW)
    set_access_token(endpoint, access_token="new", by=STAFF, at=NOW)
    cancelled(shop)

    deliver(timezone.now())

    call = partner.heard[0]
    Webhook(secret).verify(call.body, call.headers)
    assert call.headers["authorization"] == "Bearer new"


def test_token_that_was_taken_away_is_not_sent(shop, partner):
    endpoint, _ = endpoint_at(shop.channel, partner.address, access_token="old")
    set_access_token(endpoint, by=STAFF, at=NOW)
    cancelled(shop)

    deliver(later(minutes=2))

    assert "authorization" not in partner.heard[0].headers


def test_only_bookings_that_were_subscribed_to_are_told_where_that_was_agreed(shop, partner):
    endpoint_at(shop.channel, partner.address, tells_all=False)
    silent, wanted, unwanted = shop.sell(), shop.sell(), shop.sell()
    for booking in (wanted, unwanted):
        add_subscription(booking, by=BY, at=NOW)
    end_subscription(unwanted, by=BY, at=NOW)
    for booking in (silent, wanted, unwanted):
        cancel_booking(booking, by=STAFF, at=later(minutes=1))

    deliver(later(minutes=2))

    assert {call.path for call in partner.heard} == {f"/mp/bookings/{wanted.reference}/events"}


def test_what_happened_before_the_subscription_is_not_told(shop, partner):
    endpoint_at(shop.channel, partner.address, tells_all=False)
    booking = shop.hold()
    booking.events.create(name="CHANGED", actor=str(STAFF), happened_at=NOW)
    add_subscription(booking, by=BY, at=later(minutes=1))

    assert deliver(later(minutes=2)) == 0


def test_address_that_a_booking_brings_comes_before_the_agreed_one(shop, partner):
    endpoint_at(shop.channel, partner.address, access_token="secret")
    first, second = shop.sell(), shop.sell()
    write(first, callback_address="https://booked.example/mp")
    write(second, callback_address="https://booked.example/mp")
    add_subscription(second, address="https://subscribed.example/mp", by=BY, at=NOW)
    for booking in (first, second):
        cancel_booking(booking, by=STAFF, at=later(minutes=1))

    deliver(later(minutes=2))

    found = Delivery.objects.values_list("booking", "address").distinct()
    assert dict(found) == {
        first.pk: "https://booked.example/mp",
        second.pk: "https://subscribed.example/mp",
    }
    assert partner.heard == []


def test_ended_subscription_forgets_the_address_of_the_booking(shop, partner):
    endpoint_at(shop.channel, partner.address, tells_all=False)
    booking = shop.sell()
    write(booking, callback_address="https://booked.example/mp")
    end_subscription(booking, by=BY, at=NOW)
    cancel_booking(booking, by=STAFF, at=later(minutes=1))

    assert deliver(later(minutes=2)) == 0
    assert list(booking.events.filter(name="UNSUBSCRIBED").values_list("actor", flat=True)) == [
        str(BY)
    ]


@pytest.mark.parametrize(
    "change", [{"is_active": False}, {"gone_at": NOW}, {"face": "deleted"}, {"base_url": ""}]
)
def test_endpoint_that_is_not_in_use_is_told_nothing(shop, partner, change):
    endpoint, _ = endpoint_at(shop.channel, partner.address)
    write(endpoint, **change)
    cancelled(shop)

    assert deliver(later(minutes=2)) == 0
    assert not Delivery.objects.exists()


def test_other_channels_hear_nothing(shop, partner):
    endpoint_at(open_shop().channel, partner.address)
    cancelled(shop)

    assert deliver(later(minutes=2)) == 0


@pytest.mark.parametrize("who", ["tenant", "endpoint"])
def test_private_address_is_refused_unless_tenant_and_endpoint_allow_it(shop, partner, who):
    endpoint, _ = endpoint_at(shop.channel, partner.address)
    # The name of this machine leads to a private address.
    write(endpoint, base_url=partner.address.replace("http://127.0.0.1", "https://localhost"))
    if who == "tenant":
        Tenant.objects.update(allows_private_callbacks=False)
    else:
        CallbackEndpoint.objects.update(allows_private=False)
    cancelled(shop)

    deliver(later(minutes=2))

    assert partner.heard == []
    first = Delivery.objects.order_by("pk").first()
    assert (first.state, first.attempts, first.last_status) == ("WAITING", 1, None)
    assert first.last_error.endswith("is not public; tenant and endpoint do not both allow that.")


def test_redirect_is_not_followed(shop, partner):
    endpoint_at(shop.channel, partner.address)
    partner.answer = lambda _call: (302, {"Location": f"{partner.address}/elsewhere"})
    cancelled(shop)

    deliver(later(minutes=2))

    assert len(partner.heard) == 1
    assert Delivery.objects.order_by("pk").first().last_error == "302 Found"
