"""What TOMP adds to what all wire formats share: imported once Django is set up."""

from operators.supply.finding import register_door, register_supplier
from operators.supply.states import SupplierKind
from protocols.deliveries.renderers import register_renderer
from protocols.examples import register_example
from protocols.tomp.callbacks.renderer import TompRenderer
from protocols.tomp.client.gateway import open_supplier
from protocols.tomp.trying import planning_line

register_supplier(SupplierKind.TOMP, open_supplier)
register_door(SupplierKind.TOMP, "/tomp/suppliers/")
register_renderer("tomp", TompRenderer())
register_example("For your partner: TOMP 1.1", planning_line)
