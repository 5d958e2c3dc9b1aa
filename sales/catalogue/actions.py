"""The only doors to a change in the catalogue that is more than keeping a form."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from operators.tenancy.actions import IssuedToken, issue_token
from operators.tenancy.actors import Actor
from operators.tenancy.models import TokenRole
from sales.catalogue.channels import ChannelToken, SalesChannel
from sales.catalogue.entries import CatalogueEntry
from sales.catalogue.products import Product


@transaction.atomic
def issue_channel_token(
    channel: SalesChannel,
    *,
    name: str,
    role: TokenRole,
    by: Actor,
    at: datetime,
    secret: str | None = None,
) -> IssuedToken:
    """Make a token that sells through the channel, owned by the channel's partner."""
    issued = issue_token(channel.partner, name=name, roles=[role], by=by, at=at, secret=secret)
    ChannelToken.objects.create(token=issued.token, tenant_id=channel.tenant_id, channel=channel)
    return issued


def put_on_sale(
    product: Product, *, channel: SalesChannel, starts_at: datetime, ends_at: datetime | None = None
) -> CatalogueEntry:
    """Sell the product in the channel from then on. IntegrityError where the database refuses.

    An entry has no events; its history is that of the configuration, which pghistory is to keep.
    """
    return CatalogueEntry.objects.create(
        tenant_id=channel.tenant_id,
        channel=channel,
        single_product=channel.single_product,
        product=product,
        period=DateTimeTZRange(starts_at, ends_at),
    )
