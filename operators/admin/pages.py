"""Pages beside a row's form that change nothing by themselves: guides, trials, reports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.text import slugify
from unfold.decorators import action
from unfold.enums import ActionVariant

from operators.admin.changes import row_of
from operators.admin.staff import tenant_of
from operators.admin.zones import shown_in_tenant_zone
from operators.tenancy.errors import NotPermitted
from operators.tenancy.models import User
from operators.tenancy.roles import Check

View = Callable[[Any, HttpRequest, Any], HttpResponse]


@dataclass(frozen=True, kw_only=True)
class Visit:
    """Who sees the button of a page, and for which rows."""

    title: str
    allowed: Check
    offered: Callable[[Any], bool] | None = None

    def is_offered(self, user: User, row: models.Model) -> bool:
        """Whether the person sees the button on this row's page."""
        try:
            self.allowed(user, tenant_of(row))
        except NotPermitted:
            return False
        return self.offered is None or self.offered(row)


def page_button(
    visit: Visit, *, icon: str, variant: ActionVariant = ActionVariant.DEFAULT
) -> Callable[[View], Callable[..., HttpResponse]]:
    """The button of a page, for `actions_detail`; the view is given the row itself."""

    def decorate(view: View) -> Callable[..., HttpResponse]:
        @shown_in_tenant_zone
        def opened(page: Any, request: HttpRequest, object_id: str) -> HttpResponse:
            return view(page, request, row_of(page, request, object_id, allowed=visit.allowed))

        button = action(
            opened,
            description=visit.title,
            url_path=slugify(visit.title),
            icon=icon,
            variant=variant,
        )
        button.change = visit
        return cast("Callable[..., HttpResponse]", button)

    return decorate
