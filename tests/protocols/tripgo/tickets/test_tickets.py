"""Purchased tickets: in lists, as a page and as an object, made active (§9)."""

from __future__ import annotations

from datetime import datetime
from itertools import product

import pytest

from bookings.actions.doors import cancel_any
from bookings.models import Booking
from bookings.states import BookingState, Origin
from protocols.tripgo.tickets.mapping import NEVER_SENT, OF_STATE, TicketStatus, ticket_status
from protocols.tripgo.tickets.page import LONGEST_SHOWN
from sales.catalogue.states import Cancellation
from tests.counting import counted
from tests.factories.moments import BY, NOW, later
from tests.factories.scenarios import LATER
from tests.protocols.tripgo.bought import bought
from tests.protocols.tripgo.kept import bus_segment, keep, path_to, taxi_segment
from tests.protocols.tripgo.strictly import get_strictly, post_strictly
from tests.protocols.tripgo.worlds import neighbour_of, open_tripgo
from tickets.forms.media import Media
from tickets.models import Ticket, TicketType
from tickets.states import TicketState

pytestmark = pytest.mark.django_db
PRODUCT = {**LATER, "cancellation": Cancellation.UNTIL_DEPARTURE, "activation_days": 30}


@pytest.fixture(scope="module")
def tripgo(module_database, tmp_path_factory):
    return open_tripgo(tmp_path_factory.mktemp("feed"), product=PRODUCT)


@pytest.fixture
def booking(tripgo):
    return bought(tripgo, bus_segment(tripgo))


@pytest.fixture
def ticket(booking):
    return booking.legs.get().ticket


@pytest.fixture
def active(app, ticket):
    app.post(f"ticket/{ticket.pk}")
    return ticket


def read(app, ticket, accept="application/json"):
    return app.send("GET", f"ticket/{ticket.pk}", Accept=accept)


def test_ticket_that_waits(app, tripgo, ticket):
    [told] = get_strictly(app, "ticket?valid=true")

    assert told == {
        "id": str(ticket.pk),
        "fare": {
            "id": "Adult",
            "name": "Adult",
            "description": ticket.label,
            "price": 400,
            "currency": "EUR",
        },
        "status": "UNACTIVATED",
        "purchasedTimestamp": "2026-06-01T12:00:00+02:00",
        "ticketExpirationTimestamp": told["ticketExpirationTimestamp"],
        "activateURL": f"http://localhost/v1/ticket/{ticket.pk}",
        "actions": [],
    }


def test_ticket_is_of_one_of_the_fares_that_were_chosen(tripgo, app):
    segment = bus_segment(tripgo)
    trip = keep(tripgo, segment)
    [quick] = app.get(path_to(trip, segment))
    review = app.post(quick["bookingURL"], {"fares": [{"id": "adult", "value": 2}]})
    app.post(review["paymentOptions"][0]["url"])

    [one] = get_strictly(app, "booking")["bookings"]

    told = one["confirmation"]
    assert [fare["id"] for fare in told["tickets"]] == ["adult"]
    assert [ticket["fare"]["id"] for ticket in told["purchasedTickets"]] == ["adult", "adult"]


def test_activation_ends_with_a_done_form_and_can_be_repeated(app, booking, ticket):
    first = post_strictly(app, f"ticket/{ticket.pk}")
    second = post_strictly(app, f"ticket/{ticket.pk}")

    assert first == second
    assert first["action"] == {"title": "Done", "done": True}
    assert first["refreshURLForSourceObject"].endswith(f"{booking.reference}/update")
    assert Ticket.objects.get(pk=ticket.pk).activated_at == NOW


def test_active_ticket_has_its_barcode_and_until_when_it_is_shown(app, active):
    [told] = get_strictly(app, "ticket/active")

    assert told["status"] == "ACTIVE"
    assert told["ticketURL"] == f"http://localhost/v1/ticket/{active.pk}"
    assert "activateURL" not in told
    assert told["qrCode"].startswith("T1")
    assert told["qrCodeValidUntil"] > "2026-06-01T12:00:00+02:00"
    assert told == read(app, active).json()


def seconds_kept(answer):
    told = answer["Cache-Control"]
    assert told.startswith("private, max-age=")
    return int(told.removeprefix("private, max-age="))


@pytest.mark.parametrize("rotation", [0, 30])
def test_one_ticket_is_kept_until_its_barcode_changes_but_not_for_long(app, ticket, rotation):
    TicketType.objects.filter(pk=ticket.ticket_type_id).update(rotation_seconds=rotation)
    app.post(f"ticket/{ticket.pk}")

    one, page = read(app, ticket), read(app, ticket, "text/html")

    until = datetime.fromisoformat(one.json()["qrCodeValidUntil"])
    expected = min(until - NOW, LONGEST_SHOWN).total_seconds()
    assert (rotation == 0) == (until - NOW > LONGEST_SHOWN)
    assert seconds_kept(one) == seconds_kept(page) == expected


def test_list_is_asked_for_anew_since_the_next_ticket_may_be_in_it(tripgo, app, active):
    first = app.send("GET", "ticket?valid=true")
    assert first["Cache-Control"] == "private, no-cache"


def test_page_shows_the_barcode_and_reloads_itself(app, active):
    page = read(app, active, "text/html")

    assert page["Content-Type"].startswith("text/html")
    text = page.content.decode()
    assert "<svg" in text
    assert 'http-equiv="refresh"' in text
    assert "<dt>Valid until</dt><dd>2026-06-01 1" in text
    assert "script" not in text
    assert "default-src 'none'" in page["Content-Security-Policy"]
    assert page["Referrer-Policy"] == "no-referrer"


def test_page_says_what_people_named_as_a_text(tripgo, app, active):
    TicketType.objects.filter(pk=active.ticket_type_id).update(name="<script>alert(1)</script>")
    Ticket.objects.filter(pk=active.pk).update(label="<script>alert(2)</script>")
    tripgo.tenant.__class__.objects.update(name='"><img src=x>')

    text = read(app, active, "text/html").content.decode()

    assert "<script" not in text
    assert "<img" not in text


def test_page_is_kept_apart_by_whoever_asks(app, active):
    page = read(app, active, "text/html")

    assert {"X-TripGo-Key", "userToken", "Accept"} <= set(page["Vary"].split(", "))


def test_ticket_that_is_a_document_shows_its_barcode_too(app, active, booking):
    Booking.objects.update(media=Media.PDF)

    told = read(app, active).json()

    assert told["qrCode"].startswith("T1")
    assert b"<svg" in read(app, active, "text/html").content


def test_page_of_a_ticket_that_a_phone_signs_leads_to_that_phone(app, active):
    TicketType.objects.filter(pk=active.ticket_type_id).update(
        device_signed=True,
        barcode_format="UIC",
        symbology="AZTEC",
        media=[Media.HTML.value, Media.OCTETS.value],
    )

    page = read(app, active, "text/html")

    assert b"http://localhost/t/" in page.content
    assert b"<svg" not in page.content
    assert "qrCode" not in read(app, active).json()


def test_looking_at_a_ticket_does_not_activate_it(app, ticket):
    assert read(app, ticket).json()["status"] == "UNACTIVATED"
    assert read(app, ticket, "text/html").status_code == 470
    assert Ticket.objects.get(pk=ticket.pk).state == TicketState.ISSUED


def test_react_gets_an_object_where_it_activates_by_get(app, ticket):
    told = get_strictly(app, f"ticket/{ticket.pk}")

    assert told["status"] == "UNACTIVATED"


def test_ticket_of_a_cancelled_booking_is_refunded(app, booking, ticket):
    cancel_any(booking, by=BY, at=NOW, origin=Origin.END_USER)

    assert get_strictly(app, "ticket?valid=true") == []
    [told] = get_strictly(app, "ticket?valid=false")
    assert told["status"] == "REFUNDED"
    app.refused("POST", f"ticket/{ticket.pk}", code=470)


def test_ticket_that_nobody_activated_is_unused_in_the_end(app, ticket, clock):
    clock.move_to(later(days=100))

    [told] = get_strictly(app, "ticket")

    assert told["status"] == "UNUSED"
    app.refused("POST", f"ticket/{ticket.pk}", {}, code=470)


def test_booking_is_over_once_its_ticket_can_be_activated_no_more(app, booking, clock):
    clock.move_to(later(days=100))

    [told] = get_strictly(app, "booking?valid=false")["bookings"]

    assert told["confirmation"]["purchase"]["valid"] is False
    assert told["confirmation"]["status"]["value"] == "COMPLETED"
    assert get_strictly(app, "booking?valid=true")["bookings"] == []
    assert get_strictly(app, "booking/valid/count") == {"count": 0}


def test_active_ticket_ends(app, active, clock):
    clock.move_to(later(days=2))

    [told] = get_strictly(app, "ticket?valid=false")
    assert told["status"] == "EXPIRED"
    assert not {"ticketURL", "qrCode", "activateURL"} & set(told)
    assert read(app, active, "text/html").status_code == 470


def test_taxis_have_no_tickets(tripgo, app):
    bought(tripgo, taxi_segment(tripgo))

    assert get_strictly(app, "ticket") == []


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_others_do_not_see_it(tripgo, other, stranger, ticket, method):
    other.refused(method, f"ticket/{ticket.pk}", code=404)
    neighbour_of(tripgo).refused(method, f"ticket/{ticket.pk}", code=404)
    stranger.refused(method, f"ticket/{ticket.pk}", code=444)
    assert other.get("ticket") == []


@pytest.mark.parametrize("unknown", ["nothing", "00000000-0000-0000-0000-000000000000"])
def test_unknown_ticket_is_not_there(app, unknown):
    app.refused("GET", f"ticket/{unknown}", code=404)


def test_list_takes_as_many_queries_whatever_its_length(tripgo, app):
    bought(tripgo, bus_segment(tripgo))
    app.get("ticket")
    with counted() as of_one:
        app.get("ticket")
    for _ in range(2):
        bought(tripgo, bus_segment(tripgo))
    app.get("ticket")
    with counted() as of_three:
        assert len(app.get("ticket")) == 3

    assert of_one.statements == of_three.statements


def test_every_state_of_a_ticket_has_a_word(ticket, booking):
    assert set(OF_STATE) == set(TicketState)
    told = set()
    for state, of_booking, at, activated in product(
        TicketState, BookingState, (NOW, later(days=500)), (None, NOW)
    ):
        row = Ticket(
            state=state,
            activated_at=activated,
            valid_until=later(hours=1) if activated else None,
            activate_until=later(days=1),
        )
        booking.__dict__["state"] = of_booking
        told.add(ticket_status(row, booking, at=at))
    assert told == set(TicketStatus) - NEVER_SENT
