"""The admin of the catalogue, customers, orders and their money."""

from sales.admin import channels, customers, entries, money, orders, products, tokens

__all__ = ["channels", "customers", "entries", "money", "orders", "products", "tokens"]
