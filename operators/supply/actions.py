"""What people do with suppliers besides their pages."""

from __future__ import annotations

from datetime import datetime

from operators.supply.finding import reach
from operators.supply.models import Supplier
from operators.supply.terms import SupplierFacts
from operators.tenancy.actors import Actor


def try_supplier(supplier: Supplier, *, by: Actor, at: datetime) -> SupplierFacts:
    """What the supplier says that it serves; nothing is changed, here or there. SupplyError."""
    return reach(supplier).describe()
