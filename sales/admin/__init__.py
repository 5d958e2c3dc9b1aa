"""The admin of the catalogue, customers, orders and their money."""

from sales.admin import (
    accounts,
    batches,
    books,
    card_accounts,
    channels,
    clients,
    closing,
    customers,
    documents,
    entries,
    exports,
    fare_imports,
    invoices,
    journal,
    methods,
    money,
    orders,
    payouts,
    plan_examples,
    points,
    products,
    settlement,
    sold_rows,
    statements,
    tariffs,
    tokens,
    verifier,
)

__all__ = [
    "accounts", "batches", "books", "card_accounts", "channels", "clients", "closing", "customers",
    "documents", "entries", "exports",
    "fare_imports", "invoices", "journal", "methods", "money", "orders", "payouts",
    "plan_examples", "points", "products", "settlement", "sold_rows", "statements", "tariffs",
    "tokens", "verifier",
]  # fmt: skip
