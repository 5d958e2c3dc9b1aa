"""Refusals of /edge/tomp: where this door's clients expect another status than TOMP 1.1 has."""

from __future__ import annotations

from django_fsm import TransitionNotAllowed

from bookings import errors as bookings
from operators.fleet import errors as fleet
from protocols import idempotency
from protocols.tomp import errors
from protocols.tomp.errors import (
    BOOKING,
    GENERAL,
    OPERATOR_INFORMATION,
    TRIP_EXECUTION,
    Refusal,
    Refusals,
)
from sales import errors as sales

NOT_ACCEPTABLE = Refusal(406, 203, "Vehicle not available", BOOKING)
CONFLICT = Refusal(409, 4, "Illegal in this status")

REFUSALS: Refusals = (
    (fleet.AssetUnknown, Refusal(406, 204, "Unknown vehicle", BOOKING)),
    (fleet.AssetTaken, NOT_ACCEPTABLE),
    (fleet.AssetUnavailable, NOT_ACCEPTABLE),
    (fleet.FleetUnknown, Refusal(406, 204, "Unknown fleet", OPERATOR_INFORMATION)),
    (fleet.GatewayBusy, Refusal(503, 5, "Lock not ready", TRIP_EXECUTION)),
    (sales.NothingOnSale, Refusal(406, 500, "No product on sale", BOOKING)),
    (sales.NoFare, Refusal(406, 500, "No pricing plan", BOOKING)),
    (sales.CustomerBlocked, Refusal(428, 209, "Customer blocked", BOOKING)),
    (bookings.AlreadyRenting, Refusal(409, 4, "Already booked", BOOKING)),
    (bookings.RentalOver, Refusal(409, 4, "Rental is over", TRIP_EXECUTION)),
    (bookings.BookingError, CONFLICT),
    (TransitionNotAllowed, CONFLICT),
    (idempotency.KeyUnfit, Refusal(400, 2, "Key not valid", GENERAL)),
    (idempotency.KeyReused, Refusal(400, 2, "Key used before", GENERAL)),
    (idempotency.KeyInUse, Refusal(409, 4, "Still running", GENERAL)),
    *errors.REFUSALS,
)
"""The first one that fits counts, so these come before those of all of TOMP."""
