"""What became of a row: every change of it and of what belongs to it, by whoever made it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.utils import display_for_field, display_for_value, unquote
from django.db import models
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.text import Truncator
from pghistory.core import event_models
from psycopg.types.range import Range

from operators.admin.staff import staff_of
from operators.tenancy.history import ADDED, DELETED
from operators.tenancy.scoping import TenantQuerySet

PAGE = "admin/history_of_changes.html"
MOST_SHOWN = 200
LONGEST_VALUE = 500
"""Characters; the outline of a region has many more."""
NOTHING = "–"
UNKNOWN = "unknown, straight in the database"


@dataclass(frozen=True, slots=True)
class ToldField:
    """A column that changed, in words."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ToldChange:
    """One change, as the page shows it."""

    at: datetime
    actor: str
    through: str
    """The page or task, and the correlation id that leads to the logs."""
    correlation_id: str
    of: str
    label: str
    fields: list[ToldField]


class ShowsChanges:
    """For pages of rows whose history the database keeps: History tells the changes themselves.

    It includes those of rows that belong to the row and either have no page of their own or go
    with it, such as fares, entries and memberships, also when they are deleted by now; as far as
    the person may see such rows at all.
    """

    admin_site: AdminSite
    model: type[models.Model]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> Any:
        changes = list(self._changes(request, unquote(object_id)))
        changes.sort(key=lambda change: change.at, reverse=True)
        context = {"changes": changes[:MOST_SHOWN], "most_shown": MOST_SHOWN}
        view = super().history_view  # type: ignore[misc]
        response = view(request, object_id, {**context, **(extra_context or {})})
        if isinstance(response, TemplateResponse) and event_models(tracks_model=self.model):
            response.template_name = PAGE
        return response

    def _changes(self, request: HttpRequest, key: str) -> Iterator[ToldChange]:
        for history in event_models(tracks_model=self.model):
            yield from _told(history, _rows(history, request).filter(pgh_obj_id=key))
        for history, field in _belonging(self.model, self.admin_site, request):
            yield from _told(history, _rows(history, request).filter(**{field: key}))


def _belonging(
    model: type[models.Model], site: AdminSite, request: HttpRequest
) -> Iterator[tuple[Any, str]]:
    """The histories of rows that belong to a row of that model, with the column that says so."""
    histories: Any = event_models(references_model=model)
    for history in histories:
        tracked = history.pgh_tracked_model
        page = site._registry.get(tracked)
        if page is not None and not page.has_view_permission(request):
            continue
        for field in tracked._meta.fields:
            if not field.is_relation or field.related_model is not model:
                continue
            goes_with_it = field.remote_field.on_delete is models.CASCADE
            if goes_with_it or (page is None and field.name != "tenant"):
                yield history, f"{field.name}_id"


def _rows(history: Any, request: HttpRequest) -> models.QuerySet[Any]:
    rows = history.objects.order_by("-pgh_id")
    if isinstance(rows, TenantQuerySet):
        return rows.visible_to(staff_of(request))
    return rows


def _told(history: Any, changes: models.QuerySet[Any]) -> Iterator[ToldChange]:
    """The changes in words, each compared with the one before of the same row."""
    found = list(changes[:MOST_SHOWN])[::-1]
    names = _names_of_related(history, found)
    before: dict[Any, Any] = {}
    for change in found:
        context = change.pgh_context or {}
        yield ToldChange(
            at=change.pgh_created_at,
            actor=context.get("actor") or UNKNOWN,
            through=context.get("url") or context.get("task") or "",
            correlation_id=context.get("correlation_id") or "",
            of=_kind_and_name(history, change),
            label=change.pgh_label,
            fields=list(_differences(history, before.get(change.pgh_obj_id), change, names)),
        )
        before[change.pgh_obj_id] = change


def _differences(
    history: Any, before: Any, change: Any, names: dict[str, dict[Any, str]]
) -> Iterator[ToldField]:
    if change.pgh_label == DELETED:
        return
    for field in _kept_fields(history):
        new = getattr(change, field.attname)
        old = getattr(before, field.attname) if before is not None else None
        if new == old or (change.pgh_label == ADDED and new in (None, "")):
            continue
        shown = names.get(field.name, {})
        yield ToldField(
            name=str(history.pgh_tracked_model._meta.get_field(field.name).verbose_name),
            before=_words(field, old, shown) if before is not None else NOTHING,
            after=_words(field, new, shown),
        )


def _words(field: Any, value: Any, names: dict[Any, str]) -> str:
    if value in (None, ""):
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if field.is_relation:
        return names.get(value, f"{field.related_model._meta.verbose_name} {value}")
    if isinstance(value, Range):
        return _period(value)
    return Truncator(display_for_field(value, field, NOTHING)).chars(LONGEST_VALUE)


def _period(value: Range[Any]) -> str:
    """Such as “from 1 Jan 2026 until 1 Jul 2026”, the first day that it no longer holds."""
    ends = (("from", value.lower), ("until", value.upper))
    told = [f"{word} {display_for_value(end, NOTHING)}" for word, end in ends if end is not None]
    return " ".join(told) or "always"


def _names_of_related(history: Any, changes: Iterable[Any]) -> dict[str, dict[Any, str]]:
    """What the related rows are called today: one query for each foreign key."""
    keys: defaultdict[str, set[Any]] = defaultdict(set)
    relations = {field.name: field for field in _kept_fields(history) if field.is_relation}
    for change in changes:
        for name, field in relations.items():
            keys[name].add(getattr(change, field.attname))
    return {
        name: {
            key: str(row)
            for key, row in field.related_model._base_manager.in_bulk(
                [key for key in keys[name] if key is not None]
            ).items()
        }
        for name, field in relations.items()
    }


def _kind_and_name(history: Any, change: Any) -> str:
    kind = str(history.pgh_tracked_model._meta.verbose_name)
    name = next((getattr(change, n) for n in ("name", "username", "kid") if hasattr(change, n)), "")
    return f"{kind} {name or change.pgh_obj_id}"


def _kept_fields(history: Any) -> list[Any]:
    hidden = {history.pgh_tracked_model._meta.pk.name}
    return [
        field
        for field in history._meta.fields
        if not field.name.startswith("pgh_") and field.name not in hidden
    ]
