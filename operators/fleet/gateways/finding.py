"""The gateway of a fleet."""

from __future__ import annotations

from collections.abc import Callable

from operators.fleet.gateways.by_hand import ByHand
from operators.fleet.gateways.interface import VehicleGateway
from operators.fleet.gateways.simulator import Simulator
from operators.fleet.models import Fleet
from operators.fleet.states import GatewayKind

GATEWAYS: dict[str, Callable[[], VehicleGateway]] = {
    GatewayKind.SIMULATOR: Simulator,
    GatewayKind.NONE: ByHand,
}


def gateway_of(fleet: Fleet) -> VehicleGateway:
    """Of the kind that the fleet says."""
    return GATEWAYS[fleet.gateway]()
