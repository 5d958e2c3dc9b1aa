"""Rentals, ends of rentals and questions for support that are refused."""

from __future__ import annotations

from datetime import timedelta

from operators.fleet.actions import disable_asset, reserve_asset, retire_asset
from operators.models import Asset, AssetType, SimulatedVehicle
from sales.models import CatalogueEntry, Customer
from sales.orders.customers import block_customer
from tests.factories.fleet import FleetHoursFactory, assets_like
from tests.factories.moments import BY, NOW
from tests.protocols.tomp.edge import voi
from tests.protocols.tomp.edge.refused import refused

# Vehicles


@refused(406, 3204)
def unknown_vehicle(rider):
    return lambda: rider.try_to_book(useAssets=["nothing"])


@refused(406, 3203)
def vehicle_that_another_customer_has(rider):
    rider.book(customer={"externalId": "somebody else"})
    return rider.try_to_book


@refused(409, 3004)
def vehicle_that_this_customer_has(rider):
    rider.book()
    return rider.try_to_book


@refused(406, 3203)
def vehicle_that_its_feed_calls_reserved(rider):
    Asset.objects.filter(pk=rider.world.asset.pk).update(is_reserved=True)
    return rider.try_to_book


@refused(406, 3203)
def vehicle_that_somebody_took_otherwise(rider):
    reserve_asset(rider.world.asset, by=BY, at=NOW)
    return rider.try_to_book


@refused(406, 3203)
def vehicle_out_of_service(rider):
    disable_asset(rider.world.asset, by=BY, at=NOW)
    return rider.try_to_book


@refused(406, 3204)
def vehicle_that_left_its_fleet(rider):
    retire_asset(rider.world.asset, by=BY, at=NOW)
    return rider.try_to_book


@refused(406, 3203)
def empty_vehicle(rider):
    Asset.objects.filter(pk=rider.world.asset.pk).update(charge=9.9)
    return rider.try_to_book


@refused(406, 3203)
def vehicle_without_a_price(rider):
    AssetType.objects.filter(pk=rider.world.asset_type.pk).update(default_plan=None)
    return rider.try_to_book


@refused(406, 3203)
def closed_fleet(rider):
    hours = {"days": ["TUE"], "opens": "06:00", "closes": "22:00", "text": ""}
    FleetHoursFactory(fleet=rider.world.fleet, **hours)
    return rider.try_to_book


@refused(406, 3500)
def nothing_on_sale(rider):
    CatalogueEntry.objects.filter(channel=rider.world.channel).delete()
    return rider.try_to_book


@refused(428, 3209)
def blocked_customer(rider):
    rider.finish(rider.ride())
    block_customer(Customer.objects.get(channel=rider.world.channel), by=BY, at=NOW)
    return rider.try_to_book


# Legs


@refused(503, 4005)
def jammed_lock(rider):
    booking = rider.ride()
    rider.tell(booking, "START_FINISHING")
    SimulatedVehicle.objects.update(jams=2)
    rider.tell(booking, "FINISH")
    # What a try leaves is the note that it was made, which a second one writes as well.
    return lambda: rider.tell(booking, "FINISH")


@refused(409, 4004)
def leg_that_is_over(rider):
    booking = rider.ride()
    rider.finish(booking)
    return lambda: rider.tell(booking, "FINISH")


@refused(400, 4002)
def event_about_another_vehicle(rider):
    booking = rider.ride()
    return lambda: rider.tell(booking, "FINISH", asset={"id": "another"})


@refused(400, 4002)
def event_of_tomp_that_is_not_served(rider):
    booking = rider.ride()
    return lambda: rider.tell(booking, "PAUSE")


@refused(400, 4002)
def event_that_nobody_knows(rider):
    booking = rider.ride()
    return lambda: rider.tell(booking, "finish")


@refused(400, 4001)
def event_without_a_name(rider):
    booking = rider.ride()
    return lambda: rider.post(f"/legs/{booking['legs'][0]['id']}/events", {})


@refused(400, 4002)
def event_at_a_naive_time(rider):
    booking = rider.ride()
    return lambda: rider.tell(booking, "FINISH", time="2026-06-01T10:00:00")


@refused(400, 4002)
def event_far_from_the_earth(rider):
    booking = rider.ride()
    place = {"coordinates": {"lng": 180.1, "lat": -90.1}}
    return lambda: rider.tell(booking, "FINISH", userLocation=place)


@refused(400, 4002)
def event_with_evidence_that_is_no_address(rider):
    booking = rider.ride()
    return lambda: rider.tell(booking, "FINISH", url=["javascript:alert(1)"])


@refused(400, 4002)
def event_with_a_charge_above_full(rider):
    booking = rider.ride()
    return lambda: rider.tell(booking, "FINISH", asset={"stateOfCharge": 101})


# One-stop requests


@refused(400, 3001)
def nothing_asked(rider):
    return lambda: rider.post("/bookings/one-stop", {})


@refused(400, 3002)
def no_object(rider):
    return lambda: rider.post("/bookings/one-stop", ["from"])


@refused(400, 3002)
def no_json(rider):
    return lambda: rider.post("/bookings/one-stop", "{")


@refused(415, 3002)
def no_json_by_its_name(rider):
    return lambda: rider.send("POST", "/bookings/one-stop", "a=1", media="text/plain")


@refused(400, 3002)
def two_vehicles(rider):
    assets_like(rider.world.asset, 1, asset_id="second")
    return lambda: rider.try_to_book(useAssets=["vehicle-id-123", "second"])


@refused(400, 3002)
def no_vehicle(rider):
    return lambda: rider.try_to_book(useAssets=[])


@refused(400, 3001)
def vehicles_left_out(rider):
    return lambda: rider.try_to_book(useAssets=None)


@refused(400, 3002)
def vehicle_id_that_is_a_number(rider):
    return lambda: rider.try_to_book(useAssets=[123])


@refused(400, 3002)
def vehicle_by_its_type(rider):
    return lambda: rider.try_to_book(useAssetTypes=["escooter"])


@refused(400, 3002)
def longitude_that_is_text(rider):
    place = {"coordinates": {"lng": "13.3888", "lat": 52.517}}
    return lambda: rider.try_to_book(**{"from": place})


@refused(400, 3002)
def latitude_that_is_true(rider):
    place = {"coordinates": {"lng": 13.3888, "lat": True}}
    return lambda: rider.try_to_book(**{"from": place})


@refused(400, 3001)
def place_without_coordinates(rider):
    return lambda: rider.try_to_book(**{"from": {"name": "Corner"}})


@refused(400, 3001)
def customer_without_an_id(rider):
    return lambda: rider.try_to_book(customer={"firstName": "Ada"})


@refused(400, 3002)
def rental_ahead_of_its_time(rider):
    ahead = NOW + timedelta(hours=2)
    return lambda: rider.try_to_book(departureTime=ahead.isoformat())


@refused(400, 3002)
def rental_at_a_naive_time(rider):
    return lambda: rider.try_to_book(departureTime="2026-06-01T10:00:00")


@refused(400, 7002)
def key_that_cannot_be_kept(rider):
    return lambda: rider.try_to_book(Idempotency_Key="k" * 256)


@refused(400, 7002)
def key_of_another_request(rider):
    rider.book(Idempotency_Key="one")
    return lambda: rider.try_to_book(Idempotency_Key="one", useAssets=["another"])


# Support


@refused(400, 5001)
def support_for_nothing(rider):
    return lambda: rider.post("/support", {})


@refused(400, 5002)
def support_of_an_unknown_type(rider):
    asked = {**voi.SUPPORT_REQUEST, "id": rider.book()["id"], "supportType": "LOST"}
    return lambda: rider.post("/support", asked)


@refused(400, 5002)
def support_at_a_naive_time(rider):
    asked = {**voi.SUPPORT_REQUEST, "id": rider.book()["id"], "time": "2026-04-15T10:45:00"}
    return lambda: rider.post("/support", asked)
