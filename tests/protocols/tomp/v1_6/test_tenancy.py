"""Nobody sees over TOMP 1.6 what is another's: every path with an id answers 404, whoever else it
belongs to, and the table is that of the routes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from protocols.tomp.urls import OPERATIONS
from tests.protocols.tomp.edge.renting import open_rentals
from tests.protocols.tomp.v1_6.platform import Platform, body_of, leg_of
from tests.protocols.worlds import open_channel, other_channel

pytestmark = pytest.mark.django_db

EVENT = {"event": "SET_IN_USE", "time": "2026-06-01T10:00:00Z"}
ROWS: list[tuple[str, str, Any]] = [
    ("GET", "bookings/{id}", None),
    ("PUT", "bookings/{id}", {}),
    ("POST", "bookings/{id}/events", {"operation": "CANCEL"}),
    ("GET", "bookings/{id}/notifications", None),
    ("POST", "bookings/{id}/notifications", {"type": "OTHER"}),
    ("POST", "bookings/{id}/subscription", None),
    ("DELETE", "bookings/{id}/subscription", None),
    ("GET", "legs/{id}", None),
    ("POST", "legs/{id}/events", EVENT),
    ("POST", "legs/{id}/ancillaries/{category}/{number}", None),
    ("DELETE", "legs/{id}/ancillaries/{category}/{number}", None),
    ("GET", "legs/{id}/available-assets", None),
    ("GET", "legs/{id}/progress", None),
    ("POST", "payment/{id}/claim-extra-costs", {
        "category": "DAMAGE", "description": "A scratch.", "amount": 1.0,
    }),
    ("GET", "support/{id}/status", None),
    ("GET", "customers/{id}", None),
    ("DELETE", "customers/{id}", None),
]  # fmt: skip
ELSEWHERE = {("PATCH", "customers/{id}")}
"""With the other tests of customers, since it has a media type of its own."""


def routed() -> Iterator[tuple[str, str]]:
    """Method and address of whatever has an id in it and is served."""
    for address, view in OPERATIONS.items():
        if "{id}" in address and "1.6" in view.dialects:
            for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
                if hasattr(view, method.lower()) and method not in view.methods_not_served:
                    yield method, address


def test_table_is_that_of_the_routes():
    assert {(method, address) for method, address, _ in ROWS} | ELSEWHERE == set(routed())


@pytest.fixture(params=["trip", "vehicle"])
def owned(request, travel, renter) -> dict[str, str]:
    """The ids of a booking, of its leg, and of its customer."""
    if request.param == "trip":
        booking = travel.commit(travel.book(customer={"externalId": "ada"}))
    else:
        booking = renter.rent()
    return {"bookings": booking["id"], "legs": leg_of(booking), **of_customer(booking)}


def of_customer(booking) -> dict[str, str]:
    return {"customers": booking["customer"]["id"]}


@pytest.fixture(params=["channel", "tenant"])
def stranger(request, owned, later) -> Platform:
    """Another channel of the trip's tenant, or one of another tenant."""
    if request.param == "channel":
        return Platform(open_channel(other_channel(later.shop))[1])
    return Platform(open_rentals().secret)


@pytest.mark.parametrize(("method", "address", "body"), ROWS)
def test_what_is_anothers_is_unknown(stranger, owned, method, address, body):
    family = address.partition("/")[0]
    reference = owned.get(family, owned["bookings"])
    path = address.replace("{id}", reference).replace("{category}/{number}", "HR/01")

    response = stranger.send(method, f"/{path}", body)

    assert response.status_code == 404


def test_what_is_anothers_is_not_listed(stranger):
    assert body_of(stranger.get("/bookings"), 200) == []
    assert body_of(stranger.get("/payment/journal-entry"), 200) == []
