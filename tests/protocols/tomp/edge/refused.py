"""Requests that are refused: each function prepares a case and returns the call."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import HttpResponse

from operators.tenancy.actions import revoke_token
from operators.tenancy.models import TokenRole
from tests.factories.moments import BY, NOW
from tests.protocols.tomp.edge import voi
from tests.protocols.tomp.edge.renting import Rider, open_other_role

Call = Callable[[], HttpResponse]
CASES: list[object] = []


def refused(status: int, errorcode: int) -> Callable:
    """A case: the function prepares it and returns the call that is refused."""

    def note(case: Callable[[Rider], Call]) -> Callable:
        CASES.append(pytest.param(case, status, errorcode, id=case.__name__))
        return case

    return note


# Tokens and headers


@refused(401, 7001)
def no_token(rider):
    return lambda: rider.get("/operator/meta", X_Access_Token="")


@refused(401, 7001)
def unknown_token(rider):
    return lambda: rider.get("/legs/one", X_Access_Token="nothing")


@refused(401, 7001)
def revoked_token(rider):
    revoke_token(rider.world.token, by=BY, at=NOW)
    return lambda: rider.get("/operator/regions")


@refused(403, 7006)
def token_of_another_face(rider):
    secret = open_other_role(rider.world, TokenRole.INSPECTION)
    return lambda: rider.try_to_book(X_Access_Token=secret)


@refused(429, 7007)
def too_many_requests(rider):
    rider.world.token.requests_per_minute = 2
    rider.world.token.save()
    rider.get("/operator/meta")
    rider.get("/operator/meta")
    return lambda: rider.get("/operator/meta")


@refused(400, 7002)
def api_is_not_tomp(rider):
    return lambda: rider.get("/operator/meta", Api="GOFS")


@refused(400, 7008)
def version_is_1_1(rider):
    return lambda: rider.get("/operator/meta", Api="TOMP", Api_Version="1.1.3")


# Paths


@refused(404, 7006)
def path_that_this_door_lacks(rider):
    return lambda: rider.get("/operator/stations")


@refused(404, 7006)
def path_of_another_version(rider):
    return lambda: rider.post("/plannings", {})


@refused(404, 7006)
def path_of_nothing(rider):
    return lambda: rider.get("/a/b/c/d")


@refused(404, 7006)
def bare_mount(rider):
    return lambda: rider.get("")


@refused(405, 3002)
def method_that_is_not_served(rider):
    return lambda: rider.send("PUT", "/bookings/one", {})


@refused(405, 3002)
def booking_events(rider):
    return lambda: rider.get("/bookings/one-stop")


# Ids


@refused(404, 3204)
def unknown_booking(rider):
    return lambda: rider.get("/bookings/nothing")


@refused(404, 4204)
def unknown_leg(rider):
    return lambda: rider.get("/legs/nothing")


@refused(404, 4204)
def event_of_an_unknown_leg(rider):
    return lambda: rider.post("/legs/nothing/events", {"event": "FINISH"})


@refused(404, 4204)
def booking_id_in_place_of_a_leg_id(rider):
    booking = rider.book()
    return lambda: rider.get(f"/legs/{booking['id']}")


@refused(404, 5204)
def support_for_an_unknown_booking(rider):
    return lambda: rider.post("/support", voi.SUPPORT_REQUEST)
