"""From other pages to tickets."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.html import format_html_join

from tickets.models import Ticket


def ticket_links(tickets: Iterable[Ticket], *, linked: bool = True) -> str:
    """A link to each ticket, with its state; only text for those who may not open it."""
    if not linked:
        return ", ".join(f"{str(row.pk)[:8]} ({row.get_state_display()})" for row in tickets)
    return format_html_join(
        ", ",
        '<a href="{}" class="text-link">{}</a> ({})',
        (
            (
                reverse("admin:tickets_ticket_change", args=[ticket.pk]),
                str(ticket.pk)[:8],
                ticket.get_state_display(),
            )
            for ticket in tickets
        ),
    )
