from django.apps import AppConfig


class TicketsConfig(AppConfig):
    """Ticket types, tickets, their barcodes and the keys that sign them."""

    name = "tickets"
