"""The town's own shop on the web, where travellers pay first, and the client that sells there."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from demo.channels import WEB
from demo.company import COMPANY, can_open
from demo.kept import KeptSecrets, new_token
from operators.models import ApiClient, ClientPermission, Organisation
from operators.tenancy.actions import digest_of
from operators.tenancy.actors import Actor
from operators.tenancy.client_actions import issue_client, new_client_id, revoke_client
from sales.catalogue.rights import ChannelAction
from sales.models import (
    CardAccount,
    ChannelRight,
    ClientChannel,
    PaymentMethod,
    PointOfSale,
    SalesChannel,
)
from sales.payments.actions import set_card_account
from sales.payments.states import PaymentGroup, PaymentType, Provider

NAME = "Demo: web shop"
POINT = "Ravensluis-WEB"
PERMISSIONS = [
    ClientPermission.SALES_READ,
    ClientPermission.SALES_WRITE,
    ClientPermission.PAYMENTS_WRITE,
    ClientPermission.REFUNDS_WRITE,
    ClientPermission.REPORTS_READ,
]
TAKES = (
    (PaymentType.CASH, PaymentGroup.CASH, Provider.CASH),
    (PaymentType.VISA, PaymentGroup.PAYMENTCARD, Provider.CARD),
    (PaymentType.MASTERCARD, PaymentGroup.PAYMENTCARD, Provider.CARD),
    (PaymentType.AMEX, PaymentGroup.PAYMENTCARD, Provider.CARD),
)
"""Money in the hand, and cards on our own payment page; what a card was charged with elsewhere is
imported under the same types."""
CARD_KEYS = {
    "publishable_key": "pk_test_demo",
    "secret_key": "sk_test_demo",
    "callback_secret": "whsec_demo",
}
"""Of the provider that moves no money: demo.cards."""


def ensure_webshop(
    channels: dict[str, SalesChannel],
    organisations: dict[str, Organisation],
    kept: KeptSecrets,
    *,
    by: Actor,
    at: datetime,
) -> dict[str, str]:
    """What a script needs to sell there: a client that works, the channel, a point of sale."""
    channel, company = channels[WEB], organisations[COMPANY]
    ensure_rights(channel, company)
    ensure_card_account(channel, by=by, at=at)
    client, secret = ensure_client(channel, company, kept, by=by, at=at)
    return {
        "client_id": client.client_id,
        "client_secret": secret,
        "audience": settings.OAUTH_AUDIENCE[0],
        "distribution_channel": channel.netex_id,
        "pos": POINT,
    }


def ensure_rights(channel: SalesChannel, company: Organisation) -> None:
    """The company sells and refunds in the channel, from one point of sale."""
    shared = {"tenant_id": channel.tenant_id}
    for action in (ChannelAction.SELL, ChannelAction.REFUND):
        ChannelRight.objects.get_or_create(
            channel=channel, organisation=company, action=action, defaults=shared
        )
    PointOfSale.objects.get_or_create(
        tenant_id=channel.tenant_id,
        code=POINT,
        defaults={"organisation": company, "name": channel.name},
    )
    for kind, group, provider in TAKES:
        PaymentMethod.objects.get_or_create(
            channel=channel, type=kind, group=group, defaults={**shared, "provider": provider}
        )


def ensure_card_account(channel: SalesChannel, *, by: Actor, at: datetime) -> None:
    """An account with a card provider whose keys this installation can open."""
    account = CardAccount.objects.filter(tenant=channel.tenant_id).first()
    if account is None or not can_open(account.sealed_secret_key):
        set_card_account(channel.tenant, **CARD_KEYS, by=by, at=at)


def ensure_client(
    channel: SalesChannel, company: Organisation, kept: KeptSecrets, *, by: Actor, at: datetime
) -> tuple[ApiClient, str]:
    """A client with its secret: the kept one, or a new one if that is lost, revoked or renewed."""
    secret = kept.get("client secret")
    client = ApiClient.objects.filter(
        client_id=kept.get("client id"), digest=digest_of(secret or ""), revoked_at=None
    ).first()
    if client is None or secret is None:
        for lost in ApiClient.objects.filter(organisation=company, name=NAME, revoked_at=None):
            revoke_client(lost, by=by, at=at)
        secret = kept.keep("client secret", new_token())
        client_id = kept.keep("client id", new_client_id(channel.code))
        client = issue_client(
            company,
            name=NAME,
            permissions=PERMISSIONS,
            client_id=client_id,
            secret=secret,
            by=by,
            at=at,
        ).client
    ClientChannel.objects.get_or_create(
        client=client, channel=channel, defaults={"tenant_id": channel.tenant_id}
    )
    return client, secret
