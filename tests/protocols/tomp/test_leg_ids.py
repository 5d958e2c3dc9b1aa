"""Some partners want the only leg of a booking to have the booking's id (Entur's profile)."""

from __future__ import annotations

import pytest

from sales.models import SalesChannel
from tests.protocols.tomp.edge.renting import open_rentals
from tests.protocols.tomp.v1_6.platform import CORNER, Platform, body_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("shares", [False, True])
def test_leg_of_a_trip_has_the_id_that_the_partner_wants(later, shares):
    SalesChannel.objects.filter(pk=later.shop.channel.pk).update(leg_shares_id=shares)
    platform = Platform(later.secret)

    booking = platform.commit()

    [leg] = booking["legs"]
    assert (leg["id"] == booking["id"]) is shares
    assert platform.leg(booking)["id"] == leg["id"]


@pytest.mark.parametrize("shares", [False, True])
def test_leg_of_a_vehicle_has_the_id_that_the_partner_wants(shares):
    rentals = open_rentals(leg_shares_id=shares)
    platform = Platform(rentals.secret)
    customer = {"externalId": "ada"}

    offered = platform.find()["options"][0]
    wish = {"from": CORNER, "useAssets": [rentals.asset.asset_id], "customer": customer}
    booked = body_of(platform.post("/bookings/one-stop", wish), 201)

    for booking in (offered, booked):
        [leg] = booking["legs"]
        assert (leg["id"] == booking["id"]) is shares
    assert platform.leg(booked)["id"] == booked["legs"][0]["id"]


def test_legs_of_several_travellers_have_ids_of_their_own(later):
    SalesChannel.objects.filter(pk=later.shop.channel.pk).update(leg_shares_id=True)

    option = Platform(later.secret).plan(nrOfTravelers=2)["options"][0]

    ids = [leg["id"] for leg in option["legs"]]
    assert len({option["id"], *ids}) == 3
