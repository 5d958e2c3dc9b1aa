"""The rows of fleets."""

from operators.fleet.models.assets import Asset, AssetEvent, AssetType
from operators.fleet.models.fleets import Fleet, FleetHours, FleetImport
from operators.fleet.models.plans import PlanPart, PricingPlan
from operators.fleet.models.regions import Region
from operators.fleet.models.simulated import SimulatedVehicle
from operators.fleet.models.stations import VehicleStation
from operators.fleet.models.taxis import Driver, TaxiService

__all__ = [
    "Asset",
    "AssetEvent",
    "AssetType",
    "Driver",
    "Fleet",
    "FleetHours",
    "FleetImport",
    "PlanPart",
    "PricingPlan",
    "Region",
    "SimulatedVehicle",
    "TaxiService",
    "VehicleStation",
]
