"""Orders, the versions they went through, and the persons that they are for."""

from sales.orders.models.customers import Customer, CustomerEvent
from sales.orders.models.orders import Order, OrderEvent, OrderRowQuerySet, OrderVersion
from sales.orders.models.parts import OrderNote, Traveller
from sales.orders.models.tallies import OrderTally

__all__ = [
    "Customer",
    "CustomerEvent",
    "Order",
    "OrderEvent",
    "OrderNote",
    "OrderRowQuerySet",
    "OrderTally",
    "OrderVersion",
    "Traveller",
]
