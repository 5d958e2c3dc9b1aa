"""The models of this app, where Django looks for them."""

from operators.tenancy.models import (
    ApiToken,
    Membership,
    Operator,
    Organisation,
    Role,
    Tenant,
    TokenEvent,
    TokenRole,
    User,
)
from operators.timetable.models import (
    FareZone,
    Feed,
    FeedVersion,
    Route,
    ServiceDay,
    Stop,
    StopTime,
    Trip,
)

__all__ = [
    "ApiToken",
    "FareZone",
    "Feed",
    "FeedVersion",
    "Membership",
    "Operator",
    "Organisation",
    "Role",
    "Route",
    "ServiceDay",
    "Stop",
    "StopTime",
    "Tenant",
    "TokenEvent",
    "TokenRole",
    "Trip",
    "User",
]
