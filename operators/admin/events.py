"""What happened, at the foot of a page."""

from __future__ import annotations

from typing import Any

from unfold.decorators import display

from operators.admin.event_words import words_of
from operators.admin.scoping import ScopedInline
from operators.admin.zones import to_the_second
from operators.tenancy.events import DomainEvent


class EventInline(ScopedInline):
    """Event rows, newest first; nobody changes them."""

    fields = ["moment", "name", "actor", "told"]
    readonly_fields = ["moment", "told"]
    ordering = ["-happened_at", "-id"]
    per_page = 20
    tab = True
    verbose_name_plural = "What happened"

    @display(description="When")
    def moment(self, event: DomainEvent) -> str:
        return to_the_second(event.happened_at)

    @display(description="Details")
    def told(self, event: DomainEvent) -> str:
        return words_of(event.details, currency=self.currency_of(event))

    def currency_of(self, event: Any) -> str:
        """Of amounts whose event does not tell it."""
        return ""
