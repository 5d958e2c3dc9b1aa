"""What counts as a sale in the books: revenue, what is owed to operators, and fees."""

from __future__ import annotations

from sales.books.accounts import Account, DocumentKind
from sales.reports.figures import Condition

ACCOUNTS = (Account.OWN_REVENUE, Account.OPERATOR_LIABILITY, Account.FEE_REVENUE)
REVENUE: tuple[Condition, ...] = (("account", f"in:{','.join(ACCOUNTS)}"),)
FEES: tuple[Condition, ...] = (("account", Account.FEE_REVENUE.value),)
CONFIRMED: tuple[Condition, ...] = (("kind", DocumentKind.CONFIRMATION.value),)
"""Only documents that sold something or took it back; others settle what was sold."""
