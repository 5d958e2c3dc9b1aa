"""Shops of one kind, each with the program of its caller."""

from __future__ import annotations

from typing import Any

from operators.tenancy.models import TokenRole
from sales.models import SalesChannel
from tests.factories.scenarios import Shop, open_shop
from tests.protocols.maas_tsp.client import Caller
from tests.protocols.worlds import open_channel


def caller_of(channel: SalesChannel) -> Caller:
    return Caller(open_channel(channel, TokenRole.MAAS_TSP)[1])


def shop_with_caller(product: dict[str, Any] | None = None, **shop: Any) -> tuple[Shop, Caller]:
    opened = open_shop(product, **shop)
    return opened, caller_of(opened.channel)
