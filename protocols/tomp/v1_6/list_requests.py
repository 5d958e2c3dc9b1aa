"""The queries of lists of TOMP 1.6. Members of a query are texts, so numbers are read from them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from protocols.fields import OneOfField, TextField
from protocols.tomp.fields import MomentField, WireRequest
from protocols.tomp.v1_6.words import WIRE_BOOKING_STATES
from sales.money import MOST

LAST_OFFSET = 10**9
LONGEST_ID = 100


class PageRequest(WireRequest):
    """`offset` and `limit` of a list."""

    offset = serializers.IntegerField(required=False, default=0, min_value=0, max_value=LAST_OFFSET)
    limit = serializers.IntegerField(required=False, min_value=1)


class PriceField(serializers.DecimalField):
    """An amount in a query."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_digits=None, decimal_places=None, **options)


class BookingListRequest(PageRequest):
    """The query of GET /bookings. The names of most members are no words of Python."""

    state = OneOfField(choices=sorted(WIRE_BOOKING_STATES), required=False)

    def get_fields(self) -> dict[str, Any]:
        moments = {name: MomentField(required=False) for name in ("min-time", "max-time")}
        prices = {
            name: PriceField(required=False, min_value=-MOST, max_value=MOST)
            for name in ("min-price", "max-price")
        }
        kind = TextField(required=False, max_length=LONGEST_ID)
        return {**super().get_fields(), **moments, **prices, "contains-asset-type": kind}
