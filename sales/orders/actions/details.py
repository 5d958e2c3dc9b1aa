"""What may be told of an order at any time: it costs nothing and makes no new version."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from operators.tenancy.actors import Actor
from sales.orders.errors import LineUnknown, OrderClosed
from sales.orders.lines import OrderLine
from sales.orders.locking import open_kept_order
from sales.orders.models import Order
from sales.orders.states import OrderEventName, OrderState
from sales.orders.terms import Contact


@dataclass(frozen=True, slots=True)
class LineDetails:
    """The client's own words for a line; None leaves what is there."""

    line: uuid.UUID
    external_reference: str | None = None
    metadata: dict[str, Any] | None = None


@transaction.atomic
def update_contact(
    order: Order,
    *,
    contact: Contact | None = None,
    external_reference: str | None = None,
    created_by: str | None = None,
    expected_revision: int | None = None,
    by: Actor,
    at: datetime,
) -> Order:
    """Change whom to write to and what the client calls the order; None leaves what is there.

    It holds at once, also for a confirmed order, while money is moving, and after a reset.
    KeptByBooking, OrderChanged, OrderClosed.
    """
    change = open_kept_order(order, expected_revision=expected_revision, by=by, at=at)
    if change.order.state == OrderState.CANCELLED:
        raise OrderClosed
    told: dict[str, str | None] = {
        "external_reference": external_reference,
        "created_by": created_by,
    }
    if contact is not None:
        told |= {
            "contact_name": contact.name,
            "contact_email": contact.email,
            "contact_phone": contact.phone,
        }
    news = {name: value for name, value in told.items() if value is not None}
    for name, value in news.items():
        setattr(change.order, name, value)
    change.note(OrderEventName.CONTACT_CHANGED, columns=sorted(news))
    change.store()
    return change.order


@transaction.atomic
def update_lines(
    order: Order,
    details: Sequence[LineDetails],
    *,
    expected_revision: int | None = None,
    by: Actor,
    at: datetime,
) -> list[OrderLine]:
    """Change what the client calls lines and keeps with them; the lines, in that order.

    It holds at once, as `update_contact` does. KeptByBooking, OrderChanged, OrderClosed,
    LineUnknown.
    """
    change = open_kept_order(order, expected_revision=expected_revision, by=by, at=at)
    if change.order.state == OrderState.CANCELLED:
        raise OrderClosed
    known = {line.reference: line for line in change.live_lines}
    lines = []
    for detail in details:
        if detail.line not in known:
            raise LineUnknown
        line = known[detail.line]
        if detail.external_reference is not None:
            line.external_reference = detail.external_reference
        if detail.metadata is not None:
            line.metadata = detail.metadata
        lines.append(line)
    OrderLine.objects.bulk_update(lines, ["external_reference", "metadata"])
    change.note(OrderEventName.LINES_CHANGED, lines=[str(line.reference) for line in lines])
    change.store()
    return lines
