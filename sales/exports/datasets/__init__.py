"""All that can be exported."""

from __future__ import annotations

from collections.abc import Mapping

from sales.exports.datasets.audit import AUDIT_LOG
from sales.exports.datasets.batch import ACCOUNTING_BATCH
from sales.exports.datasets.closings import CLOSINGS
from sales.exports.datasets.dataset import Dataset
from sales.exports.datasets.journal import SALES_JOURNAL
from sales.exports.datasets.lines import ORDER_LINES
from sales.exports.datasets.money import CREDITS, PAYMENTS
from sales.exports.datasets.open_items import OPEN_ITEMS
from sales.exports.datasets.orders import ORDERS
from sales.exports.datasets.statements import STATEMENTS
from sales.exports.datasets.vat import VAT_BREAKDOWN
from sales.exports.errors import UnknownDataset

ALL = (
    ORDERS,
    ORDER_LINES,
    PAYMENTS,
    CREDITS,
    SALES_JOURNAL,
    VAT_BREAKDOWN,
    OPEN_ITEMS,
    STATEMENTS,
    CLOSINGS,
    AUDIT_LOG,
    ACCOUNTING_BATCH,
)
DATASETS: Mapping[str, Dataset] = {dataset.name: dataset for dataset in ALL}


def find_dataset(name: str) -> Dataset:
    """The dataset of that name. UnknownDataset."""
    try:
        return DATASETS[name]
    except KeyError:
        raise UnknownDataset(f"There is no dataset '{name}'.") from None


__all__ = ["DATASETS", "Dataset", "find_dataset"]
