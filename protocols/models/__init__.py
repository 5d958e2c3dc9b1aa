"""The rows that the faces share; a face itself has none and can be deleted without a migration."""

from protocols import history
from protocols.models.answers import LONGEST_KEY, LONGEST_PATH, CallerKind, IdempotentRequest
from protocols.models.counts import LONGEST_CLIENT, ClientCount, Limited, RequestCount
from protocols.models.deliveries import (
    CallMethod,
    Delivery,
    DeliveryAttempt,
    DeliveryState,
)
from protocols.models.endpoints import CallbackEndpoint
from protocols.models.flows import FlowState
from protocols.models.trips import KeptTrip

__all__ = [
    "LONGEST_CLIENT",
    "LONGEST_KEY",
    "LONGEST_PATH",
    "CallMethod",
    "CallbackEndpoint",
    "CallerKind",
    "ClientCount",
    "Delivery",
    "DeliveryAttempt",
    "DeliveryState",
    "FlowState",
    "IdempotentRequest",
    "KeptTrip",
    "Limited",
    "RequestCount",
    "history",
]
