"""Drawing the numbers of receipts."""

from __future__ import annotations

from sales.orders.models import Order
from sales.receipts.models import ReceiptSeries
from sales.receipts.states import ReceiptKind


def draw_number(
    order: Order, *, pos: str, year: int, kind: ReceiptKind
) -> tuple[ReceiptSeries, int]:
    """The series of a receipt of this order, and its next number; for the receipt's transaction.

    The row of the series is locked until that ends, so the next receipt waits, and gets the same
    number if this one is rolled back.
    """
    key = {
        "organisation_id": order.seller_id,
        "pos": pos,
        "year": year,
        "kind": kind,
        "specimen": order.specimen,
    }
    # Two that are the first of a series at once: one stores it, the other finds it.
    first = ReceiptSeries(tenant_id=order.tenant_id, **key)
    ReceiptSeries.objects.bulk_create([first], ignore_conflicts=True)
    series = ReceiptSeries.objects.select_for_update(no_key=True).get(**key)
    series.last_number += 1
    series.save(update_fields=["last_number"])
    return series, series.last_number
