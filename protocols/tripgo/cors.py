"""Browsers may call this face from pages of anybody: the key is in a header, never in a cookie."""

from __future__ import annotations

from django.http import HttpResponseBase

HEADERS = (
    "X-TripGo-Key", "X-TripGo-RegionEligibility", "userToken", "X-TripGo-Version", "X-TripGo-UUID",
    "X-TripGo-Device-Id", "X-TripGo-Client-Id", "X-TripGo-Region", "x-account-access-token",
    "userid", "x-tsp-client-userid", "x-tsp-client-tenantid", "Accept-Language", "Accept",
    "Content-Type",
)  # fmt: skip
"""Names of headers that apps send (§2); a browser leaves out those that are not allowed."""
METHODS = ("GET", "POST", "PUT", "DELETE")
READABLE = ("Retry-After", "X-Correlation-ID")
DAY = 86_400


def allow_browsers(response: HttpResponseBase, *, is_preflight: bool) -> None:
    """Let a page of anybody read the answer. Of a preflight: tell what may be sent."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = ", ".join(READABLE)
    if is_preflight:
        response.headers["Access-Control-Allow-Methods"] = ", ".join(METHODS)
        response.headers["Access-Control-Allow-Headers"] = ", ".join(HEADERS)
        response.headers["Access-Control-Max-Age"] = str(DAY)
