"""The way to a supplier, by the language that it speaks."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings

from operators.supply.errors import SupplierUnable
from operators.supply.interface import SupplierGateway
from operators.supply.models import Supplier

Opening = Callable[[Supplier], SupplierGateway]

_GATEWAYS: dict[str, Opening] = {}
_DOORS: dict[str, str] = {}
"""The path below which suppliers of a kind tell us of changes."""


def register_supplier(kind: str, opening: Opening) -> None:
    """Let suppliers of that kind be reached so; a wire format does this when it is loaded."""
    _GATEWAYS[kind] = opening


def register_door(kind: str, path: str) -> None:
    """Let suppliers of that kind tell us of changes below that path, as with register_supplier."""
    _DOORS[kind] = path


def callback_address_of(supplier: Supplier) -> str:
    """Where the supplier tells us of changes; empty if nobody listens to its language here."""
    door = _DOORS.get(supplier.kind)
    return f"{settings.BASE_URL}{door}{supplier.reference}" if door else ""


def reach(supplier: Supplier) -> SupplierGateway:
    """The way to this supplier. SupplierUnable if nobody speaks its language here."""
    opening = _GATEWAYS.get(supplier.kind)
    if opening is None:
        raise SupplierUnable(f"Nothing here speaks {supplier.kind}.")
    return opening(supplier)
