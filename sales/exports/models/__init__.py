"""How accounting batches are written."""

from sales.exports.models.batches import BatchAccount, BatchTerms

__all__ = ["BatchAccount", "BatchTerms"]
