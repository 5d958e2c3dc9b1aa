"""Where the town sells, what is on sale there, and the tokens that open it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from demo.company import COMPANY, PARTNER
from demo.kept import KeptSecrets
from demo.tokens import usable_secret
from operators.models import ApiToken, Organisation, Tenant, TokenRole
from operators.tenancy.actors import Actor
from sales.catalogue.actions import issue_channel_token, put_on_sale
from sales.catalogue.states import ChannelMode
from sales.models import CatalogueEntry, Product, SalesChannel
from tickets.forms.media import Media


@dataclass(frozen=True, slots=True)
class Way:
    """A channel of the demo and the products on sale in it."""

    code: str
    name: str
    partner: str
    products: tuple[str, ...]
    mode: ChannelMode = ChannelMode.LIVE


AT_ONCE, LATER = "maas-at-once", "maas-later"
SANDBOX, SHOP = "maas-sandbox", "travel-shop"
WEB = "web"
SCOOTERS = "maas-scooters"
MAAS = "maas-tsp"
TRIPGO = "tripgo"
WAYS = (
    Way(AT_ONCE, "MaaS, tickets active at once", PARTNER, ("single-90",)),
    Way(LATER, "MaaS, tickets started later", PARTNER, ("single-later",)),
    Way(SANDBOX, "MaaS, trying out", PARTNER, ("single-90",), ChannelMode.SANDBOX),
    Way(SHOP, "Travel shop at the station", COMPANY, ("zone-single", "day-ticket", "region-day")),
    Way(SCOOTERS, "MaaS, shared scooters", PARTNER, ("scooter",)),
    Way(MAAS, "MaaS, all that runs in the town", PARTNER, ("single-90", "scooter", "taxi")),
    Way(TRIPGO, "Town app, over TripGo", PARTNER, ("single-later", "scooter", "taxi")),
    Way(WEB, "Web shop", COMPANY, ("single-90", "zone-single", "day-ticket", "region-day")),
)


def ensure_channels(
    tenant: Tenant,
    organisations: dict[str, Organisation],
    products: dict[str, Product],
    *,
    opened_at: datetime,
    at: datetime,
) -> dict[str, SalesChannel]:
    """The channels by code, each with something on sale at that moment."""
    channels = {}
    for way in WAYS:
        channel, is_new = SalesChannel.objects.get_or_create(
            tenant=tenant,
            code=way.code,
            defaults={
                "name": way.name,
                "seller": organisations[COMPANY],
                "partner": organisations[way.partner],
                "mode": way.mode,
                "single_product": len(way.products) == 1,
                "ticket_media": Media.PNG,
            },
        )
        on_sale = [products[code] for code in way.products]
        ensure_on_sale(channel, on_sale, from_moment=opened_at if is_new else at, at=at)
        channels[way.code] = channel
    return channels


def ensure_on_sale(
    channel: SalesChannel, products: list[Product], *, from_moment: datetime, at: datetime
) -> None:
    """Sell the products in a channel that sells nothing, until its next entry begins."""
    if CatalogueEntry.objects.on_sale(channel, at).exists():
        return
    later = channel.entries.filter(period__startswith__gt=at).order_by("period").first()
    ends_at = later.period.lower if later else None
    for product in products:
        put_on_sale(product, channel=channel, starts_at=from_moment, ends_at=ends_at)


def ensure_token(
    channel: SalesChannel,
    kept: KeptSecrets,
    *,
    role: TokenRole = TokenRole.TOMP,
    by: Actor,
    at: datetime,
) -> str:
    """The secret of a token that opens the channel: the kept one, or a new one if that is lost,
    revoked or of another database."""
    label = f"Demo: {channel.name}"
    ours = ApiToken.objects.filter(channel_token__channel=channel, roles__contains=[role])
    secret, is_new = usable_secret(kept, f"token {channel.code}", ours, label, by=by, at=at)
    if is_new:
        issue_channel_token(channel, name=label, role=role, by=by, at=at, secret=secret)
    return secret
