"""What cash settlements can be filtered and sorted by."""

from __future__ import annotations

from operators.listing.fields import Field
from operators.listing.kinds import Choice, Integer, Moment, Text
from operators.listing.listings import Listing
from sales.journal.models import CashSettlement
from sales.journal.states import SettlementState

SETTLEMENTS = Listing(
    CashSettlement,
    [
        Field("code", Text()),
        Field("number", Integer()),
        Field("point", Text(), path="point__code"),
        Field("organisation", Integer(), path="organisation__number"),
        Field("state", Choice(SettlementState.values)),
        Field("opened_at", Moment()),
        Field("closed_at", Moment()),
    ],
    order="opened_at",
)
