"""One-stop requests that are sent twice, and reads that come again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bookings.models import Booking
from operators.models import Asset, Fleet
from sales.models import Customer
from sales.orders.customers import block_customer, unblock_customer
from tests.factories.moments import BY, NOW
from tests.protocols.tomp.edge.renting import body_of, unlock
from tests.protocols.tomp.refusing import contents

pytestmark = pytest.mark.django_db


def test_key_makes_a_repeated_booking_harmless(rider, world):
    first = rider.try_to_book(Idempotency_Key="one")
    stored = contents()

    again = rider.try_to_book(Idempotency_Key="one")

    assert body_of(again, 201) == first.json()
    assert again["Idempotency-Replayed"] == "true"
    assert again["Expires"] == first["Expires"]
    assert again["Content-Language"] == "en"
    assert contents() == stored
    assert Booking.objects.filter(tenant=world.tenant).count() == 1


def test_key_of_another_body_is_refused(rider):
    rider.book(Idempotency_Key="one")

    assert rider.try_to_book(Idempotency_Key="one", useAssetTypes=[]).status_code == 400


def test_refusal_that_may_pass_is_not_kept(rider, world):
    rider.finish(rider.ride())
    customer = Customer.objects.get(channel=world.channel)
    block_customer(customer, by=BY, at=NOW)
    assert rider.try_to_book(Idempotency_Key="one").status_code == 428
    unblock_customer(customer, by=BY, at=NOW)

    assert rider.try_to_book(Idempotency_Key="one").status_code == 201


def test_vehicle_that_comes_free_can_be_booked_with_the_same_key(rider):
    other = rider.ride(customer={"externalId": "somebody else"})
    assert rider.try_to_book(Idempotency_Key="one").status_code == 406
    rider.finish(other)

    assert rider.try_to_book(Idempotency_Key="one").status_code == 201


def test_another_key_is_another_request(rider):
    rider.book(Idempotency_Key="one")

    assert rider.try_to_book(Idempotency_Key="two").status_code == 409


@pytest.mark.parametrize("path", ["/operator/meta", "/operator/regions", "/operator/pricing-plans"])
def test_what_seldom_changes_may_be_kept_for_a_minute(rider, path):
    first = rider.get(path)

    again = rider.get(path, If_None_Match=first["ETag"])

    assert first["Cache-Control"] == again["Cache-Control"] == "private, max-age=60"
    assert (again.status_code, again.content) == (304, b"")


def test_rental_is_asked_for_again_each_time(rider, clock):
    booking = rider.book()
    path = f"/legs/{booking['legs'][0]['id']}"
    first = rider.get(path)
    assert first["Cache-Control"] == rider.get(f"/bookings/{booking['id']}")["Cache-Control"]
    assert first["Cache-Control"] == "private, no-cache"
    assert rider.get(path, If_None_Match=first["ETag"]).status_code == 304

    unlock(booking)
    clock.shift(timedelta(minutes=1))

    assert rider.get(path, If_None_Match=first["ETag"]).status_code == 200


def test_head_tells_the_headers_of_get(rider):
    told = rider.send("HEAD", "/operator/regions")

    assert (told.status_code, told.content) == (200, b"")
    assert told["ETag"] == rider.get("/operator/regions")["ETag"]


def test_fault_of_ours_is_not_kept_under_a_key(rider, world):
    # What no code of ours writes, and none of it reads.
    Fleet.objects.filter(pk=world.fleet.pk).update(timezone="Nowhere/Land")
    rider.client.raise_request_exception = False
    broken = rider.try_to_book(Idempotency_Key="one")
    Fleet.objects.filter(pk=world.fleet.pk).update(timezone="Europe/Berlin")

    mended = rider.try_to_book(Idempotency_Key="one")

    assert (broken.status_code, broken.json()["errorcode"]) == (500, 7599)
    assert mended.status_code == 201


def test_vehicle_that_tells_nothing_is_rented_without(rider, world):
    Asset.objects.filter(pk=world.asset.pk).update(charge=None, range_metres=None)

    assert rider.book()["legs"][0]["asset"] == {"id": "vehicle-id-123"}
