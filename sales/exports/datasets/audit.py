"""The audit log: every event, and every change of configuration, with who it was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.apps import apps
from django.db.models import CharField, F, Model, TextField, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce, JSONObject
from pghistory.models import Event as PgHistoryEvent

from operators.tenancy.events import DomainEvent
from operators.tenancy.scoping import TenantQuerySet
from sales.exports import columns as of
from sales.exports.datasets.dataset import Dataset, Source
from sales.exports.days import moments_of
from sales.exports.wishes import ExportWish

UNKNOWN = "unknown"
NAMES = ("code", "reference", "number")
"""What people know a row by, if it has one of these, and it never changes."""
COLUMNS = (
    of.moment("happened_at", "When."),
    of.text("actor", "Who asked for it."),
    of.code("kind", "Of the event or the change."),
    of.code("subject", "Kind of the row that it happened to."),
    of.text("subject_id", "What that row is called, or its key."),
    of.code("name", "What happened."),
    of.text("details", "More of it, as JSON; of a change the row as it became."),
    of.text("correlation_id", "Joins what one request set off."),
)


def sources(wish: ExportWish) -> Sequence[Source]:
    return [*events(wish), *changes(wish)]


def events(wish: ExportWish) -> Iterator[Source]:
    for model in models_of(DomainEvent):
        rows = model._default_manager.filter(**{tenant_path(model): wish.tenant})
        if wish.period is not None:
            begin, end = moments_of(wish.period, wish.tenant)
            rows = rows.filter(happened_at__gte=begin, happened_at__lt=end)
        subject = tenant_path(model).split("__")[0]
        related = model._meta.get_field(subject).related_model
        assert isinstance(related, type)
        yield Source(
            rows,
            {
                "happened_at": F("happened_at"),
                "actor": F("actor"),
                "kind": Value(model.__name__),
                "subject": Value(related.__name__),
                "subject_id": Cast(F(f"{subject}__{name_of(related)}"), TextField()),
                "name": F("name"),
                "details": Cast(F("details"), TextField()),
                "correlation_id": F("correlation_id"),
                "id": F("pk"),
            },
        )


def changes(wish: ExportWish) -> Iterator[Source]:
    """Who changed configuration is told by the context that the database noted."""
    for model in models_of(PgHistoryEvent):
        rows = model._default_manager.filter(**{tenant_path(model): wish.tenant})
        if wish.period is not None:
            begin, end = moments_of(wish.period, wish.tenant)
            rows = rows.filter(pgh_created_at__gte=begin, pgh_created_at__lt=end)
        row = {f.attname: F(f.attname) for f in model._meta.fields if "pgh_" not in f.name}
        tracked = model.pgh_tracked_model  # type: ignore[attr-defined]
        yield Source(
            rows,
            {
                "happened_at": F("pgh_created_at"),
                "actor": Coalesce(
                    KT("pgh_context__actor"), Value(UNKNOWN), output_field=CharField()
                ),
                "kind": Value(model.__name__),
                "subject": Value(tracked.__name__),
                "subject_id": Cast(F("pgh_obj_id"), TextField()),
                "name": F("pgh_label"),
                "details": Cast(JSONObject(**row), TextField()),
                "correlation_id": Coalesce(
                    KT("pgh_context__correlation_id"), Value(""), output_field=CharField()
                ),
                "id": F("pk"),
            },
        )


def models_of(kind: type[Model]) -> list[type[Model]]:
    """All tables of that kind that belong to tenants, in an order that stays."""
    found = [
        model
        for model in apps.get_models()
        if issubclass(model, kind) and isinstance(model._default_manager.all(), TenantQuerySet)
    ]
    return sorted(found, key=lambda model: model._meta.label)


def tenant_path(model: type[Model]) -> str:
    rows = model._default_manager.all()
    assert isinstance(rows, TenantQuerySet)
    return rows.tenant_path


def name_of(model: type[Model]) -> str:
    known = {field.name for field in model._meta.fields}
    return next((name for name in NAMES if name in known), "pk")


AUDIT_LOG = Dataset(
    name="audit_log",
    title="The audit log",
    period="the day, in the tenant's zone, on which it happened",
    column_sets={1: COLUMNS},
    sources=sources,
    order=("happened_at", "kind", "id"),
    hidden=("id",),
    currency="",
    is_of_tenant=True,
)
