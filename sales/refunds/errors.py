"""Why a refund is refused."""

from __future__ import annotations

from sales.errors import NotRefundable


class NotSoldYet(NotRefundable):
    """This line was never sold; take it off the order instead."""


class RefundUnfit(NotRefundable):
    """A refund is at most what the line cost, and its fee at most the refund."""


class ReductionUnfit(NotRefundable):
    """A reduction is more than zero, and at most what the order costs."""
