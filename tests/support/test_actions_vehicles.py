"""Cases that partners open over vehicles which nobody booked, and damage that is told with them."""

from __future__ import annotations

import pytest

from operators.fleet.errors import AssetUnknown
from support.actions.opening import open_case
from support.actions.working import ask_for_update
from support.models import SupportCase
from support.queries import find_seen_asset, read_steps_of
from support.states import VehiclePart
from tests.factories.fleet import AssetFactory
from tests.factories.moments import BY, NOW, later
from tests.factories.rentals import RentalShop, open_rental_shop
from tests.factories.sales import SalesChannelFactory
from tests.factories.support import facts
from tests.standing import standing

pytestmark = pytest.mark.django_db

BENT = {"part": VehiclePart.TYRE, "part_name": "wheel", "damage": " Bent. "}


@standing
def shop() -> RentalShop:
    return open_rental_shop()


def asked(shop, channel=None, at=NOW, **more):
    told = facts(asset=shop.asset, channel=channel or shop.channel, **more)
    return open_case(None, told, by=BY, at=at)


def test_case_over_a_vehicle_is_that_of_the_channel_that_asked(shop):
    one = asked(shop)

    assert (one.booking, one.asset, one.channel) == (None, shop.asset, shop.channel)
    assert list(SupportCase.objects.of_channel(shop.channel)) == [one]
    assert list(SupportCase.objects.of_channel(SalesChannelFactory())) == []


def test_two_partners_that_ask_the_same_have_a_case_each(shop):
    other = SalesChannelFactory(tenant=shop.tenant)

    first, again, second = asked(shop), asked(shop), asked(shop, other)

    assert (first == again, first == second) == (True, False)


def test_other_words_of_the_partner_are_the_update_that_was_asked_for(shop):
    one = asked(shop)
    ask_for_update(one, text="Where?", by=BY, at=NOW)

    updated = asked(shop, text="At the station.", at=later(minutes=1))
    stranger = asked(shop, SalesChannelFactory(tenant=shop.tenant), text="At the station.")

    assert (updated, stranger == one) == (one, False)
    assert [step.text for step in read_steps_of(one)] == [
        "Coffee on the seats.",
        "Where?",
        "At the station.",
    ]


def test_case_over_a_booking_has_its_channel_by_the_booking(shop):
    booking = shop.book().leg.booking

    one = open_case(booking, facts(channel=shop.channel), by=BY, at=NOW)

    assert (one.channel, one.asset) == (None, shop.asset)


def test_damage_is_kept_and_tells_questions_apart(shop):
    plain, bent, again = asked(shop), asked(shop, **BENT), asked(shop, **BENT)

    assert (bent.part, bent.part_name, bent.damage) == ("TYRE", "wheel", "Bent.")
    assert (plain == bent, bent == again) == (False, True)


def test_vehicle_is_found_by_its_id_or_plate_among_those_on_sale(shop):
    shop.asset.plate = "B-42"
    shop.asset.save()
    elsewhere = AssetFactory(asset_id="elsewhere")

    found = [find_seen_asset(shop.channel, name, at=NOW) for name in (shop.asset.asset_id, "B-42")]

    assert found == [shop.asset, shop.asset]
    with pytest.raises(AssetUnknown):
        find_seen_asset(shop.channel, elsewhere.asset_id, at=NOW)
