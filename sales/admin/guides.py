"""The guide that leads through the set-up of a channel."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from operators.admin.staff import staff_of
from operators.models import Tenant
from operators.tenancy.permissions import user_can_set_up_selling
from operators.tenancy.roles import tenants_where
from sales.admin.set_up import Site, numbered, rents_only, steps_of
from sales.admin.set_up_resale import resale_steps_of, resells_only
from sales.models import SalesChannel

GUIDE_PAGE = "admin/set_up_guide.html"


def address_of_guide(channel: SalesChannel) -> str:
    return reverse("admin:sales_saleschannel_set_up", args=[channel.pk])


def address_of_new_guide(tenant: Tenant) -> str:
    return f"{reverse('admin:sales_saleschannel_set_up_new')}?tenant={tenant.pk}"


def show_guide(page: Any, request: HttpRequest, channel: SalesChannel | None) -> HttpResponse:
    """The steps of a channel, or of one that is still to be made for the tenant of the address."""
    tenants = tenants_where(staff_of(request), user_can_set_up_selling)
    tenant = channel.tenant if channel else chosen_tenant(request, tenants)
    back = address_of_guide(channel) if channel else address_of_new_guide(tenant)
    site = Site(tenant, channel, back, timezone.now())
    products = site.products()
    resells = resells_only(site, products)
    steps = resale_steps_of(site, products) if resells else steps_of(site, products)
    is_ready = all(step.done for step in steps)
    if not resells and not rents_only(products):
        steps += page.last_steps(request, channel, is_ready=is_ready)
    context = {
        **page.admin_site.each_context(request),
        "opts": page.model._meta,
        "title": f"Set up {channel}" if channel else "Set up a channel",
        "object": channel,
        "tenant": tenant,
        "others": [] if channel else [each for each in tenants if each != tenant],
        "steps": list(numbered(steps)),
        "left": sum(not step.done for step in steps),
    }
    return TemplateResponse(request, GUIDE_PAGE, context)


def chosen_tenant(request: HttpRequest, tenants: list[Tenant]) -> Tenant:
    """The tenant that the address names, else the person's first. 404 for one of strangers."""
    if not tenants:
        raise PermissionDenied
    named = request.GET.get("tenant")
    fitting = [tenant for tenant in tenants if named in (None, str(tenant.pk))]
    if not fitting:
        raise Http404
    return fitting[0]
