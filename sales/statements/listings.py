"""What statements can be filtered and sorted by, in the admin and in exports."""

from __future__ import annotations

from operators.listing.fields import Field
from operators.listing.kinds import Choice, Day, Integer, Moment, Money, Text
from operators.listing.listings import Listing
from sales.statements.models import Statement
from sales.statements.states import StatementKind

STATEMENTS = Listing(
    Statement,
    [
        Field("number", Integer()),
        Field("year", Integer(), path="series__year"),
        Field("kind", Choice(StatementKind.values)),
        Field("organisation", Integer(), path="ledger__organisation__number"),
        Field("party", Integer(), path="party__number"),
        Field("channel", Text(), path="channel__netex_id"),
        Field("currency", Text()),
        Field("starts_on", Day()),
        Field("ends_on", Day()),
        Field("issued_on", Day()),
        Field("issued_at", Moment()),
        Field("gross_amount", Money()),
        Field("net_amount", Money()),
        Field("corrects", Integer(), path="corrects__number"),
    ],
    order="issued_on",
)
