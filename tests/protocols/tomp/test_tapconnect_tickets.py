"""The promises about tickets and caching, in the words of the TapConnect-style interface."""

from __future__ import annotations

import base64
from datetime import datetime, timedelta

import pytest

from tests.factories.moments import NOW
from tests.factories.moments import later as from_now
from tests.protocols.scanning import inspect, read_image
from tests.protocols.tomp.partner import Partner
from tickets.codecs.reasons import Reason

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner(at_once) -> Partner:
    return Partner(at_once)


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
    assert inspect(text, at=from_now(minutes=20)).token.ticket_id == partner.tickets()[0].pk


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
    [ticket] = partner.tickets()
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


def until_of(leg) -> datetime:
    return datetime.fromisoformat(leg["ticket"]["validUntil"])


def whole_seconds_left(leg, moment: datetime) -> int:
    return int((until_of(leg) - moment).total_seconds())
