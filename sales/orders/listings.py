"""What orders can be filtered and sorted by, in the admin, in exports and by partners."""

from __future__ import annotations

from operators.listing.fields import Child, Field
from operators.listing.kinds import Choice, Flag, Integer, Moment, Money, Reference, Text
from operators.listing.listings import Listing
from sales.orders.models import Order
from sales.orders.states import LineState, OrderState

MOST_RIDES = 2
"""A trip has a change at most."""


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
            ],
        )
    ],
)
