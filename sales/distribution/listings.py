"""What the tickets of sold lines can be filtered by."""

from __future__ import annotations

from django.db.models import Case, CharField, F, Max, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest

from operators.listing.fields import Child, Field
from operators.listing.kinds import Choice, Digits, Integer, Moment, Reference, Text
from operators.listing.listings import Listing
from sales.distribution.states import DistributionState
from sales.orders.fulfilments import Fulfilment
from sales.orders.lines import OrderLine
from tickets.models import TicketEvent
from tickets.states import TicketState

STATE = Case(
    When(ticket__state=TicketState.VOIDED, then=Value(DistributionState.DISABLED.value)),
    When(
        ticket__state__in=[TicketState.USED, TicketState.EXPIRED],
        then=Value(DistributionState.EXPIRED.value),
    ),
    When(handed_out_at__isnull=False, then=Value(DistributionState.DISTRIBUTED.value)),
    default=Value(DistributionState.CREATED.value),
    output_field=CharField(),
)
"""The DistributionState of a fulfilment; never stored."""

OF_LINE = Fulfilment.objects.filter(line=OuterRef("pk")).order_by()
EVENTS = TicketEvent.objects.filter(ticket__fulfilments__line=OuterRef("pk")).order_by()
ISSUED_AT = Subquery(OF_LINE.order_by("ticket__issued_at").values("ticket__issued_at")[:1])
CHANGED_AT = Greatest(
    Subquery(EVENTS.values("ticket__fulfilments__line").annotate(m=Max("happened_at")).values("m")),
    Subquery(OF_LINE.values("line").annotate(m=Max("handed_out_at")).values("m")),
    F("held_since"),
)
"""The last that happened to the tickets of a line, or to who holds them."""

TICKET_GROUPS = Listing(
    OrderLine,
    [
        Field("key", Integer(), path="pk"),
        Field("reference", Reference()),
        Field("order", Text(), path="order__code"),
        Field("order_version", Integer(), path="added_in_version"),
        Field("owner", Digits(), path="order__customer__number"),
        Field(
            "holder",
            Digits(),
            expression=Coalesce("holder__number", "order__customer__number"),
        ),
        Field("customers", Digits(), paths=("order__customer__number", "holder__number")),
        Field("organisation", Integer(), path="order__seller__number"),
        Field("issued_at", Moment(), expression=ISSUED_AT),
        Field("changed_at", Moment(), expression=CHANGED_AT),
    ],
    order="key",
    children=[
        Child(
            "fulfilments",
            [
                Field("ticket", Reference(), path="ticket_id"),
                Field("state", Choice(DistributionState.values), expression=STATE),
                Field("valid_from", Moment(), path="ticket__valid_from"),
                Field("valid_until", Moment(), path="ticket__valid_until"),
            ],
        )
    ],
    needs_filter=True,
)
