"""What closings, and the movements that they count, can be filtered and sorted by."""

from __future__ import annotations

from operators.listing.fields import Field
from operators.listing.kinds import Choice, Flag, Integer, Moment, Money, Text
from operators.listing.listings import Listing
from sales.closing.models import Closing
from sales.journal.movements import Movement
from sales.journal.states import MovementKind

CLOSINGS = Listing(
    Closing,
    [
        Field("number", Integer()),
        Field("settlement", Text(), path="settlement__code"),
        Field("point", Text(), path="point__code"),
        Field("organisation", Integer(), path="organisation__number"),
        Field("is_counted", Flag()),
        Field("hash", Text()),
        Field("opened_at", Moment(), path="settlement__opened_at"),
        Field("closed_at", Moment(), path="settlement__closed_at"),
        Field("issued_at", Moment()),
    ],
    order="issued_at",
)
MOVEMENTS = Listing(
    Movement,
    [
        Field("settlement", Text(), path="settlement__code"),
        Field("told_to", Text(), path="told_to__code"),
        Field("point", Text(), path="point__code"),
        Field("kind", Choice(MovementKind.values)),
        Field("type", Text()),
        Field("amount", Money()),
        Field("currency", Text()),
        Field("specimen", Flag()),
        Field("order", Text(), path="transaction__order__code"),
        Field("payment", Integer(), path="transaction__payment__number"),
        Field("happened_at", Moment()),
    ],
    order="happened_at",
)
