"""The admin of support: the inbox, the page of a case, and where cases are opened."""

from support.admin import cases, subjects

__all__ = ["cases", "subjects"]
