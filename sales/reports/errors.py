"""Why a report cannot be made."""

from __future__ import annotations

from operators.tenancy.errors import DomainError


class ReportUnfit(DomainError):
    """There is no report of that."""
