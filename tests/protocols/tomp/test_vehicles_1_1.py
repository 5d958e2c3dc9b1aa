"""Rentals in the words of TOMP 1.1: what it has no members for, lists, and their prices."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from bookings.states import BookingState
from operators.fleet.states import PlanPartKind
from protocols.tomp.v1_1.rentals import RENTAL_STATE, charged_to_wire
from sales.fares.rentals import price_rental
from tests.factories.fleet import PLACE, VehicleStationFactory, assets_like
from tests.factories.moments import later
from tests.factories.rentals import RentalShop, open_rental_shop
from tests.protocols.tomp.answers import answer_of
from tests.protocols.tomp.edge.test_pricing import (
    VAT_RATE,
    added_up,
    parts,
    plan_of,
    st,
    uses,
)
from tests.protocols.tomp.partner import Partner
from tests.protocols.tomp.published import read_published
from tests.protocols.worlds import World, open_channel

pytestmark = pytest.mark.django_db

CORNER = {"coordinates": {"lng": PLACE[0], "lat": PLACE[1]}}


@pytest.fixture
def shop(clock) -> RentalShop:
    return open_rental_shop()


@pytest.fixture
def partner(shop) -> Partner:
    token, secret = open_channel(shop.channel)
    return Partner(World(shop, token, secret))


def ids_of(partner: Partner, state: str) -> list[str]:
    return [each["id"] for each in answer_of(partner, f"/bookings?state={state}")]


def read_leg(partner: Partner, rental: Any) -> dict[str, Any]:
    return answer_of(partner, f"/legs/{rental.leg.reference}")


def test_ride_is_told_without_what_1_1_has_no_members_for(shop, partner, clock):
    rental = shop.ride()
    clock.move_to(later(minutes=5))

    leg = read_leg(partner, rental)

    kind = shop.asset.asset_type
    assert leg == {
        "id": rental.leg.reference,
        "state": "IN_USE",
        "from": CORNER,
        "departureTime": "2026-06-01T10:00:00Z",
        "legSequenceNumber": 1,
        "assetType": {
            "id": kind.type_id,
            "assetClass": "OTHER",
            "assetSubClass": "scooter",
            "sharedProperties": {"name": kind.name, "propulsion": "ELECTRIC"},
        },
        "asset": {
            "id": shop.asset.asset_id,
            "overriddenProperties": {"location": CORNER, "stateOfCharge": 85},
        },
        "conditions": [{"conditionType": "conditionPayWhenFinished"}],
        "pricing": {
            "estimated": False,
            "parts": [
                {
                    "type": "FIXED",
                    "name": "Unlock fee",
                    "amount": 1.0,
                    "amountExVat": 0.84,
                    "currencyCode": "EUR",
                    "vatRate": 19.0,
                    "vatCountryCode": "NL",
                },
                {
                    "type": "FLEX",
                    "name": "Per minute",
                    "amount": 0.95,
                    "amountExVat": 0.8,
                    "currencyCode": "EUR",
                    "vatRate": 19.0,
                    "vatCountryCode": "NL",
                    "unitType": "MINUTE",
                    "units": 5,
                },
            ],
        },
    }


def test_rentals_are_listed_by_the_state_that_they_are_told_in(shop, partner):
    waiting, ridden, sold = assets_like(shop.asset, 3)
    booked = shop.book(waiting).leg.booking.reference
    running = shop.ride(ridden, customer="bob").leg.booking.reference
    over = shop.sold(asset=sold, customer="cem").leg.booking.reference

    assert ids_of(partner, "CONFIRMED") == [booked]
    assert ids_of(partner, "STARTED") == [running]
    assert ids_of(partner, "FINISHED") == [over]


def test_ferry_that_nobody_has_seen_is_told_by_its_id_alone(shop, partner):
    kind = shop.asset.asset_type
    kind.asset_class, kind.asset_sub_class = "FERRY", ""
    kind.save()
    rental = shop.ride()
    rental.longitude = rental.latitude = rental.seen_at = rental.charge = None
    rental.save()

    leg = read_leg(partner, rental)

    assert (leg["assetType"]["assetClass"], "assetSubClass" in leg["assetType"]) == ("WATER", False)
    assert leg["asset"] == {"id": shop.asset.asset_id, "overriddenProperties": {}}


def test_vehicle_without_a_place_is_offered_at_its_station(shop, partner):
    dock = VehicleStationFactory(fleet=shop.fleet)
    shop.asset.longitude = shop.asset.latitude = shop.asset.charge = None
    shop.asset.station = dock
    shop.asset.save()

    answer = partner.post("/plannings?booking-intent=false", {"from": CORNER, "nrOfTravelers": 1})

    published = read_published("1.1.0")
    if published is not None:
        published.check("POST", "/plannings", answer)
    [option] = answer.json()["options"]
    [leg] = option["legs"]
    assert ("id" in option, "id" in leg, option["from"]) == (False, False, CORNER)
    assert leg["asset"] == {
        "id": shop.asset.asset_id,
        "overriddenProperties": {"location": CORNER},
    }


def test_other_vehicle_can_be_chosen_before_the_ride(shop, partner):
    wish = {"from": CORNER, "nrOfTravelers": 1, "useAssets": [shop.asset.asset_id]}
    [option] = partner.post("/plannings", wish).json()["options"]
    partner.post("/bookings", {"id": option["id"]})
    partner.operate(option["id"], "COMMIT")
    [other] = assets_like(shop.asset, 1)

    told = answer_of(partner, f"/legs/{option['legs'][0]['id']}/available-assets")

    assert told == [
        {
            "id": other.asset_id,
            "overriddenProperties": {"location": CORNER, "stateOfCharge": 85},
        }
    ]


def test_end_that_was_agreed_is_told_as_the_arrival(shop, partner):
    rental = shop.ride()
    path = f"/legs/{rental.leg.reference}/events"
    later_end = {"event": "TIME_EXTEND", "time": "2026-06-01T14:00:00+02:00"}

    leg = answer_of(partner, path, "POST", later_end)

    assert (leg["state"], leg["arrivalTime"]) == ("IN_USE", "2026-06-01T12:00:00Z")


@given(st.lists(parts, max_size=5), uses, st.booleans())
def test_parts_add_up_to_what_is_charged(told_parts, use, tax_included):
    plan = plan_of(*told_parts, tax_included=tax_included)
    price = price_rental(plan, use, vat_rate=VAT_RATE)

    wire = [charged_to_wire(part, "EUR", rate=VAT_RATE, country="NL") for part in price.parts]

    assert added_up(wire) == price.amount
    published = read_published("1.1.0")
    for part in wire:
        assert part["amount"] >= 0 or part["meta"] == {"kind": "DISCOUNT"}
        assert (
            Decimal(str(part["amountExVat"])).copy_abs() <= Decimal(str(part["amount"])).copy_abs()
        )
        if published is not None:
            published.validate(part, "components", "schemas", "farePart")


def test_every_state_of_a_rental_has_a_word_of_the_file():
    assert set(RENTAL_STATE) == set(BookingState)
    published = read_published("1.1.0")
    if published is not None:
        assert set(RENTAL_STATE.values()) <= published.words_of("bookingState")


def test_surcharge_is_told_as_one(clock):
    surge = {"type": "FIXED", "kind": PlanPartKind.SURGE, "amount": Decimal("0.50")}
    shop = open_rental_shop([surge])
    token, secret = open_channel(shop.channel)

    leg = read_leg(Partner(World(shop, token, secret)), shop.ride())

    [part] = leg["pricing"]["parts"]
    assert (part["name"], part["amount"], part["meta"]) == ("Fixed", 0.5, {"kind": "SURGE"})
