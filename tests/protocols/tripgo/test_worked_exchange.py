"""The worked exchange of the reference (§12), end to end: from the link to a provider over a ride
that a driver takes to its cancellation. Each answer has all members of the example, in the same
types of JSON; what it may lack is named, with the reason."""

from __future__ import annotations

from typing import Any

import pytest

from bookings.models import Booking
from bookings.states import BookingState
from bookings.tasks import move_taxis
from sales.models import AccountProvider
from tests.factories.moments import NOW, later
from tests.protocols.tripgo.client import App, Body
from tests.protocols.tripgo.linking.filling import filled_by_ios, tokens
from tests.protocols.tripgo.reference import (
    beside_the_reference,
    examples,
    inline,
    lacking,
    worked,
)
from tests.protocols.tripgo.strictly import get_strictly, post_strictly
from tests.protocols.tripgo.trips.asking import address, trips_of
from tests.protocols.tripgo.worlds import DROP_OFF, PICK_UP, TripGoWorld

pytestmark = [pytest.mark.django_db, beside_the_reference]

MODE = "ps_tax"
NOT_IN_LISTS = {
    "[].USDPrice": "there are no exchange rates here",
    "[].tripUpdateURL": "told where there is a choice of products",
    "[].input[]": "a taxi asks for a note alone; all kinds of fields are tested with their package",
}


def check(step: int, told: Any, *but: str) -> None:
    """That the answer has all members of that step's example but these."""
    text = worked(step)
    [example] = examples(text) or inline(text)[-1:]
    assert list(lacking(example, told, but)) == []


def part_of(told: Body, segment: str) -> Body:
    [trip] = trips_of(told)
    return next(one for one in trip["segments"] if one["id"] == segment)


def test_exchange(app, stranger, tripgo, remote, server, clock):
    clock.move_to(NOW)
    company(tripgo, remote)
    link(app, server)
    segment = plan(app)
    quick = listed(stranger, segment)
    refused = stranger.refused("POST", quick["bookingURL"], {}, code=444)
    check(6, refused)
    updated = pay(app, quick)
    asked_for = processing(app, updated, segment["id"])
    accepted(app, updated, segment["id"])
    called_off(app, asked_for, segment["id"])


def company(tripgo: TripGoWorld, remote: AccountProvider) -> None:
    """What is told of who drives, at the tenant and at its provider of accounts."""
    remote.website = "https://veloride.example"
    remote.save()
    fleet, service = tripgo.taxis.fleet, tripgo.taxis.service
    fleet.url, fleet.phone = remote.website, "+49761555"
    fleet.save()
    service.phone = fleet.phone
    service.save()
    tripgo.taxis.asset.plate = "FR-VR 12"
    tripgo.taxis.asset.save()


def link(app: App, server: Any) -> None:
    """Steps 1 to 3."""
    region = app.post("regions.json", {"v": 2})["regions"][0]["name"]

    def entry() -> Body:
        [told] = get_strictly(app, f"auth/{region}?mode={MODE}")
        return dict(told)

    check(1, [entry()])
    form = get_strictly(app, entry()["url"])
    check(2, form)
    body = filled_by_ios(form, **tokens(server.sign_in()))
    assert app.send("POST", form["action"]["url"], body).status_code == 204
    assert entry()["action"] == "logout"
    assert entry()["url"].partition("?")[0].endswith("/auth/veloride/logout")


def plan(app: App) -> Body:
    """Step 4: the part of a trip that can be booked."""
    asked = address(PICK_UP, DROP_OFF, at=later(hours=1))
    named = asked.replace(")&to", ')"Hbf"&to').replace(")&depart", ')"Uni"&depart')
    told = get_strictly(app, f"{named}&modes={MODE}")
    trip = trips_of(told)[0]
    again = get_strictly(app, f"trip/{trip['id']}?v=13")
    [segment] = [one for one in trips_of(again)[0]["segments"] if "booking" in one]
    check(4, segment)
    return dict(segment)


def listed(app: App, segment: Body) -> Body:
    """Step 5."""
    told = get_strictly(app, segment["booking"]["quickBookingsUrl"])
    check(5, told, *NOT_IN_LISTS)
    assert {"id", "type", "title", "required", "value"} <= set(told[0]["input"][0])
    return dict(told[0])


def pay(app: App, quick: Body) -> str:
    """Steps 7 and 8: nothing is sold before the last."""
    fares = [{"id": one["id"], "value": "1"} for one in quick["fares"][:1]]
    review = post_strictly(app, quick["bookingURL"], {"input": [], "fares": fares})
    check(7, review)
    assert set(Booking.objects.values_list("state", flat=True)) == {BookingState.PENDING}
    [payment] = review["paymentOptions"]
    paid = app.send(payment["method"], payment["url"]).json()
    check(8, paid)
    return str(paid["updateURL"])


def processing(app: App, update: str, segment: str) -> Body:
    """Step 9, and that there is nothing new at once."""
    told = get_strictly(app, f"{update}?unit=metric&v=13&includeStops=true")
    booking = part_of(told, segment)["booking"]
    check(9, booking, "confirmation.purchase.pickupWindowDuration")
    assert booking["confirmation"]["status"]["value"] == "PROCESSING"
    assert "quickBookingsUrl" not in booking
    assert app.send("GET", trips_of(told)[0]["updateURL"]).content == b""
    return dict(booking)


def accepted(app: App, update: str, segment: str) -> None:
    """Step 10: a driver is found."""
    move_taxis()
    told = part_of(get_strictly(app, f"{update}?v=13"), segment)
    confirmation = told["booking"]["confirmation"]
    assert confirmation["status"]["value"] == "PROVIDER_ACCEPTED"
    assert {"title", "subtitle"} <= set(confirmation["vehicle"])
    assert told["realTime"] is True
    assert {"id", "label", "lastUpdate", "location"} <= set(told["realtimeVehicle"])


def called_off(app: App, booking: Body, segment: str) -> None:
    """Steps 11 and 12, with both methods."""
    [cancel] = [
        one["internalURL"] for one in booking["confirmation"]["actions"] if one["type"] == "CANCEL"
    ]
    for form in (get_strictly(app, cancel), post_strictly(app, cancel, {})):
        check(11, form)
    over = part_of(get_strictly(app, form["refreshURLForSourceObject"]), segment)["booking"]
    assert over["confirmation"]["status"]["value"] == "USER_CANCELED"
    assert over["confirmation"]["purchase"]["valid"] is False
    assert over["confirmation"]["actions"] == []
    assert over["quickBookingsUrl"] == over["quickBookingUrl"]
