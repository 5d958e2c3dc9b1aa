"""Links to a form that leads back to the page it was opened from."""

from __future__ import annotations

from urllib.parse import urlencode

from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

PARAMETER = "back"


def page_to_return_to(request: HttpRequest) -> str:
    """The page of the admin that the link to this form named; empty where it named none."""
    back = request.GET.get(PARAMETER, "")
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return back if is_ours and back.startswith(reverse("admin:index")) else ""


def link_to(address: str, *, back: str, **filled_in: object) -> str:
    """A form with some of its fields filled in, which leads back once it was sent."""
    query = {name: value for name, value in filled_in.items() if value not in (None, "")}
    return f"{address}?{urlencode({**query, PARAMETER: back})}"


def link_to_list(model: type[models.Model]) -> str:
    return _address(model, "changelist")


def link_to_add(model: type[models.Model], *, back: str, **filled_in: object) -> str:
    """The form for a new row."""
    return link_to(_address(model, "add"), back=back, **filled_in)


def link_to_row(row: models.Model, *, back: str) -> str:
    """The form of a row."""
    return link_to(_address(type(row), "change", row.pk), back=back)


def _address(model: type[models.Model], page: str, *args: object) -> str:
    opts = model._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{page}", args=args)
