"""The names of the invariants, as the contract of the Sales API numbers them."""

from django.db import models


class InvariantName(models.TextChoices):
    """entur-sales §13."""

    F1 = "F1", "F1: totals"
    F2 = "F2", "F2: VAT"
    F3 = "F3", "F3: balance"
    F4 = "F4", "F4: states"
    F5 = "F5", "F5: money of an order"
    F6 = "F6", "F6: credits"
    F7 = "F7", "F7: payments"
    F8 = "F8", "F8: currencies"
    F9 = "F9", "F9: what was confirmed"
    F10 = "F10", "F10: versions"
    F11 = "F11", "F11: postings"
    F12 = "F12", "F12: numbers"
    F13 = "F13", "F13: payouts"
    F14 = "F14", "F14: closed periods"
    F15 = "F15", "F15: shares"
