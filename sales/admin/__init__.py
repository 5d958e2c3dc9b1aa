"""The admin of the catalogue, customers, orders and their money."""

from sales.admin import (
    channels,
    customers,
    entries,
    fare_imports,
    money,
    orders,
    products,
    settlement,
    tariffs,
    tokens,
)

__all__ = [
    "channels", "customers", "entries", "fare_imports", "money", "orders", "products", "settlement",
    "tariffs", "tokens",
]  # fmt: skip
