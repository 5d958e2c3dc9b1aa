"""The admin of ticket types, signing keys and tickets."""

from tickets.admin import keys, ticket_types, tickets

__all__ = ["keys", "ticket_types", "tickets"]
