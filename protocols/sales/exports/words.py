"""The names by which exports, and the rows in them, are filtered, and ours."""

from __future__ import annotations

from collections.abc import Mapping

from protocols.sales.orders.words import ORDER_LIST
from protocols.sales.payments.words import CREDIT_LIST, PAYMENT_LIST
from sales.exports.jobs.listings import EXPORTS

EXPORT_LIST = EXPORTS.renamed(
    {
        "exportId": "reference",
        "dataset": "dataset",
        "status": "state",
        "format": "format",
        "organisationId": "organisation",
        "requestedAt": "requested_at",
        "endedAt": "ended_at",
        "expiresAt": "expires_at",
    }
)
OURS: Mapping[str, Mapping[str, str]] = {
    dataset: {theirs: leaf.name for theirs, leaf in listing.leaves.items()}
    for dataset, listing in (
        ("orders", ORDER_LIST),
        ("payments", PAYMENT_LIST),
        ("credits", CREDIT_LIST),
    )
}
"""By dataset: names of the lists of this face lead to ours; rows without a list here have ours."""


def our_pairs(dataset: str, written: list[str]) -> tuple[tuple[str, str], ...]:
    """Conditions such as `totalAmount=gte:10.00` in the words of the core."""
    names = OURS.get(dataset, {})
    parts = [one.partition("=") for one in written]
    return tuple((names.get(name, name), text) for name, _, text in parts)


def written_pairs(dataset: str, pairs: list[list[str]]) -> list[str]:
    """The conditions back in the words of this face."""
    theirs: dict[str, str] = {}
    for name, ours in OURS.get(dataset, {}).items():
        theirs.setdefault(ours, name)
    return [f"{theirs.get(name, name)}={text}" for name, text in pairs]
