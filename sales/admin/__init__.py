"""The admin of the catalogue, customers, orders and their money."""

from sales.admin import (
    card_accounts,
    channels,
    clients,
    customers,
    documents,
    entries,
    fare_imports,
    journal,
    methods,
    money,
    orders,
    points,
    products,
    settlement,
    tariffs,
    tokens,
)

__all__ = [
    "card_accounts", "channels", "clients", "customers", "documents", "entries", "fare_imports",
    "journal", "methods", "money", "orders", "points", "products", "settlement", "tariffs",
    "tokens",
]  # fmt: skip
