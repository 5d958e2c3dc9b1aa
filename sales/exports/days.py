"""From days to moments."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from operators.tenancy.models import Tenant
from sales.exports.wishes import Period


def moments_of(period: Period, tenant: Tenant) -> tuple[datetime, datetime]:
    """The first moment of a period, and the first one after it, in the tenant's zone."""
    first, last = period.days
    after = last + timedelta(days=1)
    return tuple(  # type: ignore[return-value]  # two days, two moments
        datetime.combine(day, time.min, tzinfo=tenant.zone) for day in (first, after)
    )
