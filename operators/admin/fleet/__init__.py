"""The admin of shared vehicles."""

from operators.admin.fleet import fleets, plans, regions, stations, vehicles

__all__ = ["fleets", "plans", "regions", "stations", "vehicles"]
