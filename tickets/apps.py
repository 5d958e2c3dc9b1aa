from importlib import import_module

from django.apps import AppConfig


class TicketsConfig(AppConfig):
    """Ticket types, tickets, their barcodes, the keys that sign them, and inspection."""

    name = "tickets"

    def import_models(self) -> None:
        """The models of inspection as well: they rest on those of tickets, which cannot name
        them."""
        super().import_models()
        import_module("tickets.inspection.models")
        import_module("tickets.inspection.history")
