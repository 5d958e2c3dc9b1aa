"""Ledgers with their periods, and the postings in them."""

from sales.books.models.ledgers import AccountingPeriod, Ledger, PeriodEvent, PeriodTotal
from sales.books.models.postings import Posting

__all__ = ["AccountingPeriod", "Ledger", "PeriodEvent", "PeriodTotal", "Posting"]
