"""The only doors to a change of an order.

Those of one theme are in one module. Each locks the order, refuses with a named error, writes the
order and its event in one transaction, and takes the revision that the caller has seen.
"""

from sales.orders.actions.cancelling import cancel_lines, cancel_order
from sales.orders.actions.charging import add_fee, remove_fee
from sales.orders.actions.confirming import confirm_order
from sales.orders.actions.details import update_contact, update_lines
from sales.orders.actions.drafting import draft_order
from sales.orders.actions.dropping import lapse_orders, reset_order
from sales.orders.actions.notes import add_note
from sales.orders.actions.reserving import replace_lines, reserve_offers
from sales.orders.actions.tallying import merge_tallies
from sales.orders.actions.travellers import add_travellers, remove_travellers

__all__ = [
    "add_fee",
    "add_note",
    "add_travellers",
    "cancel_lines",
    "cancel_order",
    "confirm_order",
    "draft_order",
    "lapse_orders",
    "merge_tallies",
    "remove_fee",
    "remove_travellers",
    "replace_lines",
    "reserve_offers",
    "reset_order",
    "update_contact",
    "update_lines",
]
