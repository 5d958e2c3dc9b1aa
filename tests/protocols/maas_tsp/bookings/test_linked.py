"""Bookings of linked accounts, and bookings that this format has no words for."""

from __future__ import annotations

import pytest

from bookings.finding import read_any_booking
from bookings.models import Booking
from protocols.maas_tsp.bookings.standing import told_here
from protocols.maas_tsp.errors import NotThere
from sales.accounts.actions.links import revoke_link
from tests.factories.accounts import AccountLinkFactory
from tests.factories.moments import BY, NOW
from tests.factories.supply import resold
from tests.protocols.maas_tsp.bookings.options import option_of
from tests.protocols.maas_tsp.bookings.worlds import caller_of, shop_with_caller
from tests.protocols.maas_tsp.client import ADA

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened():
    return shop_with_caller()


@pytest.fixture
def link(opened):
    return AccountLinkFactory(channel=opened[0].channel)


def test_booking_of_a_linked_account_is_its_customers(opened, link):
    shop, caller = opened
    option = option_of(shop.offer())
    customer = {**ADA, "authToken": link.secret}

    told = caller.create(option, customer=customer)

    assert Booking.objects.get().customer == link.customer
    assert told["customer"] == ADA
    assert caller.create(option, customer=customer)["tspId"] == told["tspId"]


def test_link_that_was_taken_back_books_nothing(opened, link):
    shop, caller = opened
    revoke_link(link, by=BY, at=NOW)

    refused = caller.try_create(option_of(shop.offer()), customer={**ADA, "authToken": link.secret})

    assert refused.status_code == 403
    assert not Booking.objects.exists()


def test_secret_of_another_channel_books_nothing(opened):
    shop, caller = opened
    other = AccountLinkFactory()

    refused = caller.try_create(option_of(shop.offer()), customer={"authToken": other.secret})

    assert refused.status_code == 403


def test_what_is_resold_is_not_there(opened):
    supplied = resold(opened[0].tenant)
    booking = supplied.booking
    caller = caller_of(booking.channel)

    for method in ("GET", "PATCH", "DELETE"):
        body = {"tspId": booking.reference, "state": "ACTIVATED"} if method == "PATCH" else None
        answer = caller.send(method, f"/bookings/{booking.reference}", body)
        assert answer.status_code == 404
    with pytest.raises(NotThere):
        told_here(read_any_booking(booking.reference, channel_id=booking.channel_id, at=NOW))


def test_offer_of_a_supplier_is_unknown(opened):
    offer = resold(opened[0].tenant).booking.offer
    caller = caller_of(offer.channel)

    assert caller.try_create(option_of(offer)).json()["code"] == "OFFER_UNKNOWN"
