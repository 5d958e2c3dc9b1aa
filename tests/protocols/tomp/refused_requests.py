"""Requests that are refused for their headers, tokens, paths and pages."""

from __future__ import annotations

from operators.tenancy.actions import revoke_token
from operators.tenancy.models import TokenRole
from tests.factories.moments import BY, NOW
from tests.factories.sales import SalesChannelFactory
from tests.protocols.tomp.partner import Partner
from tests.protocols.tomp.refusing import refused
from tests.protocols.worlds import World, open_channel

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
    return lambda: partner.get("/operator/ping")


@refused(404, 7006)
def endpoint_of_older_versions(partner, clock):
    return lambda: partner.get("/plannings/17")


@refused(404, 7006)
def path_that_is_not_of_tomp(partner, clock):
    return lambda: partner.get("/tomp/nowhere")


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
