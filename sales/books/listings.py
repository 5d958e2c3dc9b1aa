"""What postings can be filtered and sorted by."""

from __future__ import annotations

from operators.listing.fields import Field
from operators.listing.kinds import Choice, Day, Integer, Moment, Money, Reference, Text
from operators.listing.listings import Listing
from sales.books.accounts import Account, DocumentKind
from sales.books.models import Posting

POSTINGS = Listing(
    Posting,
    [
        Field("ledger", Integer(), path="ledger__organisation__number"),
        Field("document", Reference()),
        Field("kind", Choice(DocumentKind.values)),
        Field("order", Text(), path="order__code"),
        Field("order_version", Integer()),
        Field("channel", Text(), path="order__channel__code"),
        Field("reference", Text()),
        Field("account", Choice(Account.values)),
        Field("party", Integer(), path="party__number"),
        Field("operator", Text(), path="operator__code"),
        Field("vat_rate", Money()),
        Field("amount", Money()),
        Field("currency", Text()),
        Field("booked_on", Day()),
        Field("late_for", Day()),
        Field("posted_at", Moment()),
        Field("reverses", Reference()),
    ],
    order="booked_on",
)
"""A ledger and a party are named by the number of the organisation."""
