"""From a statement or an invoice to what is due for it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.urls import reverse
from django.utils.html import format_html
from unfold.decorators import display

from sales.money import Money


@display(description="Payment", empty_value="Nothing is due.")
def link_to_due(document: Any) -> str | None:
    """How much of it is open, and its state; it leads to the page where a transfer is recorded."""
    try:
        due = document.due
    except ObjectDoesNotExist:
        return None
    told = f"{Money(due.left, due.currency)} open ({due.get_state_display()})"
    return format_html(
        '<a href="{}">{}</a>', reverse("admin:sales_due_change", args=[due.pk]), told
    )
