"""Booking by forms where an account has to be connected first, or a card is needed (§4.5, §7)."""

from __future__ import annotations

import pytest

from bookings.models import Booking, Purchase
from bookings.states import BookingState, PurchaseState
from tests.factories.accounts import PASSWORD, TravellerAccountFactory
from tests.factories.payments import PaymentMethodFactory
from tests.factories.providers import AccountProviderFactory
from tests.protocols.tripgo.kept import bus_segment, keep
from tests.protocols.tripgo.linking.filling import EMAIL
from tests.protocols.tripgo.linking.filling import filled as with_secrets
from tests.protocols.tripgo.strictly import get_strictly, post_strictly

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(tripgo, app):
    """The form that begins to book the bus."""
    segment = bus_segment(tripgo)
    trip = keep(tripgo, segment)
    return get_strictly(app, f"booking/{trip.reference}/{segment.id}/info")


@pytest.fixture
def provider(tripgo):
    """Whose accounts the product needs."""
    TravellerAccountFactory(tenant=tripgo.tenant, email=EMAIL)
    operator = tripgo.shop.product.operator
    return AccountProviderFactory(tenant=tripgo.tenant, operator=operator, is_required=True)


def filled(form):
    return {"input": [field for group in form["form"] for field in group["fields"]]}


def test_account_is_connected_on_the_way_and_booking_goes_on(app, entry, provider):
    sign_in = post_strictly(app, entry["action"]["url"], filled(entry))
    assert (sign_in["type"], sign_in["value"]) == ("bookingForm", provider.code)
    assert not Booking.objects.exists()

    mistyped = with_secrets(sign_in, username=EMAIL, password="wrong")
    told = app.refused("POST", sign_in["action"]["url"], mistyped, code=470)
    sign_in = get_strictly(app, told["url"])
    secrets = with_secrets(sign_in, username=EMAIL, password=PASSWORD)
    review = app.post(sign_in["action"]["url"], secrets)

    assert review["action"]["title"] == "Book"
    assert Booking.objects.get().state == BookingState.PENDING
    end = post_strictly(app, review["action"]["url"], filled(review))
    assert end["action"]["done"] is True


def test_what_is_paid_by_card_is_not_booked_by_forms(tripgo, app, entry, cards):
    PaymentMethodFactory(channel=tripgo.channel, type="VISA")
    cards.open_account(tripgo.tenant)

    refused = app.refused("POST", entry["action"]["url"], filled(entry), code=470)

    assert "card" in refused["error"]
    assert Purchase.objects.get().state == PurchaseState.ABANDONED
    assert Booking.objects.get().state == BookingState.RELEASED


def test_card_that_came_afterwards_does_not_undo_what_is_booked(tripgo, app, entry, cards):
    review = post_strictly(app, entry["action"]["url"], filled(entry))
    end = post_strictly(app, review["action"]["url"], filled(review))
    PaymentMethodFactory(channel=tripgo.channel, type="VISA")
    cards.open_account(tripgo.tenant)

    assert post_strictly(app, review["action"]["url"], filled(review)) == end


def test_card_that_came_meanwhile_is_not_passed_over(tripgo, app, entry, cards):
    review = post_strictly(app, entry["action"]["url"], filled(entry))
    PaymentMethodFactory(channel=tripgo.channel, type="VISA")
    cards.open_account(tripgo.tenant)

    app.refused("POST", review["action"]["url"], filled(review), code=470)

    assert Booking.objects.get().state == BookingState.PENDING
