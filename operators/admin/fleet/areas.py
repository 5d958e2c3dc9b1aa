"""The field in which people type or paste an area."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from unfold.widgets import UnfoldAdminTextareaWidget

from operators.fleet.areas import read_area
from operators.fleet.errors import AreaWrong

HELP = (
    "GeoJSON, typed or pasted: a Polygon or a MultiPolygon, or a Feature with one. Each position "
    "is a longitude and a latitude; the last one of a ring is its first one again."
)


class AreaField(forms.CharField):
    """GeoJSON as text; what is wrong with it is told by ring and position."""

    widget = UnfoldAdminTextareaWidget

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", HELP)
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """What was typed stays as it was typed, also where it is wrong."""
        return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return read_area(text)
        except AreaWrong as wrong:
            raise forms.ValidationError(wrong.detail) from wrong

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Another way to write the same area is no change."""
        try:
            return bool((json.loads(data) if data else None) != initial)
        except (ValueError, RecursionError):
            return True
