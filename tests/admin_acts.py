"""All that the buttons and pages of the admin do, as tables: who may, a row to do it to, and what
is then true."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.admin.models import LogEntry
from django.db.models import Model

from bookings.states import BookingState, LegState, MessageKind
from operators.models import (
    ClientPermission,
    FeedVersion,
    Role,
    TokenRole,
)
from operators.timetable.states import FeedVersionState
from sales.models import CardAccount
from sales.orders.customers import block_customer
from tests.admin_account_acts import ACCOUNT_BUTTONS
from tests.admin_answer_acts import ANSWER_BUTTONS
from tests.admin_books_acts import BOOKS_BUTTONS
from tests.admin_button import BOSSES, CLERKS, Button
from tests.admin_closing_acts import CLOSING_BUTTONS
from tests.admin_delivery_acts import DELIVERY_BUTTONS
from tests.admin_export_acts import EXPORT_BUTTONS
from tests.admin_fleet_acts import FLEET_BUTTONS
from tests.admin_invoice_acts import INVOICE_BUTTONS
from tests.admin_order_acts import ORDER_BUTTONS
from tests.admin_purchase_acts import PURCHASE_BUTTONS
from tests.admin_rental_acts import RENTAL_BUTTONS
from tests.admin_settling_acts import SETTLING_BUTTONS
from tests.admin_supply_acts import SUPPLY_BUTTONS
from tests.admin_support_acts import SUPPORT_BUTTONS
from tests.admin_taxi_acts import TAXI_BUTTONS
from tests.admin_ticket_acts import TICKET_BUTTONS
from tests.factories.clients import ApiClientFactory
from tests.factories.gtfs import contents_of, small_feed, zip_upload
from tests.factories.gtfs_fares import first_version
from tests.factories.moments import BY, NOW, later
from tests.factories.realtime import RealtimeSourceFactory
from tests.factories.sales import ChannelTokenFactory, CustomerFactory
from tests.factories.scenarios import Shop
from tests.factories.styles import GoogleAccountFactory
from tests.factories.tickets import IssuerKeyFactory, TicketTypeFactory
from tests.factories.timetable import FeedFactory
from tickets.states import KeyState

EARLIER = later(hours=-1)


def ticket_of(booking: Any) -> Any:
    return booking.legs.get().ticket


def blocked_customer(shop: Shop) -> Model:
    return block_customer(CustomerFactory(channel=shop.channel), by=BY, at=NOW)


def running_import(shop: Shop) -> FeedVersion:
    feed = FeedFactory(operator=shop.product.operator)
    return FeedVersion.objects.create(
        tenant=shop.tenant, feed=feed, source="feed.zip", started_by=str(BY), started_at=NOW
    )


def small_zip(row: Model) -> dict[str, Any]:
    return {"upload": zip_upload(contents_of(small_feed()))}


def fares_zip(row: Any) -> dict[str, Any]:
    kind = TicketTypeFactory(tenant=row.tenant)
    return {"upload": zip_upload(contents_of(first_version())), "ticket_type": kind.pk}


def was_logged(row: Model) -> bool:
    return LogEntry.objects.filter(object_id=row.pk).exists()


BUTTONS = [
    *ANSWER_BUTTONS,
    *ORDER_BUTTONS,
    *BOOKS_BUTTONS,
    *CLOSING_BUTTONS,
    *INVOICE_BUTTONS,
    *SETTLING_BUTTONS,
    *EXPORT_BUTTONS,
    *FLEET_BUTTONS,
    *RENTAL_BUTTONS,
    *PURCHASE_BUTTONS,
    *TAXI_BUTTONS,
    *ACCOUNT_BUTTONS,
    *SUPPORT_BUTTONS,
    *DELIVERY_BUTTONS,
    *SUPPLY_BUTTONS,
    *TICKET_BUTTONS,
    Button(
        "bookings_booking_write_to_partner",
        lambda shop: shop.sell(),
        CLERKS,
        lambda booking: booking.messages.exists(),
        {"kind": MessageKind.OTHER, "text": "The tram stands still."},
    ),
    Button(
        "operators_feed_import_now",
        lambda shop: FeedFactory(operator=shop.product.operator),
        BOSSES,
        was_logged,
        files=small_zip,
    ),
    Button(
        "operators_feed_fetch",
        lambda shop: FeedFactory(operator=shop.product.operator, url="https://feeds.example/a.zip"),
        BOSSES,
        was_logged,
    ),
    Button(
        "operators_realtimesource_fetch",
        lambda shop: RealtimeSourceFactory(feed=FeedFactory(operator=shop.product.operator)),
        BOSSES,
        was_logged,
    ),
    Button(
        "operators_operator_import_fares",
        lambda shop: shop.product.operator,
        BOSSES,
        was_logged,
        {"name": "city", "vat_rate": "9"},
        fares_zip,
    ),
    Button(
        "operators_feedversion_cancel",
        running_import,
        BOSSES,
        lambda version: version.state == FeedVersionState.REFUSED,
    ),
    Button(
        "bookings_booking_charge",
        lambda shop: shop.sell(),
        CLERKS,
        lambda booking: booking.events.filter(name="EXTRA_COST_CHARGED").exists(),
        {"kind": "FINE", "description": "No ticket was shown", "amount": "50.00"},
    ),
    Button(
        "bookings_booking_cancel",
        lambda shop: shop.hold(),
        CLERKS,
        lambda booking: booking.state == BookingState.RELEASED,
    ),
    Button(
        "bookings_leg_start",
        lambda shop: shop.sell().legs.get(),
        CLERKS,
        lambda leg: leg.state == LegState.IN_USE,
    ),
    Button(
        "sales_customer_block",
        lambda shop: CustomerFactory(channel=shop.channel),
        CLERKS,
        lambda customer: customer.blocked_at == NOW,
    ),
    Button(
        "sales_customer_unblock",
        blocked_customer,
        CLERKS,
        lambda customer: customer.blocked_at is None,
    ),
    Button(
        "operators_apitoken_revoke",
        lambda shop: ChannelTokenFactory(channel=shop.channel).token,
        BOSSES,
        lambda token: token.revoked_at == NOW,
    ),
    Button(
        "operators_tenant_card_keys",
        lambda shop: shop.tenant,
        BOSSES,
        lambda tenant: CardAccount.objects.filter(tenant=tenant).exists(),
        {
            "publishable_key": "pk_test_x",
            "secret_key": "sk_test_x",
            "callback_secret": "whsec_x",
        },
    ),
    Button(
        "operators_organisation_issue_client",
        lambda shop: shop.channel.seller,
        BOSSES,
        lambda seller: seller.clients.filter(name="App").exists(),
        {"name": "App", "permissions": [ClientPermission.SALES_READ]},
    ),
    Button(
        "operators_organisation_issue_app",
        lambda shop: shop.channel.seller,
        BOSSES,
        lambda seller: seller.clients.filter(redirect_uris=["https://app.example/back"]).exists(),
        {"name": "App", "redirect_uris": "https://app.example/back", "needs_proof": "on"},
    ),
    Button(
        "operators_apiclient_renew",
        lambda shop: ApiClientFactory(organisation=shop.channel.seller, at=EARLIER),
        BOSSES,
        lambda client: client.tokens_since > NOW,
    ),
    Button(
        "operators_apiclient_revoke",
        lambda shop: ApiClientFactory(organisation=shop.channel.seller),
        BOSSES,
        lambda client: client.revoked_at == NOW,
    ),
    Button(
        "tickets_issuerkey_activate",
        lambda shop: IssuerKeyFactory(tenant=shop.tenant, at=later(days=-7)),
        BOSSES,
        lambda key: key.state == KeyState.ACTIVE,
    ),
    Button(
        "tickets_issuerkey_revoke",
        lambda shop: shop.key,
        BOSSES,
        lambda key: key.state == KeyState.REVOKED,
    ),
    Button(
        "tickets_issuerkey_replace_leaked",
        lambda shop: shop.key,
        BOSSES,
        lambda key: key.state == KeyState.REVOKED,
    ),
    Button(
        "tickets_walletaccount_stop",
        lambda shop: GoogleAccountFactory(tenant=shop.tenant),
        BOSSES,
        lambda account: not account.is_active,
    ),
    Button(
        "sales_saleschannel_issue_token",
        lambda shop: shop.channel,
        BOSSES,
        lambda channel: channel.tokens.filter(token__name="App").exists(),
        {"name": "App", "role": TokenRole.TOMP},
    ),
    Button(
        "operators_organisation_issue_token",
        lambda shop: shop.channel.seller,
        BOSSES,
        lambda seller: seller.tokens.filter(name="App").exists(),
        {"name": "App"},
    ),
]

LISTED = {
    "tickets_issuerkey_make",
    "tickets_walletaccount_set_apple",
    "tickets_walletaccount_set_google",
    "tickets_issuerkey_list_for_registry",
    "sales_export_ask",
    "sales_saleschannel_set_up_new",
}
"""Buttons of lists; they have tests of their own."""


@dataclass(frozen=True)
class Page:
    """A page that only shows something, a row of it, and who may open it."""

    path: str
    row: Callable[[Shop], Any]
    roles: set[Role]


def channel_of(shop: Shop) -> Model:
    return shop.channel


PAGES = [
    Page("sales_saleschannel_set_up", channel_of, BOSSES),
    Page("sales_saleschannel_try_it", channel_of, BOSSES | {Role.FINANCE, Role.SUPPORT}),
]
