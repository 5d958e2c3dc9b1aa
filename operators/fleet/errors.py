"""Why a vehicle cannot be had; the docstring is what people read."""

from __future__ import annotations

from operators.tenancy.errors import DomainError


class FleetUnknown(DomainError):
    """No fleet has this id; look at the list of fleets."""


class AssetUnknown(DomainError):
    """No vehicle has this id; look at the list of vehicles."""


class AssetTaken(DomainError):
    """Somebody else has this vehicle; choose another one."""


class AssetUnavailable(DomainError):
    """This vehicle cannot be rented now; choose another one."""


class AreaWrong(DomainError):
    """This is no area: write a GeoJSON Polygon or MultiPolygon."""


class GatewayBusy(DomainError):
    """The lock of the vehicle does not answer; try again in a moment."""

    def __init__(self, detail: str = "", *, wait: int = 5) -> None:
        """`wait`: whole seconds after which trying again makes sense."""
        super().__init__(detail)
        self.wait = wait


class GatewayUnable(DomainError):
    """The vehicles of this fleet cannot be asked for that."""
