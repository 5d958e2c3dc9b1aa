"""People read times in the zone of their tenant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from functools import wraps
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils import timezone

from operators.admin.staff import staff_of
from operators.tenancy.models import User

View = Callable[..., HttpResponseBase]
FIRST_YEAR, LAST_YEAR = 2000, 2099


def zone_of(user: User) -> tzinfo:
    """The zone that all tenants of the person share, else UTC."""
    zones = {membership.tenant.zone for membership in user.memberships.all()}
    return zones.pop() if len(zones) == 1 else UTC


def check_year(moment: datetime) -> None:
    """A validator for moments that people write. A year far off is a slip, and the first and last
    that Python knows cannot be read back in another zone."""
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ValidationError(f"Write a year from {FIRST_YEAR} to {LAST_YEAR}.", "year")


def to_the_second(moment: datetime | None) -> str:
    """A moment in the zone of the page, where minutes do not tell enough."""
    return f"{timezone.localtime(moment):%-d %b %Y %H:%M:%S}" if moment else ""


def to_the_minute(moment: datetime | None) -> str:
    """A moment in the zone of the page, where a template would not turn it into that."""
    return f"{timezone.localtime(moment):%-d %b %Y %H:%M}" if moment else ""


def shown_in_tenant_zone(view: View) -> View:
    """Have an admin's page read and write times in the person's zone, down to its template."""

    @wraps(view)
    def zoned(page: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with timezone.override(zone_of(staff_of(request))):
            response = view(page, request, *args, **kwargs)
            # Rendered here, since templates are rendered after the view returned.
            return response.render() if isinstance(response, TemplateResponse) else response

    return zoned
