"""From other pages to tickets."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.html import format_html_join

from tickets.models import Ticket


def ticket_links(tickets: Iterable[Ticket]) -> str:
    """A link to each ticket, with its state."""
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
