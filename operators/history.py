"""Whose changes are kept in this app: parties, people, tokens, feeds, alerts and fleets."""

from __future__ import annotations

from django.db import models

from operators.fleet.models import (
    AssetType,
    Driver,
    Fleet,
    FleetHours,
    PlanPart,
    PricingPlan,
    Region,
    TaxiService,
    VehicleStation,
)
from operators.service.models import Alert, AlertPeriod
from operators.supply.models import Supplier
from operators.tenancy.clients import ApiClient, TokenKey
from operators.tenancy.history import OfTenants, keep_history
from operators.tenancy.models import ApiToken, Membership, Operator, Organisation, Tenant, User
from operators.timetable.models import Feed, RealtimeSource

TenantChange = keep_history(Tenant, rows=OfTenants)
OrganisationChange = keep_history(Organisation)
OperatorChange = keep_history(Operator)
MembershipChange = keep_history(Membership)
# People belong to no tenant.
UserChange = keep_history(User, without=["password", "last_login"], rows=models.QuerySet)
ApiTokenChange = keep_history(ApiToken, without=["digest", "last_used_at"])
ApiClientChange = keep_history(ApiClient, without=["digest", "last_used_at"])
# Keys of access tokens are the installation's.
TokenKeyChange = keep_history(TokenKey, without=["sealed_private_key"], rows=models.QuerySet)
# What the last look at the address found changes with every look.
FeedChange = keep_history(Feed, without=["etag", "last_modified", "refreshed_at"])
RealtimeSourceChange = keep_history(
    RealtimeSource,
    without=[
        "counts", "etag", "failures", "last_modified", "problem", "read_from", "refreshed_at",
        "told_at",
    ],
)  # fmt: skip
AlertChange = keep_history(Alert)
AlertPeriodChange = keep_history(AlertPeriod)
# What the feed told last is no configuration; nor is which station rents today.
FleetChange = keep_history(Fleet, without=["refreshed_at"])
FleetHoursChange = keep_history(FleetHours)
RegionChange = keep_history(Region, without=["west", "south", "east", "north"])
PricingPlanChange = keep_history(PricingPlan)
PlanPartChange = keep_history(PlanPart)
AssetTypeChange = keep_history(AssetType)
VehicleStationChange = keep_history(VehicleStation, without=["is_renting", "is_returning"])
TaxiServiceChange = keep_history(TaxiService)
# Which vehicle somebody drives changes with every shift.
DriverChange = keep_history(Driver, without=["asset"])
SupplierChange = keep_history(
    Supplier, without=["sealed_token", "sealed_signing_secret", "sealed_callback_token"]
)
