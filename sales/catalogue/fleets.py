"""Whose vehicles a channel rents out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sales.catalogue.channels import SalesChannel
from sales.catalogue.entries import CatalogueEntry


def fleets_on_sale(channel: SalesChannel, *, at: datetime) -> Iterable[int]:
    """The ids of the fleets with a product on sale in the channel at that moment, as a query that
    another one can hold inside; taxi fleets are left out."""
    entries = CatalogueEntry.objects.on_sale(channel, at).of_rentals()
    return entries.values_list("product__fleet", flat=True)
