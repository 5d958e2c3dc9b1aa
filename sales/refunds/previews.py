"""What giving money back would come to: it is done for a look and undone at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from operators.tenancy.actors import Actor
from sales.books.models import Posting
from sales.orders.lines import Fee, OrderLine
from sales.orders.locking import open_for_change
from sales.orders.models import Order
from sales.payments.actions.credits import record_repaid
from sales.payments.crediting import open_parts
from sales.payments.gateways.interface import Repaid
from sales.payments.models import CreditPart
from sales.payments.opening import confirm_if_paid
from sales.refunds.ways import Way
from tickets.models import Ticket


@dataclass(frozen=True, slots=True)
class Effect:
    """The order as it would be, and what would be new: nothing of it is stored.

    `tickets` are those that would be void; `parts` what goes back on which transaction.
    """

    order: Order
    lines: tuple[OrderLine, ...]
    fees: tuple[Fee, ...]
    tickets: tuple[Ticket, ...]
    parts: tuple[CreditPart, ...]
    postings: tuple[Posting, ...]


def preview_effect(
    order: Order, way: Way, *, expected_revision: int | None = None, by: Actor, at: datetime
) -> Effect:
    """Do it as the actions of refunds do, read what came of it, and undo all of it.

    It refuses what they refuse, with the same errors. No provider is asked: each is taken to give
    back what it should.
    """
    with transaction.atomic():
        change = open_for_change(
            order, expected_revision=expected_revision, may_have_failed=True, by=by, at=at
        )
        posted = set(change.order.postings.values_list("pk", flat=True))
        charged = {fee.pk for fee in change.fees}
        refund = way(change)
        change.store()
        parts = open_parts(refund.credit) if refund.credit else []
        if refund.credit is None:
            confirm_if_paid(change.order, by=by, at=at)
        else:
            said = {part.pk: Repaid(done=True) for part in parts}
            record_repaid(refund.credit, said, is_local=True, by=by, at=at)
        after = Order.objects.select_related("tenant").get(pk=order.pk)
        postings = after.postings.select_related("party", "operator").exclude(pk__in=posted)
        effect = Effect(
            order=after,
            lines=refund.lines,
            fees=tuple(after.fees.exclude(pk__in=charged).order_by("pk")),
            tickets=tuple(Ticket.objects.filter(pk__in=refund.tickets).order_by("pk")),
            parts=tuple(parts),
            postings=tuple(postings.order_by("pk")),
        )
        transaction.set_rollback(True)
    return effect
