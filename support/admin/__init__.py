"""The admin of support: the inbox, the page of a case, where cases are opened, customers and
travellers' accounts."""

from support.admin import accounts, cases, customers, subjects

__all__ = ["accounts", "cases", "customers", "subjects"]
