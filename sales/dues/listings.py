"""What dues can be filtered and sorted by, in the admin and in exports."""

from __future__ import annotations

from operators.listing.fields import Field
from operators.listing.kinds import Choice, Day, Integer, Money, Text
from operators.listing.listings import Listing
from sales.dues.models import Due
from sales.dues.states import ACCOUNTS, DueState

DUES = Listing(
    Due,
    [
        Field("state", Choice(DueState.values)),
        Field("account", Choice([account.value for account in ACCOUNTS])),
        Field("organisation", Integer(), path="ledger__organisation__number"),
        Field("party", Integer(), path="party__number"),
        Field("statement", Integer(), path="statement__number"),
        Field("invoice", Integer(), path="invoice__number"),
        Field("currency", Text()),
        Field("amount", Money()),
        Field("paid_amount", Money()),
        Field("due_on", Day()),
    ],
    order="due_on",
)
