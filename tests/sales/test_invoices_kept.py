"""What the database keeps of invoices."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from sales.models import Invoice
from tests.factories.scenarios import Shop, open_shop
from tests.sales.invoicing import invoiced
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing
def shop() -> Shop:
    return open_shop()


def test_invoice_never_changes(shop):
    shop.sell()
    [made] = invoiced(shop)

    for rows in (Invoice.objects.filter(pk=made.pk), made.entries.all()):
        with pytest.raises(Exception, match="Cannot update"), transaction.atomic():
            rows.update(total_amount=1) if rows.model is Invoice else rows.update(amount=1)


def test_entries_add_up_to_their_invoice(shop):
    shop.sell()
    [made] = invoiced(shop)
    made.pk, made.number, made.total_amount = None, 2, Decimal("5.00")

    with transaction.atomic():
        made.save(force_insert=True)
        with pytest.raises(IntegrityError) as refusal:
            connection.check_constraints()
        transaction.set_rollback(True)

    assert refusal.value.__cause__.diag.constraint_name == "invoice_entries_add_up"
