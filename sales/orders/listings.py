"""What orders can be filtered and sorted by, in the admin, in exports and by partners."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q

from operators.listing.fields import Child, Field
from operators.listing.kinds import Choice, Flag, Integer, Moment, Money, Reference, Text
from operators.listing.listings import Listing
from sales.orders.models import Order
from sales.orders.states import LineState, OrderState

MOST_RIDES = 2
"""A trip has a change at most."""


class DatedTrip(Text):
    """A trip on its service day, `trip_id:YYYY-MM-DD`: both of one and the same ride."""

    form = "the id of the trip that was sold, a colon, and its service day such as 2026-03-02"

    def is_one_of(self, path: str, values: Sequence[str]) -> Q:
        found = Q()
        for value in values:
            trip, _, day = value.rpartition(":")
            found |= Q(**{f"{path}__contains": [{"trip_id": trip, "service_date": day}]})
        return found


class TimeOfTrip(Moment):
    """A moment of the whole trip of a line, which may be of several rides."""

    def __init__(self, what: str) -> None:
        self.form = f"{Moment.form}: {what}"


def of_any_ride(name: str, path: str) -> Field:
    """A fact of a ride that a line was sold for; one of its rides must have it."""
    return Field(name, Text(), paths=tuple(f"rides__{n}__{path}" for n in range(MOST_RIDES)))


ORDERS = Listing(
    Order,
    fields=[
        Field("code", Text()),
        Field("state", Choice(OrderState.values)),
        Field("version", Integer()),
        Field("balance", Money()),
        Field("total_amount", Money()),
        Field("total_tax_amount", Money()),
        Field("currency", Text()),
        Field("created_at", Moment()),
        Field("confirmed_at", Moment()),
        Field("expires_at", Moment()),
        Field("failed", Flag()),
        Field("organisation", Integer(), path="seller__number"),
        Field("channel", Text(), path="channel__netex_id"),
        Field("pos", Text()),
        Field("external_reference", Text()),
        Field("contact", Text(), paths=("contact_name", "contact_email", "contact_phone")),
        Field("created_by", Text()),
        Field("customer", Text(), path="customer__external_id"),
    ],
    order="created_at",
    children=[
        Child(
            "lines",
            [
                Field("reference", Reference()),
                Field("external_reference", Text()),
                Field("state", Choice(LineState.values)),
                Field("product", Text(), path="product__code"),
                of_any_ride("trip_id", "trip_id"),
                of_any_ride("origin", "origin__stop_id"),
                of_any_ride("destination", "destination__stop_id"),
                Field("dated_trip", DatedTrip(), path="rides"),
                Field("departs_at", TimeOfTrip("when the first ride of a line leaves")),
                Field("arrives_at", TimeOfTrip("when the last ride of a line is there")),
            ],
        )
    ],
)
