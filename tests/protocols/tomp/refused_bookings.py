"""Bookings, and operations and events on them, that are refused."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sales.catalogue.states import Cancellation
from sales.models import Product
from sales.orders.customers import block_customer
from tests.factories.moments import BY, NOW
from tests.factories.moments import later as from_now
from tests.factories.sales import CustomerFactory
from tests.protocols.tomp.partner import Partner
from tests.protocols.tomp.refusing import forget_keys, leg_of, refused, sell_for_dates
from tests.protocols.worlds import World, open_channel, other_channel

# Booking


@refused(400, 3001)
def booking_without_id(partner, clock):
    return lambda: partner.post("/bookings", {"customer": {"id": "c-1"}})


@refused(400, 3001)
def booking_of_a_null_id(partner, clock):
    return lambda: partner.post("/bookings", {"id": None})


@refused(400, 3001)
def customer_without_id(partner, clock):
    return lambda: partner.post("/bookings", {"id": "one", "customer": {"firstName": "Ada"}})


@refused(404, 3204)
def unknown_offer(partner, clock):
    return lambda: partner.post("/bookings", {"id": "nothing"})


@refused(404, 3204)
def offer_of_another_channel(partner, clock):
    token, secret = open_channel(other_channel(partner.world.shop))
    offer = Partner(World(partner.world.shop, token, secret)).offer()
    return lambda: partner.post("/bookings", {"id": offer})


@refused(404, 3204)
def leg_id_in_place_of_an_offer(partner, clock):
    leg = partner.plan()["options"][0]["legs"][0]["id"]
    return lambda: partner.post("/bookings", {"id": leg})


@refused(410, 3202)
def lapsed_offer(partner, clock):
    offer = partner.offer()
    clock.move_to(from_now(minutes=15))
    return lambda: partner.post("/bookings", {"id": offer})


@refused(409, 3004)
def offer_that_is_booked(partner, clock):
    booking = partner.book()
    return lambda: partner.post("/bookings", {"id": booking["id"]})


@refused(400, 3002)
def booking_with_a_form_that_the_product_has_not(partner, clock):
    offer = partner.offer()
    return lambda: partner.post("/bookings", {"id": offer, "extraInfo": {"ticketFormat": "PDF"}})


@refused(400, 3002)
def booking_with_two_forms(partner, clock):
    customer = {"id": "c-1", "requirements": {"ticketFormat": "QR;media=image/png"}}
    body = {"id": partner.offer(), "customer": customer, "extraInfo": {"ticketFormat": "QR"}}
    return lambda: partner.post("/bookings", body)


@refused(403, 3209)
def blocked_customer(partner, clock):
    customer = CustomerFactory(channel=partner.world.shop.channel, external_id="c-1")
    block_customer(customer, by=BY, at=NOW)
    body = {"id": partner.offer(), "customer": {"id": "c-1", "firstName": "Mallory"}}
    return lambda: partner.post("/bookings", body)


# Booking operations


@refused(400, 3001)
def no_operation(partner, clock):
    booking = partner.book()
    return lambda: partner.post(f"/bookings/{booking['id']}/events", {})


@refused(400, 3002)
def operation_that_is_not_done_here(partner, clock):
    booking = partner.book()
    return lambda: partner.operate(booking["id"], "EXPIRE")


@refused(404, 3204)
def operation_on_nothing(partner, clock):
    return lambda: partner.operate("nothing", "COMMIT")


@refused(404, 3204)
def operation_on_an_offer(partner, clock):
    offer = partner.offer()
    return lambda: partner.operate(offer, "COMMIT")


@refused(403, 3202)
def commit_on_an_expired_hold(partner, clock):
    booking = partner.book()
    clock.move_to(from_now(minutes=15))
    return lambda: partner.operate(booking["id"], "COMMIT")


@refused(403, 3202)
def cancel_on_an_expired_hold(partner, clock):
    booking = partner.book()
    clock.move_to(from_now(minutes=15))
    return lambda: partner.operate(booking["id"], "CANCEL")


@refused(403, 3502)
def commit_when_the_product_is_over(partner, clock):
    clock.move_to(datetime(2026, 6, 1, 21, 55, tzinfo=UTC))
    sell_for_dates(partner, date(2026, 6, 1), date(2026, 6, 2))
    offer = partner.offer(departureTime="2026-06-01T13:00:00+02:00")
    partner.post("/bookings", {"id": offer})
    clock.move_to(datetime(2026, 6, 1, 22, 5, tzinfo=UTC))
    return lambda: partner.operate(offer, "COMMIT")


@refused(403, 3004)
def commit_after_cancel(partner, clock):
    booking = partner.change(partner.book(), "CANCEL")
    return lambda: partner.operate(booking["id"], "COMMIT")


@refused(403, 3004)
def commit_after_the_sale_was_cancelled(partner, clock):
    booking = partner.change(partner.commit(), "CANCEL")
    return lambda: partner.operate(booking["id"], "COMMIT")


@refused(403, 3203)
def cancel_after_the_departure(partner, clock):
    booking = partner.commit()
    clock.move_to(from_now(minutes=30))
    return lambda: partner.operate(booking["id"], "CANCEL")


@refused(403, 3203)
def cancel_of_what_is_never_taken_back(partner, clock):
    products = Product.objects.filter(pk=partner.world.shop.product.pk)
    products.update(cancellation=Cancellation.NEVER)
    booking = partner.commit()
    return lambda: partner.operate(booking["id"], "CANCEL")


@refused(503, 3005)
def commit_without_a_key(partner, clock):
    booking = partner.book()
    forget_keys(partner)
    return lambda: partner.operate(booking["id"], "COMMIT")


# Legs


@refused(404, 4204)
def unknown_leg(partner, clock):
    return lambda: partner.get("/legs/nothing")


@refused(404, 4204)
def leg_that_is_only_offered(partner, clock):
    leg = partner.plan()["options"][0]["legs"][0]["id"]
    return lambda: partner.get(f"/legs/{leg}")


@refused(404, 4204)
def booking_id_in_place_of_a_leg(partner, clock):
    booking = partner.book()
    return lambda: partner.get(f"/legs/{booking['id']}")


@refused(404, 4204)
def leg_with_a_strange_id(partner, clock):
    return lambda: partner.get("/legs/%F0%9F%9A%8B%0A%25")


@refused(400, 4001)
def no_event(partner, clock):
    leg = leg_of(partner.commit())
    return lambda: partner.post(f"/legs/{leg}/events", {"time": NOW.isoformat()})


@refused(400, 4001)
def event_without_time(partner, clock):
    leg = leg_of(partner.commit())
    return lambda: partner.post(f"/legs/{leg}/events", {"event": "SET_IN_USE"})


@refused(400, 4002)
def event_that_is_not_done_here(partner, clock):
    leg = leg_of(partner.commit())
    return lambda: partner.activate(leg, "FINISH")


@refused(403, 4004)
def event_before_the_commit(partner, clock):
    leg = leg_of(partner.book())
    return lambda: partner.activate(leg)


@refused(403, 4004)
def event_on_a_released_leg(partner, clock):
    leg = leg_of(partner.change(partner.book(), "CANCEL"))
    return lambda: partner.activate(leg)


@refused(403, 4004)
def event_on_a_cancelled_leg(partner, clock):
    leg = leg_of(partner.change(partner.commit(), "CANCEL"))
    return lambda: partner.activate(leg)


@refused(503, 4005)
def ticket_of_a_tenant_that_lost_its_keys(partner, clock):
    _, leg = partner.sell()
    forget_keys(partner)
    clock.move_to(from_now(minutes=1))
    return lambda: partner.get(f"/legs/{leg['id']}")
