"""The doors to a change of the books."""

from sales.books.actions.closing import close_period
from sales.books.actions.opening import open_ledger
from sales.books.actions.posting import (
    Document,
    Entry,
    Place,
    booking_day,
    post_document,
    post_documents,
)
from sales.books.actions.reversing import reverse_document

__all__ = [
    "Document",
    "Entry",
    "Place",
    "booking_day",
    "close_period",
    "open_ledger",
    "post_document",
    "post_documents",
    "reverse_document",
]
