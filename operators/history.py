"""Whose changes are kept in this app: parties, people, tokens, feeds and alerts."""

from __future__ import annotations

from django.db import models

from operators.service.models import Alert, AlertPeriod
from operators.tenancy.clients import ApiClient, TokenKey
from operators.tenancy.history import OfTenants, keep_history
from operators.tenancy.models import ApiToken, Membership, Operator, Organisation, Tenant, User
from operators.timetable.models import Feed

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
AlertChange = keep_history(Alert)
AlertPeriodChange = keep_history(AlertPeriod)
