"""The admin of shared vehicles."""

from operators.admin.fleet import fleets, plans, regions, stations, taxis, vehicles

__all__ = ["fleets", "plans", "regions", "stations", "taxis", "vehicles"]
