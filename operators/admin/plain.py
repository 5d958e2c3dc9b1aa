"""Names of related rows without a link, for people who may not open them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from django.contrib.admin import AdminSite
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from unfold.decorators import display


@cache
def plain_name(model: type[models.Model], name: str) -> Callable[[models.Model], str]:
    """A read-only field that shows the related row as text; the same one for each call."""
    field = model._meta.get_field(name)

    @display(description=str(field.verbose_name))  # type: ignore[union-attr]
    def shown(row: models.Model) -> str:
        related = getattr(row, name)
        return "" if related is None else str(related)

    return shown


def closed_fields(
    site: AdminSite, model: type[models.Model], request: HttpRequest
) -> dict[str, Any]:
    """Foreign keys to rows whose page this person may not open, each with its plain field."""
    return {
        field.name: plain_name(model, field.name)
        for field in model._meta.fields
        if field.many_to_one and not may_open(site, field.related_model, request)
    }


def may_open(site: AdminSite, model: Any, request: HttpRequest) -> bool:
    """Whether the person may open pages of this kind; what has no page makes no link."""
    page = site._registry.get(model)
    return page is None or page.has_view_permission(request)


def replaced(fields: Any, by: dict[str, Any]) -> list[Any]:
    """The fields of a fieldset, with some of them exchanged, also in its rows."""
    return [
        tuple(replaced(field, by)) if isinstance(field, (list, tuple)) else by.get(field, field)
        for field in fields
    ]


def row_link(row: models.Model, *, linked: bool, text: str = "") -> str:
    """The name of a row or this text, as a link to its page where the person may open that."""
    shown = text or str(row)
    if not linked:
        return shown
    opts = row._meta
    page = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[row.pk])
    return format_html('<a href="{}" class="text-link">{}</a>', page, shown)
