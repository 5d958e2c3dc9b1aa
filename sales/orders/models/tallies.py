"""How many orders there are of a kind, kept as they change."""

from __future__ import annotations

import pgtrigger
from django.db import models

from operators.tenancy.models import Organisation, Tenant
from operators.tenancy.scoping import TenantQuerySet
from sales.orders.states import OrderState

KIND = ("tenant_id", "seller_id", "state", "currency", "total_amount", "balance")
"""The columns of an order that its tally has as well."""
_KIND = ", ".join(KIND)


def _note(sides: str) -> str:
    # Differences of one statement that cancel each other out leave no row.
    return f"""
        INSERT INTO sales_ordertally ({_KIND}, orders)
        SELECT {_KIND}, sum(change) FROM ({sides}) changed
        GROUP BY {_KIND} HAVING sum(change) <> 0;
        RETURN NULL;
    """  # noqa: S608


_GONE = f"SELECT {_KIND}, -1 AS change FROM gone"  # noqa: S608
_FRESH = f"SELECT {_KIND}, 1 AS change FROM fresh"  # noqa: S608

TALLY_TRIGGERS = [
    pgtrigger.Trigger(
        name="tally_of_new",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        referencing=pgtrigger.Referencing(new="fresh"),
        func=_note(_FRESH),
    ),
    pgtrigger.Trigger(
        name="tally_of_changed",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Update,
        referencing=pgtrigger.Referencing(old="gone", new="fresh"),
        func=_note(f"{_FRESH} UNION ALL {_GONE}"),
    ),
    pgtrigger.Trigger(
        name="tally_of_gone",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Delete,
        referencing=pgtrigger.Referencing(old="gone"),
        func=_note(_GONE),
    ),
]


class OrderTally(models.Model):
    """So many orders more, or fewer, of one seller, state, currency, total and balance.

    Triggers of the orders write the differences in the transaction of each change; nobody waits
    for anybody, since every row is new. The sum of `orders` over rows is how many orders there are
    of that kind, exactly, at every moment. `merge_tallies` puts rows of one kind together.
    """

    tenant = models.ForeignKey(
        Tenant, models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False
    )
    seller = models.ForeignKey(
        Organisation, models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False
    )
    state = models.CharField(max_length=50, choices=OrderState)
    currency = models.CharField(max_length=3)
    total_amount = models.DecimalField(max_digits=11, decimal_places=2)
    balance = models.DecimalField(max_digits=11, decimal_places=2)
    orders = models.BigIntegerField()

    objects = TenantQuerySet["OrderTally"].as_manager()

    class Meta:
        verbose_name_plural = "order tallies"
        indexes = [
            models.Index(
                fields=["seller", "state", "currency", "total_amount", "balance"],
                include=["tenant", "orders"],
                name="ordertally_of_seller",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.orders} × {self.state} {self.total_amount} {self.currency}"
