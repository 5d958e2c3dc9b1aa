"""Tenants with a timetable, a shop and an API token, as a partner's program finds them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from operators.tenancy.models import TokenRole
from sales.catalogue.actions import issue_channel_token
from sales.models import ChannelToken, SalesChannel
from tests.factories.gtfs import Rows, add_trip, small_feed, stop
from tests.factories.moments import BY, NOW
from tests.factories.sales import CatalogueEntryFactory, SalesChannelFactory
from tests.factories.scenarios import Shop, open_shop
from tests.factories.timetable import FeedFactory, import_rows
from tickets.states import Activation


@dataclass(frozen=True, slots=True)
class World:
    """A shop that sells rides from the market to the beach, and the secret that opens it."""

    shop: Shop
    token: ChannelToken
    secret: str
    origin: str = "market"
    destination: str = "beach"
    departs_after: datetime = NOW

    @property
    def starts_at_once(self) -> bool:
        """Whether tickets are active with the sale."""
        return self.shop.product.ticket_type.activation == Activation.AT_ONCE

    @property
    def headers(self) -> dict[str, str]:
        """What a client of TOMP 1.1.3 sends."""
        return tomp_headers(self.secret)


def tomp_headers(secret: str, version: str = "1.1.3") -> dict[str, str]:
    return {"Api": "TOMP", "Api-Version": version, "Authorization": f"Bearer {secret}"}


def afternoon_feed() -> Rows:
    """The small feed with buses after noon, when the tests take place, and a lonely stop."""
    feed = small_feed()
    feed["stops.txt"].append(stop("island", "Island", 52.3, 4.5, zone_id="sea"))
    for hour, minute in ((12, 30), (13, 0), (13, 30)):
        calls = [("market", minute), ("church:2", minute + 10), ("beach", minute + 20)]
        times = [(place, f"{hour}:{at:02}:00") for place, at in calls]
        add_trip(feed, f"bus-{hour}{minute:02}", times)
    return feed


def build_world(folder: Path, *, product: dict[str, Any] | None = None, **shop: Any) -> World:
    """A tenant of its own, with the afternoon's buses in force."""
    opened = open_shop(product, **shop)
    import_rows(afternoon_feed(), folder, feed=FeedFactory(operator=opened.product.operator))
    token, secret = open_channel(opened.channel)
    return World(opened, token, secret)


def open_channel(
    channel: SalesChannel, role: TokenRole = TokenRole.TOMP
) -> tuple[ChannelToken, str]:
    """One more token of a channel, and its secret."""
    issued = issue_channel_token(channel, name="partner", role=role, by=BY, at=NOW)
    return issued.token.channel_token, issued.secret


def other_channel(shop: Shop) -> SalesChannel:
    """Another channel of the same tenant that sells the same product."""
    channel = SalesChannelFactory(
        tenant=shop.tenant, seller=shop.channel.seller, partner=shop.channel.partner
    )
    CatalogueEntryFactory(channel=channel, product=shop.product)
    return channel
