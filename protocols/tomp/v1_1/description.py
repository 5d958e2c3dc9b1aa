"""How the API description shows the operations of TOMP 1.1."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema

from protocols.tomp.v1_1.requests import (
    BookingOperationRequest,
    BookingRequest,
    LegEventRequest,
    PlanningRequest,
)

planning_operation = extend_schema(request=PlanningRequest)
create_booking = extend_schema(request=BookingRequest)
list_bookings = extend_schema()
read_booking_operation = extend_schema()
booking_operation = extend_schema(request=BookingOperationRequest)
read_leg_operation = extend_schema()
leg_event = extend_schema(request=LegEventRequest)
read_meta = extend_schema()
read_information = extend_schema()
read_stations = extend_schema()
