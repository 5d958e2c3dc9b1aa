"""Why nothing is invoiced."""

from __future__ import annotations

from sales.errors import SalesError


class InvoiceError(SalesError):
    """There is no such invoice."""


class NothingToInvoice(InvoiceError):
    """Nothing was sold on account that is not invoiced yet; choose a later day."""


class DayNotOver(InvoiceError):
    """Choose a day that is over: more may be sold on it."""


class NotAnInvoice(InvoiceError):
    """This is a credit note; only an invoice can be taken back."""


class TakenBackBefore(InvoiceError):
    """All that this invoice charged was taken back already."""


class NoAddress(InvoiceError):
    """The partner has no e-mail address for invoices; give it one, or name one here."""
