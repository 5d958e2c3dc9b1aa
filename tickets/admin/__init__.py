"""The admin of ticket types, how tickets look, signing keys, tickets and their inspection."""

from tickets.admin import (
    block_list,
    devices,
    keys,
    scans,
    styles,
    suspicions,
    ticket_types,
    tickets,
    wallets,
)

__all__ = [
    "block_list",
    "devices",
    "keys",
    "scans",
    "styles",
    "suspicions",
    "ticket_types",
    "tickets",
    "wallets",
]
