"""The words of support that TOMP 1.6 alone has; the table is total, and a test says so. The others
are in `words.py`."""

from __future__ import annotations

from support.states import VehiclePart

VEHICLE_PART = {
    VehiclePart.FRONT: "FRONT",
    VehiclePart.REAR: "REAR",
    VehiclePart.LEFT: "LEFT",
    VehiclePart.RIGHT: "RIGHT",
    VehiclePart.TOP: "TOP",
    VehiclePart.BOTTOM: "BOTTOM",
    VehiclePart.INTERIOR: "INTERIOR",
    VehiclePart.TYRE: "TIRE",
    VehiclePart.ACCESSORY: "ANCILLARY",
    VehiclePart.OTHER: "OTHER",
}
PART_OF_WORD = {word: part for part, word in VEHICLE_PART.items()}
