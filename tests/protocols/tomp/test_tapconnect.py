"""The promises of the TapConnect-style TOMP interface, in its words, one after the other."""

from __future__ import annotations

import base64
from datetime import datetime, timedelta

import pytest

from operators.tenancy.models import TokenRole
from sales.models import CatalogueEntry
from tests.factories.moments import NOW
from tests.factories.moments import later as from_now
from tests.protocols.scanning import inspect, read_image
from tests.protocols.tomp.partner import Partner, planning_request, stop_reference
from tests.protocols.worlds import World, open_channel
from tickets.codecs.reasons import Reason
from tickets.models import Ticket
from tickets.states import TicketState

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner(at_once) -> Partner:
    return Partner(at_once)


# A client needs a configured sales channel with a single product available at any time.


def test_channel_sells_its_single_product(partner):
    options = partner.plan()["options"]

    [entry] = CatalogueEntry.objects.filter(channel=partner.world.shop.channel)
    assert entry.single_product
    assert {leg["assetType"]["id"] for option in options for leg in option["legs"]} == {
        entry.product.code
    }


# An API token with the TOMP endpoint role for the sales channel.


def test_token_needs_the_role_tomp(partner):
    _, secret = open_channel(partner.world.shop.channel, TokenRole.INSPECTION)

    response = partner.get("/bookings?state=PENDING", Authorization=f"Bearer {secret}")

    assert (response.status_code, response.json()["errorcode"]) == (403, 7006)


# Versioning and routing of the TOMP API is based on headers.


@pytest.mark.parametrize(
    "path", ["/plannings", "/plannings/", "/tomp/plannings", "/tomp/plannings/"]
)
def test_api_header_routes_the_bare_paths(partner, path):
    assert partner.post(path, planning_request(partner.world)).status_code == 201


def test_bare_path_without_api_header_is_not_tomps(partner):
    response = partner.post("/plannings", planning_request(partner.world), Api="")

    assert response.status_code == 404
    assert response.json()["detail"] == (
        "Send the header “Api: TOMP” with this path, or put /tomp before it."
    )


@pytest.mark.parametrize("api", ["", "TOMP", "tomp"])
def test_path_below_tomp_needs_no_api_header(partner, api):
    response = partner.post("/tomp/plannings", planning_request(partner.world), Api=api)

    assert response.status_code == 201


@pytest.mark.parametrize("version", ["", "1.1", "1.1.0", "1.1.3", "1.1.12"])
def test_api_version_names_the_version(partner, version):
    response = partner.post("/plannings", planning_request(partner.world), Api_Version=version)

    assert response.status_code == 201


def test_authorization_bearer_passes_the_key(partner):
    plain = {"Api": "TOMP", "Api-Version": "1.1.3"}

    refused = partner.client.get("/bookings?state=PENDING", headers=plain)
    let_in = partner.client.get(
        "/bookings?state=PENDING",
        headers={**plain, "Authorization": f"Bearer {partner.world.secret}"},
    )

    assert (refused.status_code, refused["WWW-Authenticate"]) == (401, "Bearer")
    assert let_in.status_code == 200


def test_x_access_token_passes_the_key_as_well(partner):
    response = partner.get(
        "/bookings?state=PENDING", Authorization="", X_Access_Token=partner.world.secret
    )

    assert response.status_code == 200


@pytest.mark.parametrize("path", ["/operator/meta", "/operator/meta/", "/tomp/operator/meta"])
def test_meta_needs_no_header_at_all(client, path):
    response = client.get(path)

    assert response.status_code == 200
    assert [entry["version"] for entry in response.json()] == ["1.1.0", "1.1.3"]
    assert {entry["baseUrl"] for entry in response.json()} == {"http://localhost/tomp"}


# In the planning phase, from and to need to contain GTFS ids; the answer has options and prices.


@pytest.mark.parametrize(
    ("origin", "destination"),
    [
        (
            {"stopReference": [stop_reference("market")]},
            {"stopReference": [stop_reference("beach")]},
        ),
        (
            {"stopReference": [stop_reference("10", "GTFS_STOP_CODE")]},
            {"stopReference": [stop_reference("20", "GTFS_STOP_CODE")]},
        ),
        (
            {"stopReference": [stop_reference("market")]},
            {"stopReference": [stop_reference("coast", "GTFS_AREA_ID")]},
        ),
        ({"stationId": "market"}, {"stationId": "beach"}),
        (
            {"name": "Market", "coordinates": {"lng": 4.3, "lat": 52.1}, "stationId": "market"},
            {"stopReference": [stop_reference("nowhere"), stop_reference("beach")]},
        ),
    ],
)
def test_from_and_to_are_gtfs_ids(partner, origin, destination):
    options = partner.plan(**{"from": origin, "to": destination})["options"]

    assert [
        (option["from"]["stationId"], option["to"]["stationId"], option["legs"][0]["departureTime"])
        for option in options
    ] == [
        ("market", "beach", "2026-06-01T12:30:00+02:00"),
        ("market", "beach", "2026-06-01T13:00:00+02:00"),
        ("market", "beach", "2026-06-01T13:30:00+02:00"),
        ("market", "beach", "2026-06-02T08:00:00+02:00"),
    ]


def test_station_stands_for_its_platforms(partner):
    options = partner.plan(**{"from": {"stopReference": [stop_reference("church")]}})["options"]

    assert {option["from"]["stationId"] for option in options} == {"church:2"}


def test_options_have_prices(partner):
    assert partner.plan()["options"][0]["pricing"] == {
        "estimated": False,
        "description": partner.world.shop.product.name,
        "parts": [
            {
                "type": "FIXED",
                "name": "1 × Adult",
                "amount": 4.0,
                "amountExVat": 3.67,
                "currencyCode": "EUR",
                "vatRate": 9.0,
                "vatCountryCode": "NL",
            }
        ],
    }


def test_planning_says_until_when_its_options_can_be_booked(partner):
    assert partner.plan()["validUntil"] == "2026-06-01T10:15:00Z"


def test_departure_time_is_when_the_trip_may_begin(partner):
    options = partner.plan(departureTime="2026-06-01T12:45:00+02:00")["options"]

    assert options[0]["legs"][0]["departureTime"] == "2026-06-01T13:00:00+02:00"


def test_arrival_time_alone_asks_for_the_last_rides_that_make_it(partner):
    options = partner.plan(arrivalTime="2026-06-01T13:20:00+02:00")["options"]

    assert [option["legs"][0]["arrivalTime"] for option in options] == [
        "2026-06-01T12:50:00+02:00",
        "2026-06-01T13:20:00+02:00",
    ]


def test_arrival_time_beside_a_departure_time_leaves_out_what_comes_too_late(partner):
    options = partner.plan(
        departureTime="2026-06-01T12:10:00+02:00", arrivalTime="2026-06-01T13:00:00+02:00"
    )["options"]

    assert [option["legs"][0]["arrivalTime"] for option in options] == ["2026-06-01T12:50:00+02:00"]


# The booking options received in the planning phase each have a unique id.


@pytest.mark.parametrize("query", ["", "?booking-intent=true"])
def test_options_and_legs_have_unique_ids(partner, query):
    response = partner.post(f"/plannings{query}", planning_request(partner.world))

    options = response.json()["options"]
    ids = [option["id"] for option in options] + [leg["id"] for o in options for leg in o["legs"]]
    assert len(set(ids)) == 8


@pytest.mark.parametrize(("version", "query"), [("1.1.0", ""), ("1.1.3", "?booking-intent=false")])
def test_planning_without_intent_only_informs(at_once, version, query):
    partner = Partner(at_once, version=version)

    response = partner.post(f"/plannings{query}", planning_request(at_once))

    options = response.json()["options"]
    assert len(options) == 4
    assert [option.get("id") for option in options] == [None] * 4
    assert [leg.get("id") for option in options for leg in option["legs"]] == [None] * 4
    assert at_once.shop.channel.offers.count() == 0


# The client can create a new booking by sending the selected option id in a booking request.
# The booking will be created in a PENDING state, and the legs will be in state PREPARING.


def test_option_id_becomes_a_pending_booking_with_preparing_legs(partner):
    option = partner.plan()["options"][2]

    response = partner.post("/bookings", {"id": option["id"]})

    booking = response.json()
    assert response.status_code == 201
    assert (booking["id"], booking["state"]) == (option["id"], "PENDING")
    assert [(leg["id"], leg["state"]) for leg in booking["legs"]] == [
        (leg["id"], "PREPARING") for leg in option["legs"]
    ]
    assert response["Expires"] == "Mon, 01 Jun 2026 10:15:00 GMT"
    assert response["Cache-Control"] == "no-store"


def test_booking_keeps_the_price_and_times_of_its_option(partner):
    option = partner.plan()["options"][0]

    booking = partner.post("/bookings", {"id": option["id"]}).json()

    told = ("from", "to", "pricing")
    assert {name: booking[name] for name in told} == {name: option[name] for name in told}
    assert [{**leg, "state": "NOT_STARTED"} for leg in booking["legs"]] == option["legs"]


# To commit the booking and create tickets, or cancel the booking the client can update the state
# of the booking. Only the COMMIT and CANCEL operations are supported on this endpoint.


@pytest.mark.parametrize("operation", ["EXPIRE", "DENY", "EXTEND_EXPIRY_TIME", "commit", "SELL"])
def test_other_operations_are_not_supported(partner, operation):
    booking = partner.book()

    response = partner.operate(booking["id"], operation)

    assert (response.status_code, response.json()["errorcode"]) == (400, 3002)
    assert response.json()["detail"] == (
        f"operation: “{operation}” is not supported; send COMMIT or CANCEL."
    )
    assert partner.get(f"/bookings/{booking['id']}").json()["state"] == "PENDING"


def test_cancel_releases_a_booking_that_was_not_committed(partner):
    booking = partner.change(partner.book(), "CANCEL")

    assert booking["state"] == "RELEASED"
    assert [leg["state"] for leg in booking["legs"]] == ["CANCELLED"]


def test_cancel_takes_back_a_committed_booking(partner):
    booking = partner.change(partner.commit(), "CANCEL")

    assert booking["state"] == "CANCELLED"
    assert [(leg["state"], leg.get("ticket")) for leg in booking["legs"]] == [("CANCELLED", None)]
    assert {ticket.state for ticket in tickets_of(partner.world)} == {TicketState.VOIDED}


@pytest.mark.parametrize(("is_used", "told"), [(False, "PREPARING"), (True, "IN_USE")])
def test_version_1_1_0_tells_the_last_state_of_a_cancelled_leg(later, is_used, told):
    partner = Partner(later, version="1.1.0")
    booking = partner.commit(offered_with_ids(partner))
    if is_used:
        partner.activate(booking["legs"][0]["id"])

    [leg] = partner.change(booking, "CANCEL")["legs"]

    assert (leg["state"], leg.get("ticket")) == (told, None)


# When a booking is committed, the state of the booking is CONFIRMED, and all tickets required for
# the legs are created.


def test_commit_confirms_and_creates_a_ticket_for_each_traveller(later):
    partner = Partner(later)
    [option, *_] = partner.plan(nrOfTravelers=3)["options"]
    booking = partner.post("/bookings", {"id": option["id"]}).json()
    assert tickets_of(later) == []

    booking = partner.change(booking, "COMMIT")

    assert booking["state"] == "CONFIRMED"
    assert [leg["state"] for leg in booking["legs"]] == ["PREPARING"] * 3
    assert [ticket.state for ticket in tickets_of(later)] == [TicketState.ISSUED] * 3


# For immediately active tickets, the leg state will be IN_USE; the booking stays CONFIRMED.


def test_leg_of_an_immediately_active_ticket_is_in_use(partner):
    booking = partner.commit()

    assert booking["state"] == "CONFIRMED"
    assert [leg["state"] for leg in booking["legs"]] == ["IN_USE"]
    assert [ticket.state for ticket in tickets_of(partner.world)] == [TicketState.ACTIVE]


# For tickets which need to be activated later, the leg state will be PREPARING.


def test_leg_of_a_ticket_to_be_activated_later_is_preparing(later):
    partner = Partner(later)
    booking = partner.commit()

    response = partner.get(f"/legs/{booking['legs'][0]['id']}")

    assert [leg["state"] for leg in booking["legs"]] == ["PREPARING"]
    assert (response.json()["state"], response.json().get("ticket")) == ("PREPARING", None)
    assert response["Cache-Control"] == "private, no-cache"


# The state can be changed by sending the SET_IN_USE event to the legs endpoint.


def test_set_in_use_activates(later):
    partner = Partner(later)
    booking = partner.commit()
    leg_id = booking["legs"][0]["id"]

    response = partner.activate(leg_id)

    assert (response.status_code, response.json()["state"]) == (200, "IN_USE")
    assert response.json() == partner.get(f"/legs/{leg_id}").json()
    assert [ticket.state for ticket in tickets_of(later)] == [TicketState.ACTIVE]
    assert partner.get(f"/bookings/{booking['id']}").json()["state"] == "CONFIRMED"


def test_set_in_use_twice_changes_nothing(later, clock):
    partner = Partner(later)
    _, leg = partner.sell()
    [ticket] = tickets_of(later)

    clock.move_to(from_now(seconds=1))
    response = partner.activate(leg["id"])

    assert (response.status_code, response.json()["state"]) == (200, "IN_USE")
    assert tickets_of(later)[0].activated_at == ticket.activated_at == NOW
    assert ticket.events.count() == 2


# For legs in the state IN_USE, tickets can be retrieved by getting the leg. The leg response will
# contain the ticket in the form requested earlier in the booking process.

FORMS = ["text/plain", "image/png", "image/svg+xml"]


def ask_in_planning(partner, form):
    """`travelers[].requirements`, an open object."""
    return partner.offer(travelers=[{"requirements": {"ticketFormat": form}}]), {}


def ask_in_planning_extra(partner, form):
    return partner.offer(extraInfo={"ticketFormat": form}), {}


def ask_in_booking(partner, form):
    """`customer.requirements`, an open object."""
    return partner.offer(), {"customer": {"id": "c-1", "requirements": {"ticketFormat": form}}}


def ask_in_booking_extra(partner, form):
    return partner.offer(), {"extraInfo": {"ticketFormat": form}}


def ask_twice(partner, form):
    """Booking wins over planning."""
    other = next(media for media in FORMS if media not in form)
    offer, _ = ask_in_planning(partner, other)
    return offer, ask_in_booking(partner, form)[1]


@pytest.mark.parametrize("media", FORMS)
@pytest.mark.parametrize(
    "ask",
    [ask_in_planning, ask_in_planning_extra, ask_in_booking, ask_in_booking_extra, ask_twice],
)
def test_ticket_comes_in_the_form_requested(partner, ask, media):
    offer, members = ask(partner, f"QR;media={media}")
    booking = partner.commit(partner.post("/bookings", {"id": offer, **members}).json())

    ticket = partner.get(f"/legs/{booking['legs'][0]['id']}").json()["ticket"]

    content = ticket["tokenData"]
    assert (ticket["tokenType"], content["symbology"], content["mediaType"]) == ("QR", "QR", media)
    text, symbology = read_image(base64.b64decode(content["base64"]), media)
    assert symbology == ("" if media == "text/plain" else "QR")
    assert inspect(text, at=from_now(minutes=20)).token.ticket_id == tickets_of(partner.world)[0].pk


@pytest.mark.parametrize("media", FORMS)
def test_aztec_ticket_comes_in_every_form(partner, media):
    kind = partner.world.shop.product.ticket_type
    kind.symbology = "AZTEC"
    kind.save()
    booking = partner.book(extraInfo={"ticketFormat": f"AZTEC;media={media}"})

    ticket = partner.commit(booking)["legs"][0]["ticket"]

    text, symbology = read_image(base64.b64decode(ticket["tokenData"]["base64"]), media)
    assert ticket["tokenType"] == "AZTEC"
    assert symbology == ("" if media == "text/plain" else "AZTEC")
    assert inspect(text, at=from_now(minutes=20)).token is not None


@pytest.mark.parametrize(
    ("form", "media"), [("", "text/plain"), ("QR", "text/plain"), ("image/png", "image/png")]
)
def test_form_that_is_not_told_is_the_ticket_types_own(partner, form, media):
    booking = partner.book(extraInfo={"ticketFormat": form} if form else {})

    ticket = partner.commit(booking)["legs"][0]["ticket"]

    assert ticket["tokenData"]["mediaType"] == media


def test_ticket_is_signed_and_verifies_against_the_published_keys(partner):
    _, leg = partner.sell()
    [ticket] = tickets_of(partner.world)
    content = leg["ticket"]["tokenData"]

    verdict = inspect(base64.b64decode(content["base64"]).decode(), at=from_now(seconds=1))

    # The bus leaves at 12:30; the ticket is valid from a quarter of an hour before.
    assert verdict.reason == Reason.TICKET_NOT_YET_VALID
    assert verdict.token.ticket_id == ticket.pk
    assert verdict.token.product == partner.world.shop.product.number
    assert content["ticketId"] == str(ticket.pk)
    assert content["ticketValidFrom"] == "2026-06-01T10:15:00Z"
    assert content["ticketValidUntil"] == "2026-06-01T11:30:00Z"


def test_ticket_of_a_stranger_does_not_verify(partner):
    _, leg = partner.sell()
    text = base64.b64decode(leg["ticket"]["tokenData"]["base64"]).decode()
    forged = text[:40] + ("A" if text[40] != "A" else "B") + text[41:]

    assert inspect(forged, at=from_now(minutes=20)).reason != Reason.OK


def test_booking_in_use_shows_the_ticket_as_well(partner):
    booking, leg = partner.sell()

    response = partner.get(f"/bookings/{booking['id']}")

    assert response.json()["legs"] == [leg]
    assert response["Cache-Control"] == f"private, max-age={whole_seconds_left(leg, NOW)}"


# The API responses contain cache headers. In case of legs and tickets, the cache time will match
# the lifetime of the barcode.


@pytest.mark.parametrize("milliseconds", [0, 1, 999, 1000, 7500, 12_345, 29_999, 59_001])
def test_cache_time_matches_the_lifetime_of_the_barcode(partner, clock, milliseconds):
    _, leg = partner.sell()
    moment = NOW + timedelta(milliseconds=milliseconds)
    clock.move_to(moment)

    response = partner.get(f"/legs/{leg['id']}")

    left = max(1, whole_seconds_left(response.json(), moment))
    assert response["Cache-Control"] == f"private, max-age={left}"
    assert "Expires" not in response


@pytest.mark.parametrize("second", [0, 1, 17, 29])
def test_commit_and_set_in_use_tell_the_cache_time_too(at_once, later, clock, second):
    moment = from_now(seconds=second, milliseconds=250)
    clock.move_to(moment)
    committing, activating = Partner(at_once), Partner(later)

    committed = committing.operate(committing.book()["id"], "COMMIT")
    activated = activating.activate(activating.commit()["legs"][0]["id"])

    for response, leg in ((committed, committed.json()["legs"][0]), (activated, activated.json())):
        left = max(1, whole_seconds_left(leg, moment))
        assert response["Cache-Control"] == f"private, max-age={left}"


def test_static_barcode_lives_as_long_as_its_ticket(partner, clock):
    kind = partner.world.shop.product.ticket_type
    kind.rotation_seconds = 0
    kind.save()
    clock.move_to(from_now(milliseconds=600))
    _, leg = partner.sell()
    clock.move_to(from_now(milliseconds=900))

    response = partner.get(f"/legs/{leg['id']}")

    ticket = response.json()["ticket"]
    assert ticket["validUntil"] == ticket["tokenData"]["ticketValidUntil"] == "2026-06-01T11:30:00Z"
    assert response["Cache-Control"] == f"private, max-age={90 * 60 - 1}"


@pytest.mark.parametrize(
    "path", ["/plannings", "/bookings", "/bookings?state=PENDING", "/tomp/nowhere"]
)
def test_other_answers_are_not_stored(partner, path):
    response = partner.get(path)

    assert response["Cache-Control"] == "no-store"
    assert response["Vary"] == "Accept-Language, Authorization, X-Access-Token, Api, Api-Version"


# Note the cache header and request a new version of the barcode by fetching a fresh copy of a leg.


def test_fresh_copy_after_the_cache_time_has_another_barcode(partner, clock):
    _, leg = partner.sell()
    seen = {leg["ticket"]["tokenData"]["base64"]}
    right = {name: leg["ticket"]["tokenData"][name] for name in RIGHT}

    for count in range(1, 5):
        clock.move_to(until_of(leg))
        renewed = partner.get(f"/legs/{leg['id']}").json()
        assert renewed["ticket"]["validFrom"] == leg["ticket"]["validUntil"]
        assert {name: renewed["ticket"]["tokenData"][name] for name in RIGHT} == right
        leg = renewed
        seen.add(leg["ticket"]["tokenData"]["base64"])
        assert len(seen) == count + 1


RIGHT = ("ticketId", "ticketValidFrom", "ticketValidUntil")


def test_same_barcode_until_the_cache_time_is_over(partner, clock):
    _, leg = partner.sell()
    clock.move_to(until_of(leg) - timedelta(milliseconds=1))

    assert partner.get(f"/legs/{leg['id']}").json() == leg


@pytest.mark.parametrize(("milliseconds", "max_age"), [(29_500, 29), (10_200, 10), (300, 1)])
def test_unchanged_leg_is_answered_304_with_the_time_that_is_left(
    partner, clock, milliseconds, max_age
):
    _, leg = partner.sell()
    clock.move_to(until_of(leg) - timedelta(milliseconds=milliseconds))
    etag = partner.get(f"/legs/{leg['id']}")["ETag"]

    response = partner.get(f"/legs/{leg['id']}", If_None_Match=etag)

    assert (response.status_code, response.content, response["ETag"]) == (304, b"", etag)
    assert response["Cache-Control"] == f"private, max-age={max_age}"
    assert response["Vary"] == "Accept-Language, Authorization, X-Access-Token, Api, Api-Version"


def test_leg_with_a_new_barcode_is_not_answered_304(partner, clock):
    _, leg = partner.sell()
    etag = partner.get(f"/legs/{leg['id']}")["ETag"]
    clock.move_to(until_of(leg))

    response = partner.get(f"/legs/{leg['id']}", If_None_Match=etag)

    assert response.status_code == 200
    assert response["ETag"] != etag


def test_leg_that_is_not_the_one_meant_is_answered_412(partner):
    _, leg = partner.sell()

    response = partner.get(f"/legs/{leg['id']}", If_Match='"another"')

    assert (response.status_code, response.content) == (412, b"")


def test_ticket_that_is_over_is_shown_no_more(partner, clock):
    _, leg = partner.sell()
    clock.move_to(datetime.fromisoformat(leg["ticket"]["tokenData"]["ticketValidUntil"]))

    response = partner.get(f"/legs/{leg['id']}")

    assert (response.json()["state"], response.json().get("ticket")) == ("FINISHED", None)
    assert response["Cache-Control"] == "private, no-cache"


def tickets_of(world: World) -> list[Ticket]:
    return list(Ticket.objects.filter(tenant=world.shop.tenant))


def offered_with_ids(partner: Partner) -> dict[str, object]:
    """A booking on 1.1.0, where ids have to be asked for."""
    query = "/plannings?booking-intent=true"
    options = partner.post(query, planning_request(partner.world)).json()["options"]
    return partner.post("/bookings", {"id": options[0]["id"]}).json()


def until_of(leg) -> datetime:
    return datetime.fromisoformat(leg["ticket"]["validUntil"])


def whole_seconds_left(leg, moment: datetime) -> int:
    return int((until_of(leg) - moment).total_seconds())
