"""Why an export is refused or ends early."""

from __future__ import annotations

from operators.tenancy.errors import DomainError


class UnknownDataset(DomainError):
    """There is no such dataset, or not in this version."""


class WishUnfit(DomainError):
    """This cannot be exported like that."""


class ExportStopped(DomainError):
    """The export was told to stop; what was written of the file is good for nothing."""


class RowsDiffer(DomainError):
    """The file does not have as many rows as its control totals say."""
