"""List filters that name no other tenant's rows."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import RelatedFieldListFilter
from django.http import HttpRequest


class ScopedRelatedFilter(RelatedFieldListFilter):
    """A filter by a related row, with the rows that the person may see as choices."""

    def field_choices(
        self, field: Any, request: HttpRequest, model_admin: Any
    ) -> list[tuple[str, Any]]:
        rows = field.related_model._default_manager.visible_to(request.user)
        return sorted(((str(row.pk), str(row)) for row in rows), key=lambda choice: choice[1])
