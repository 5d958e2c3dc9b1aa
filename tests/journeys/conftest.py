"""Worlds to travel in, shared by the journeys of one module."""

from tests.protocols.conftest import at_once, clock, later, module_database

__all__ = ["at_once", "clock", "later", "module_database"]
