"""The promises of the TapConnect-style TOMP interface, in its words, one after the other."""

from __future__ import annotations

import pytest

from operators.tenancy.models import TokenRole
from sales.models import CatalogueEntry
from tests.factories.moments import NOW
from tests.factories.moments import later as from_now
from tests.protocols.tomp.partner import Partner, planning_request
from tests.protocols.worlds import open_channel
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
    assert [entry["version"] for entry in response.json()] == ["1.1.0", "1.1.3", "1.6.1"]
    assert {entry["baseUrl"] for entry in response.json()} == {"http://localhost/tomp"}


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
    assert {ticket.state for ticket in partner.tickets()} == {TicketState.VOIDED}


@pytest.mark.parametrize(("name", "told"), [("later", "PREPARING"), ("at_once", "IN_USE")])
def test_version_1_1_0_tells_the_last_state_of_a_cancelled_leg(at_once, later, name, told):
    partner = Partner({"later": later, "at_once": at_once}[name], version="1.1.0")
    booking = partner.commit(offered_with_ids(partner))

    [leg] = partner.change(booking, "CANCEL")["legs"]

    assert (leg["state"], leg.get("ticket")) == (told, None)


# When a booking is committed, the state of the booking is CONFIRMED, and all tickets required for
# the legs are created.


def test_commit_confirms_and_creates_a_ticket_for_each_traveller(later):
    partner = Partner(later)
    [option, *_] = partner.plan(nrOfTravelers=3)["options"]
    booking = partner.post("/bookings", {"id": option["id"]}).json()
    assert partner.tickets() == []

    booking = partner.change(booking, "COMMIT")

    assert booking["state"] == "CONFIRMED"
    assert [leg["state"] for leg in booking["legs"]] == ["PREPARING"] * 3
    assert [ticket.state for ticket in partner.tickets()] == [TicketState.ISSUED] * 3


# For immediately active tickets, the leg state will be IN_USE; the booking stays CONFIRMED.


def test_leg_of_an_immediately_active_ticket_is_in_use(partner):
    booking = partner.commit()

    assert booking["state"] == "CONFIRMED"
    assert [leg["state"] for leg in booking["legs"]] == ["IN_USE"]
    assert [ticket.state for ticket in partner.tickets()] == [TicketState.ACTIVE]


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
    assert [ticket.state for ticket in partner.tickets()] == [TicketState.ACTIVE]
    assert partner.get(f"/bookings/{booking['id']}").json()["state"] == "CONFIRMED"


def test_set_in_use_twice_changes_nothing(later, clock):
    partner = Partner(later)
    _, leg = partner.sell()
    [ticket] = partner.tickets()

    clock.move_to(from_now(seconds=1))
    response = partner.activate(leg["id"])

    assert (response.status_code, response.json()["state"]) == (200, "IN_USE")
    assert partner.tickets()[0].activated_at == ticket.activated_at == NOW
    assert ticket.events.count() == 2


def offered_with_ids(partner: Partner) -> dict[str, object]:
    """A booking on 1.1.0, where ids have to be asked for."""
    query = "/plannings?booking-intent=true"
    options = partner.post(query, planning_request(partner.world)).json()["options"]
    return partner.post("/bookings", {"id": options[0]["id"]}).json()
