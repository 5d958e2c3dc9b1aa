"""What this format adds to what all wire formats share: imported once Django is set up."""

from protocols.deliveries.renderers import register_renderer
from protocols.maas_tsp.webhooks.renderer import MaasTspRenderer

register_renderer("maas-tsp", MaasTspRenderer())
