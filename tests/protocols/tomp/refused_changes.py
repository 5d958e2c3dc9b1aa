"""Changes of bookings, messages about them and questions about vehicles that are refused."""

from __future__ import annotations

from sales.orders.customers import block_customer
from tests.factories.moments import BY, NOW
from tests.factories.moments import later as from_now
from tests.factories.sales import CustomerFactory
from tests.protocols.tomp.partner import Partner
from tests.protocols.tomp.refusing import Call, leg_of, refused
from tests.protocols.worlds import World, open_channel, other_channel

NOBODY = {"type": "USER_NO_SHOW"}


def change(partner: Partner, booking: dict, **members: object) -> Call:
    return lambda: partner.send("PUT", f"/bookings/{booking['id']}", members)


def tell(partner: Partner, booking: dict, **members: object) -> Call:
    return lambda: partner.post(f"/bookings/{booking['id']}/notifications", members)


def neighbour(partner: Partner) -> Partner:
    """Another channel of the same tenant."""
    token, secret = open_channel(other_channel(partner.world.shop))
    return Partner(World(partner.world.shop, token, secret))


# Changing a booking


@refused(400, 3002)
def change_of_the_state(partner, clock):
    return change(partner, partner.book(), state="CONFIRMED")


@refused(400, 3002)
def change_of_the_id(partner, clock):
    return change(partner, partner.book(), id="another")


@refused(400, 3002)
def change_of_the_price(partner, clock):
    booking = partner.book()
    [part] = booking["pricing"]["parts"]
    return change(partner, booking, pricing={"parts": [part | {"amount": 1.0}]})


@refused(400, 3002)
def change_of_a_place(partner, clock):
    return change(partner, partner.book(), to={"stationId": "church"})


@refused(400, 3002)
def change_of_a_time(partner, clock):
    booking = partner.book()
    return change(partner, booking, legs=[{"departureTime": "2026-06-01T13:00:00+02:00"}])


@refused(400, 3002)
def change_that_drops_a_leg(partner, clock):
    return change(partner, partner.book(), legs=[])


@refused(400, 3002)
def more_travellers_than_were_priced(partner, clock):
    return change(partner, partner.book(), legs=[{"travelerReferenceNumbers": ["t1", "t2"]}])


@refused(400, 3001)
def changed_customer_without_id(partner, clock):
    return change(partner, partner.book(), customer={"firstName": "Ada"})


@refused(400, 3002)
def changed_form_that_the_product_has_not(partner, clock):
    return change(partner, partner.book(), extraInfo={"ticketFormat": "AZTEC"})


@refused(403, 3209)
def change_to_a_blocked_customer(partner, clock):
    customer = CustomerFactory(channel=partner.world.shop.channel, external_id="c-1")
    block_customer(customer, by=BY, at=NOW)
    return change(partner, partner.book(), customer={"id": "c-1"})


@refused(403, 3203)
def change_after_the_start(partner, clock):
    return change(partner, partner.commit(), customer={"id": "c-1"})


@refused(404, 3204)
def change_of_nothing(partner, clock):
    return change(partner, {"id": "nothing"})


@refused(404, 3204)
def change_of_somebody_elses_booking(partner, clock):
    return change(partner, neighbour(partner).book())


@refused(410, 3202)
def change_of_a_lapsed_hold(partner, clock):
    booking = partner.book()
    clock.move_to(from_now(minutes=15))
    return change(partner, booking, customer={"id": "c-1"})


@refused(410, 3202)
def change_of_a_cancelled_booking(partner, clock):
    return change(partner, partner.change(partner.commit(), "CANCEL"))


# Messages


@refused(400, 3001)
def message_without_type(partner, clock):
    return tell(partner, partner.book(), comment="Hello")


@refused(400, 3002)
def message_of_an_unknown_type(partner, clock):
    return tell(partner, partner.book(), type="HELLO")


@refused(400, 3001)
def arrival_without_minutes(partner, clock):
    return tell(partner, partner.book(), type="ETA")


@refused(400, 3002)
def message_that_is_too_long(partner, clock):
    return tell(partner, partner.book(), type="OTHER", comment="x" * 1001)


@refused(404, 3204)
def message_about_nothing(partner, clock):
    return tell(partner, {"id": "nothing"}, **NOBODY)


@refused(410, 3202)
def message_about_a_released_booking(partner, clock):
    return tell(partner, partner.change(partner.book(), "CANCEL"), **NOBODY)


# Subscriptions


@refused(400, 3002)
def subscription_to_an_address_that_is_not_safe(partner, clock):
    path = f"/bookings/{partner.book()['id']}/subscription"
    return lambda: partner.post(path, {"webhook": "http://partner.example"})


@refused(404, 3204)
def subscription_to_nothing(partner, clock):
    return lambda: partner.send("POST", "/bookings/nothing/subscription")


@refused(404, 3204)
def end_of_a_subscription_to_nothing(partner, clock):
    return lambda: partner.send("DELETE", "/bookings/nothing/subscription")


@refused(410, 3202)
def subscription_to_a_cancelled_booking(partner, clock):
    booking = partner.change(partner.commit(), "CANCEL")
    return lambda: partner.send("POST", f"/bookings/{booking['id']}/subscription")


# The vehicle of a leg


@refused(404, 4204)
def progress_of_nothing(partner, clock):
    return lambda: partner.get("/legs/nothing/progress")


@refused(404, 4204)
def progress_of_a_leg_that_was_given_back(partner, clock):
    leg = leg_of(partner.change(partner.commit(), "CANCEL"))
    return lambda: partner.get(f"/legs/{leg}/progress")


@refused(400, 4002)
def location_that_is_neither_alone_nor_not(partner, clock):
    leg = leg_of(partner.commit())
    return lambda: partner.get(f"/legs/{leg}/progress?location-only=maybe")


@refused(404, 4006)
def progress_that_is_sent_to_us(partner, clock):
    leg = leg_of(partner.commit())
    return lambda: partner.post(f"/legs/{leg}/progress", {"coordinates": {"lng": 4, "lat": 52}})


@refused(404, 4006)
def leg_that_is_sent_to_us(partner, clock):
    leg = partner.commit()["legs"][0]
    return lambda: partner.send("PUT", f"/legs/{leg['id']}", leg)


@refused(403, 4004)
def choice_of_a_vehicle(partner, clock):
    leg = leg_of(partner.book())
    return lambda: partner.get(f"/legs/{leg}/available-assets")


@refused(404, 4204)
def choice_of_a_vehicle_for_nothing(partner, clock):
    return lambda: partner.get("/legs/nothing/available-assets")


@refused(400, 1009)
def page_of_vehicles_that_is_too_big(partner, clock):
    leg = leg_of(partner.book())
    return lambda: partner.get(f"/legs/{leg}/available-assets?limit=101")
