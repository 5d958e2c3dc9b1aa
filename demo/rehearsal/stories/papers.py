"""Documents that customers and partners get."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from demo.rehearsal.stage import Stage, Story, stored
from operators.tenancy.actors import Actor
from sales.invoices.actions import issue_order_invoice, take_back_invoice
from sales.models import Invoice, Order, Receipt
from sales.receipts.actions import issue_receipt


def receipts(stage: Stage, order: Order) -> Story:
    """Asked for after every second sale; some requests die before they are stored."""
    if not stage.chance(50):
        return
    yield stage.minutes(0, 5)
    now = stored(order)
    version = now.version
    if stage.chance(10):
        stage.do(issue_and_die, now, version=version)
    asking = stage.doing(issue_receipt, now, version=version)
    if stage.chance(10):
        stage.race(asking, asking)
    else:
        asking()


def invoice(stage: Stage, order: Order) -> Story:
    """An employer wants one of its own for an order; some are taken back."""
    yield stage.minutes(0, 60)
    asking = stage.doing(issue_order_invoice, stored(order))
    stage.race(asking, asking)
    yield stage.minutes(0, 60)
    made = Invoice.objects.filter(order=order, corrects=None).last()
    if made is not None and stage.chance(50):
        stage.do(take_back_invoice, made, reason="Wrong address")


def issue_and_die(order: Order, *, version: int, by: Actor, at: datetime) -> Receipt:
    """Draw a number that is given back, since the transaction is given up."""
    with transaction.atomic():
        receipt = issue_receipt(order, version=version, by=by, at=at)
        transaction.set_rollback(True)
    return receipt
