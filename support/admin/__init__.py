"""The admin of support: the inbox, the page of a case, where cases are opened, and customers."""

from support.admin import cases, customers, subjects

__all__ = ["cases", "customers", "subjects"]
