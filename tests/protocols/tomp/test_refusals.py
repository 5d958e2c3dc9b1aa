"""What TOMP 1.1 refuses: with which status and errorcode, and that nothing is stored."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.http import HttpResponse

from operators.tenancy.actions import revoke_token
from operators.tenancy.models import TokenRole
from sales.catalogue.states import Cancellation
from sales.models import CatalogueEntry, Fare, Product
from sales.orders.actions import block_customer
from tests.factories.moments import BY, NOW
from tests.factories.moments import later as from_now
from tests.factories.sales import CustomerFactory, SalesChannelFactory
from tests.factories.tickets import ActiveKeyFactory
from tests.protocols.tomp.partner import Partner, planning_request, stop_reference
from tests.protocols.worlds import World, open_channel, other_channel
from tickets.actions.keys import revoke_key
from tickets.models import IssuerKey

pytestmark = pytest.mark.django_db

Call = Callable[[], HttpResponse]
CASES = []

COUNTED = {"protocols_requestcount", "operators_apitoken"}
"""Tables in which every request of a token may leave a trace."""


@pytest.fixture
def partner(at_once) -> Partner:
    return Partner(at_once)


def refused(status: int, errorcode: int) -> Callable:
    """A case: the function prepares it and returns the call that is refused."""

    def note(case: Callable[[Partner, object], Call]) -> Callable:
        CASES.append(pytest.param(case, status, errorcode, id=case.__name__))
        return case

    return note


# Headers


@refused(400, 7002)
def api_is_not_tomp(partner, clock):
    return lambda: partner.get("/bookings?state=PENDING", Api="GOFS")


@refused(400, 7008)
def version_is_2_0(partner, clock):
    return lambda: partner.get("/bookings?state=PENDING", Api_Version="2.0.0")


@refused(400, 7008)
def version_is_not_one(partner, clock):
    return lambda: partner.get("/bookings?state=PENDING", Api_Version="Dragonfly")


@refused(404, 7006)
def bare_path_without_api(partner, clock):
    return lambda: partner.get("/plannings/one/more", Api="")


# Tokens


@refused(401, 7001)
def no_token(partner, clock):
    return lambda: partner.get("/bookings?state=PENDING", Authorization="")


@refused(401, 7001)
def unknown_token(partner, clock):
    return lambda: partner.get("/bookings?state=PENDING", Authorization="Bearer nothing")


@refused(401, 7001)
def token_in_another_scheme(partner, clock):
    secret = partner.world.secret
    return lambda: partner.get("/bookings?state=PENDING", Authorization=f"Basic {secret}")


@refused(401, 7001)
def revoked_token(partner, clock):
    revoke_token(partner.world.token.token, by=BY, at=NOW)
    return lambda: partner.get("/bookings?state=PENDING")


@refused(403, 7006)
def token_without_the_role(partner, clock):
    _, secret = open_channel(partner.world.shop.channel, TokenRole.INSPECTION)
    return lambda: partner.get("/bookings?state=PENDING", Authorization=f"Bearer {secret}")


@refused(429, 7007)
def too_many_requests(partner, clock):
    token = partner.world.token.token
    token.requests_per_minute = 1
    token.save()
    partner.get("/bookings?state=PENDING")
    return lambda: partner.get("/bookings?state=PENDING")


# Paths and media types


@refused(404, 7006)
def endpoint_that_is_not_served(partner, clock):
    return lambda: partner.get("/operator/regions")


@refused(404, 7006)
def endpoint_of_older_versions(partner, clock):
    return lambda: partner.get("/plannings/17")


@refused(404, 7006)
def path_that_is_not_of_tomp(partner, clock):
    return lambda: partner.get("/tomp/nowhere")


@refused(404, 3006)
def method_that_is_not_served(partner, clock):
    booking = partner.book()
    return lambda: partner.send("PUT", f"/bookings/{booking['id']}", booking)


@refused(405, 3002)
def method_that_tomp_does_not_have(partner, clock):
    return lambda: partner.send("DELETE", "/bookings")


@refused(405, 4002)
def options(partner, clock):
    return lambda: partner.send("OPTIONS", "/legs/one")


@refused(415, 2002)
def body_of_a_form(partner, clock):
    body = "from=market&to=beach"
    return lambda: partner.send(
        "POST", "/plannings", body, media="application/x-www-form-urlencoded"
    )


@refused(413, 3002)
def body_of_more_than_a_mebibyte(partner, clock):
    body = {"id": partner.offer(), "extraInfo": {"note": "x" * 1024 * 1024}}
    return lambda: partner.post("/bookings", body)


# Planning


@refused(400, 2001)
def planning_without_destination(partner, clock):
    body = planning_request(partner.world)
    del body["to"]
    return lambda: partner.post("/plannings", body)


@refused(400, 2001)
def place_without_reference(partner, clock):
    place = {"name": "Market", "coordinates": {"lng": 4.3, "lat": 52.1}}
    return lambda: plan(partner, **{"from": place})


@refused(400, 2001)
def reference_of_another_kind(partner, clock):
    place = {"stopReference": [stop_reference("ut", "NS_CODE")]}
    return lambda: plan(partner, to=place)


@refused(400, 2002)
def unknown_stop(partner, clock):
    return lambda: plan(partner, to={"stopReference": [stop_reference("nowhere")]})


@refused(400, 2002)
def references_that_differ(partner, clock):
    references = [stop_reference("beach"), stop_reference("market")]
    return lambda: plan(partner, to={"stopReference": references})


@refused(403, 2501)
def tenant_without_timetable(partner, clock):
    channel = SalesChannelFactory()
    token, secret = open_channel(channel)
    stranger = Partner(World(partner.world.shop, token, secret))
    return lambda: plan(stranger)


@refused(400, 2002)
def departure_in_the_year_1(partner, clock):
    return lambda: plan(partner, departureTime="0001-01-01T00:00:00+14:00")


@refused(400, 2002)
def departure_in_the_year_9999(partner, clock):
    return lambda: plan(partner, departureTime="9999-12-31T23:59:59-14:00")


@refused(400, 2002)
def arrival_in_the_year_1(partner, clock):
    return lambda: plan(partner, arrivalTime="0001-01-01T00:00:00Z")


@refused(400, 2002)
def departure_without_offset(partner, clock):
    return lambda: plan(partner, departureTime="2026-06-01T12:00:00")


@refused(400, 2002)
def departure_that_is_no_moment(partner, clock):
    return lambda: plan(partner, departureTime="2026-02-30T12:00:00Z")


@refused(400, 2002)
def nobody_travels(partner, clock):
    return lambda: plan(partner, nrOfTravelers=0)


@refused(400, 2002)
def too_many_travel(partner, clock):
    return lambda: plan(partner, nrOfTravelers=51)


@refused(400, 2002)
def more_travelers_than_their_number(partner, clock):
    return lambda: plan(partner, nrOfTravelers=1, travelers=[{}, {}])


@refused(400, 2002)
def intent_that_is_neither(partner, clock):
    body = planning_request(partner.world)
    return lambda: partner.post("/plannings?booking-intent=perhaps", body)


@refused(400, 2002)
def planning_with_an_unknown_form(partner, clock):
    return lambda: plan(partner, extraInfo={"ticketFormat": "HOLOGRAM"})


@refused(400, 2002)
def planning_with_a_form_that_the_product_has_not(partner, clock):
    return lambda: plan(partner, extraInfo={"ticketFormat": "AZTEC"})


@refused(400, 2002)
def planning_with_two_forms(partner, clock):
    people = [{"requirements": {"ticketFormat": form}} for form in ("QR", "QR;media=image/png")]
    return lambda: plan(partner, nrOfTravelers=2, travelers=people)


@refused(403, 3500)
def nothing_on_sale(partner, clock):
    CatalogueEntry.objects.filter(channel=partner.world.shop.channel).delete()
    return lambda: plan(partner)


@refused(403, 2500)
def product_without_fare(partner, clock):
    Fare.objects.filter(product=partner.world.shop.product).delete()
    return lambda: plan(partner)


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
    booking = partner.book()
    products = Product.objects.filter(pk=partner.world.shop.product.pk)
    products.update(cancellation=Cancellation.NEVER)
    partner.commit(booking)
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


# Lists


@refused(400, 3001)
def bookings_of_no_state(partner, clock):
    return lambda: partner.get("/bookings")


@refused(400, 3002)
def bookings_of_an_unknown_state(partner, clock):
    return lambda: partner.get("/bookings?state=SOLD%00")


@refused(400, 1009)
def page_of_bookings_that_is_too_big(partner, clock):
    return lambda: partner.get("/bookings?state=PENDING&limit=101")


@refused(400, 1009)
def page_of_stations_that_is_too_big(partner, clock):
    return lambda: partner.get("/operator/stations?limit=1001")


@refused(400, 1002)
def page_that_is_none(partner, clock):
    return lambda: partner.get("/operator/stations?limit=0")


@refused(400, 1002)
def page_before_the_first(partner, clock):
    return lambda: partner.get("/operator/stations?offset=-1")


@refused(400, 1002)
def page_out_of_reach(partner, clock):
    return lambda: partner.get(f"/operator/stations?offset={'9' * 30}")


@refused(403, 1501)
def information_without_timetable(partner, clock):
    token, secret = open_channel(SalesChannelFactory())
    stranger = Partner(World(partner.world.shop, token, secret))
    return lambda: stranger.get("/operator/information")


@pytest.mark.parametrize(("case", "status", "errorcode"), CASES)
def test_refusal_says_what_is_wrong_and_stores_nothing(partner, clock, case, status, errorcode):
    call = case(partner, clock)
    stored = contents()

    response = call()

    body = response.json()
    assert (response.status_code, body["errorcode"]) == (status, errorcode), body
    assert list(body) == ["errorcode", "type", "title", "status", "detail", "instance"]
    assert body["status"] == status
    assert body["detail"] == body["detail"].strip() != ""
    assert body["instance"].startswith("urn:request:")
    assert response["Content-Type"] == "application/json"
    assert response["Content-Language"] == "en"
    assert response["Cache-Control"] == "no-store"
    assert ("Retry-After" in response) == (status in (429, 503))
    assert ("WWW-Authenticate" in response) == (status == 401)
    assert contents() == stored


def test_throttled_partner_is_told_when_to_come_again(partner, clock):
    clock.move_to(from_now(seconds=12))
    refusal = too_many_requests(partner, clock)()

    assert refusal["Retry-After"] == "48"
    clock.move_to(from_now(minutes=1))
    assert partner.get("/bookings?state=PENDING").status_code == 200


def test_throttle_counts_each_token_by_itself(partner, clock):
    _, secret = open_channel(partner.world.shop.channel)
    too_many_requests(partner, clock)()

    response = partner.get("/bookings?state=PENDING", Authorization=f"Bearer {secret}")

    assert response.status_code == 200


def test_refusals_count_for_the_throttle(partner):
    token = partner.world.token.token
    token.requests_per_minute = 2
    token.save()

    answers = [partner.get("/legs/nothing").status_code for _ in range(3)]

    assert answers == [404, 404, 429]


def test_booking_that_could_not_be_signed_is_committed_once_there_is_a_key(partner):
    booking = partner.book()
    forget_keys(partner)
    assert partner.operate(booking["id"], "COMMIT").status_code == 503
    assert partner.get(f"/bookings/{booking['id']}").json() == booking

    ActiveKeyFactory(tenant=partner.world.shop.tenant)

    assert partner.change(booking, "COMMIT")["legs"][0]["ticket"]["tokenType"] == "QR"


def test_ticket_without_a_key_is_not_activated(later):
    partner = Partner(later)
    leg = leg_of(partner.commit())
    forget_keys(partner)

    response = partner.activate(leg)

    assert (response.status_code, response.json()["errorcode"]) == (503, 4005)
    assert partner.get(f"/legs/{leg}").json()["state"] == "PREPARING"


def test_ticket_that_waited_too_long_is_not_activated(later, clock):
    partner = Partner(later)
    leg = leg_of(partner.commit())
    clock.move_to(NOW + timedelta(days=366))
    stored = contents()

    response = partner.activate(leg)

    assert (response.status_code, response.json()["errorcode"]) == (403, 4202)
    assert contents() == stored


def test_stops_without_a_connection_have_no_options(partner):
    response = plan(partner, to={"stopReference": [stop_reference("island")]})

    assert (response.status_code, response.json()) == (
        201,
        {"validUntil": "2026-06-01T10:00:00Z", "options": []},
    )


def test_commit_twice_makes_one_set_of_tickets(partner):
    booking = partner.commit()
    stored = contents()

    again = partner.change(booking, "COMMIT")

    assert again == booking
    assert contents() == stored


def test_cancel_twice_is_answered_like_once(partner):
    booking = partner.change(partner.commit(), "CANCEL")
    stored = contents()

    again = partner.change(booking, "CANCEL")

    assert again == booking
    assert contents() == stored


def test_bare_path_of_nothing_of_tomps_is_nobodys(client):
    response = client.get("/nowhere", headers={"Api": "TOMP"})

    assert (response.status_code, response["Content-Type"]) == (404, "text/html; charset=utf-8")


def plan(partner: Partner, **more: object) -> HttpResponse:
    return partner.post("/plannings", planning_request(partner.world, **more))


def leg_of(booking) -> str:
    return booking["legs"][0]["id"]


def forget_keys(partner: Partner) -> None:
    """Every key of the tenant leaked."""
    for key in IssuerKey.objects.filter(tenant=partner.world.shop.tenant):
        revoke_key(key, by=BY, at=NOW)


def contents() -> dict[str, str]:
    """A fingerprint of every table that a refused request must leave as it was."""
    fingerprints = {}
    with connection.cursor() as cursor:
        for table in sorted({model._meta.db_table for model in apps.get_models()} - COUNTED):
            cursor.execute(
                f"SELECT md5(string_agg(t::text, ',' ORDER BY t::text)) FROM \"{table}\" AS t"  # noqa: S608
            )
            [fingerprints[table]] = cursor.fetchone()
    return fingerprints
