"""The models of this app, where Django looks for them."""

from operators import history
from operators.service.models import Alert, AlertPeriod
from operators.tenancy.clients import ApiClient, ClientEvent, ClientPermission, TokenKey
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
    OperatingDay,
    Pattern,
    PatternCall,
    Route,
    ServiceDay,
    Stop,
    StopTime,
    Transfer,
    Trip,
)

__all__ = [
    "Alert",
    "AlertPeriod",
    "ApiClient",
    "ApiToken",
    "ClientEvent",
    "ClientPermission",
    "FareZone",
    "Feed",
    "FeedVersion",
    "Membership",
    "OperatingDay",
    "Operator",
    "Organisation",
    "Pattern",
    "PatternCall",
    "Role",
    "Route",
    "ServiceDay",
    "Stop",
    "StopTime",
    "Tenant",
    "TokenEvent",
    "TokenKey",
    "TokenRole",
    "Transfer",
    "Trip",
    "User",
    "history",
]
