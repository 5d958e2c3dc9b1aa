"""What only TOMP knows of a journey: changed plans, a late bus, and where it is."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bookings.actions.messages import send_message
from bookings.models import Booking
from bookings.states import MessageKind
from operators.tenancy.actors import Actor
from support.actions.working import add_note, ask_for_update, resolve_case
from support.models import SupportCase
from tests.factories.moments import later as from_now
from tests.journeys.drivers.tomp_1_1 import Tomp11Driver

pytestmark = pytest.mark.django_db

DESK = Actor.staff("desk")


@pytest.mark.parametrize("version", ["1.1.0", "1.1.3"])
def test_journey_is_changed_followed_and_talked_about(later, clock, version):
    driver = Tomp11Driver(later.secret, version)
    held = driver.book(driver.offer(later.origin, later.destination, from_now())[0])
    path, ride = f"/bookings/{held.id}", f"/legs/{held.legs[0].id}"

    # The platform wants to hear of whatever happens, and says so twice to be sure.
    for _ in range(2):
        driver.send("POST", f"{path}/subscription", {"webhook": "https://platform.example/tomp"})

    # The traveller logs in, and would rather have a drawing than letters: the booking is sent
    # back as it came, with who she is and the form she wants.
    booking = driver.send("GET", path).json()
    wish = {"customer": {"id": "ada"}, "extraInfo": {"ticketFormat": "QR;media=image/svg+xml"}}
    changed = driver.send("PUT", path, {**booking, **wish}).json()
    assert changed == {**booking, "customer": {"id": "ada"}}

    # She pays and boards. Nothing can be changed now.
    sold = driver.confirm(held)
    assert Booking.objects.get(reference=held.id).order.customer.external_id == "ada"
    clock.move_to(from_now(minutes=29))
    leg = driver.activate(sold.legs[0])
    assert leg.ticket.symbology == "QR"
    refused = driver.client.put(path, wish, "application/json", headers=driver.headers)
    assert (refused.status_code, refused.json()["errorcode"]) == (403, 3203)

    # The bus is late. The desk writes, the platform reads it and answers.
    booked = Booking.objects.get(reference=held.id)
    late = {"kind": MessageKind.ARRIVAL, "minutes": 4, "text": "A tree fell."}
    send_message(booked, by=DESK, at=from_now(minutes=30), **late)
    notifications = f"{path}/notifications"
    clock.shift(timedelta(minutes=2))
    driver.send("POST", notifications, {"type": "OTHER", "comment": "She is told."})
    told = driver.send("GET", notifications).json()
    assert [(note["type"], note["origin"], note.get("minutes")) for note in told] == [
        ("ETA", "TO", 4),
        ("OTHER", "MP", None),
    ]

    # Half way, then at the beach.
    clock.move_to(from_now(minutes=40))
    half = driver.send("GET", f"{ride}/progress").json()
    clock.move_to(from_now(minutes=55))
    whole = driver.send("GET", f"{ride}/progress").json()
    assert half["coordinates"] == {"lng": 4.35, "lat": 52.15}
    assert half["distance"] * 2 == pytest.approx(whole["distance"], rel=0.01)
    assert (half["duration"], whole["duration"]) == (600_000, 1_200_000)
    alone = driver.send("GET", f"{ride}/progress", query="?location-only=true").json()
    assert alone == {"coordinates": whole["coordinates"]}

    # She has arrived, and the platform has heard enough.
    driver.send("DELETE", f"{path}/subscription")
    assert list(booked.events.order_by("pk").values_list("name", flat=True)) == [
        "HELD", "SUBSCRIBED", "CHANGED", "CONFIRMED", "LEG_STARTED", "STARTED", "MESSAGE_SENT",
        "MESSAGE_RECEIVED", "UNSUBSCRIBED",
    ]  # fmt: skip


@pytest.mark.parametrize("version", ["1.1.0", "1.1.3"])
def test_question_about_a_journey_is_asked_answered_and_closed(later, clock, version):
    driver = Tomp11Driver(later.secret, version)
    option = driver.offer(later.origin, later.destination, from_now())[0]
    sold = driver.confirm(driver.book(option))
    question = {"id": sold.id, "supportType": "NOT_CLEAN", "comment": "Coffee on the seats."}

    # The traveller finds a dirty bus. The platform passes it on, twice, since its line is bad.
    told = [driver.send("POST", "/support/", question).json() for _ in range(2)]
    assert told[0] == told[1]
    assert (told[0]["status"], told[0]["timeToResolution"]) == ("PROCESSING", 240)

    # The desk takes it and asks back; the platform answers in the only way that there is.
    case = SupportCase.objects.get()
    ask_for_update(case, text="Which seat?", by=DESK, at=from_now(minutes=10))
    clock.move_to(from_now(minutes=20))
    asked = driver.send("GET", f"/support/{sold.id}/status").json()
    assert (asked[-1]["status"], asked[-1]["comment"]) == ("UPDATE_REQUESTED", "Which seat?")
    update = driver.send("POST", "/support/", {**question, "comment": "Seat 12."}).json()
    assert (update["status"], update["order"], update["caseId"]) == ("PROCESSING", 3, case.code)

    # It is cleaned, and everybody has read so.
    add_note(case, text="The third time this week.", by=DESK, at=from_now(minutes=25))
    resolve_case(case, text="It is clean now.", by=DESK, at=from_now(minutes=30))
    steps = driver.send("GET", f"/support/{sold.id}/status").json()
    assert [(step["order"], step["status"], step["comment"]) for step in steps] == [
        (1, "PROCESSING", "Coffee on the seats."),
        (2, "UPDATE_REQUESTED", "Which seat?"),
        (3, "PROCESSING", "Seat 12."),
        (4, "RESOLVED", "It is clean now."),
    ]
