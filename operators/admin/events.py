"""What happened, at the foot of a page."""

from __future__ import annotations

from operators.admin.scoping import ScopedInline


class EventInline(ScopedInline):
    """Event rows, newest first; nobody changes them."""

    fields = ["happened_at", "name", "actor", "details"]
    ordering = ["-happened_at", "-id"]
    per_page = 20
    tab = True
    verbose_name_plural = "What happened"
