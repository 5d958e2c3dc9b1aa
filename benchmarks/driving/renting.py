"""The SQL of one rental of a vehicle, written down so that it can be sent again."""

from __future__ import annotations

from typing import Any

from benchmarks.driving.client import EDGE, ending
from benchmarks.driving.recording import Recorded, Sender, recorded
from benchmarks.loading.identities import Kind
from benchmarks.loading.moulds import own_texts
from bookings.models import Rental
from bookings.tasks import unlock_rental


def record_rental(headers: dict[str, str], wish: dict[str, Any]) -> Recorded:
    """Book a vehicle, unlock it as the worker does, get the leg and give the vehicle back, in this
    process."""
    sender = Sender(headers)
    booking = sender.send("one-stop", "POST", f"{EDGE}/bookings/one-stop", wish)
    leg = booking["legs"][0]["id"]
    rental = Rental.objects.get(leg__reference=leg)
    with recorded() as recorder:
        unlock_rental(rental_id=rental.pk)
    sender.requests["unlock"] = recorder.statements
    sender.send("leg", "GET", f"{EDGE}/legs/{leg}")
    sender.send("finish", "POST", f"{EDGE}/legs/{leg}/events", ending(wish))
    sold = Rental.objects.get(pk=rental.pk).leg.booking
    assert sold.order is not None
    texts = own_texts(sold.order) | dict.fromkeys([sold.reference, leg], Kind.REFERENCE)
    return Recorded(sender.requests, texts)
