"""The gateway of a fleet."""

from __future__ import annotations

from collections.abc import Callable, Iterable

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


def simulated_among(fleets: Iterable[int]) -> tuple[int, ...]:
    """Those of the fleets whose vehicles are not real, by id, the eldest first; one query."""
    kinds = [kind for kind, gateway in GATEWAYS.items() if gateway().is_simulated]
    found = Fleet.objects.filter(pk__in=fleets, gateway__in=kinds).order_by("pk")
    return tuple(found.values_list("pk", flat=True))
