"""Why a report of payouts is not taken in."""

from __future__ import annotations

from collections.abc import Sequence

from sales.errors import SalesError

MOST_TOLD = 20


class PayoutError(SalesError):
    """There is no such payout."""


class ReportUnreadable(PayoutError):
    """Nothing was taken in: the report has rows that cannot be read."""

    def __init__(self, problems: Sequence[str]) -> None:
        more = len(problems) - MOST_TOLD
        told = [*problems[:MOST_TOLD], *([f"And {more} more."] if more > 0 else [])]
        super().__init__(" ".join(["Nothing was taken in.", *told]))
        self.problems = problems


class PayoutDiffers(PayoutError):
    """This payout was taken in before, with other lines; ask the provider which are right."""
