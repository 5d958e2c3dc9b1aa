"""What was handed out of a ticket: barcodes, the traveller's link, phones, a wallet."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.decorators import display

from operators.admin.scoping import ScopedInline
from operators.admin.zones import to_the_second
from operators.tenancy.permissions import user_can_look_into_tickets
from tickets.models import Barcode, Handset, TicketLink, WalletPass


class HandedOutInline(ScopedInline):
    """Rows that only tell."""

    may_look = staticmethod(user_can_look_into_tickets)
    per_page = 20
    tab = True


class BarcodeInline(HandedOutInline):
    """The windows that were shown. The payload stays out: whoever has it can travel."""

    model = Barcode
    fields = ["starts", "ends", "dies", "format", "key", "phone", "handed_out"]
    readonly_fields = ["starts", "ends", "dies", "phone", "handed_out"]
    ordering = ["-starts_at"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Barcode]:
        return super().get_queryset(request).select_related("key", "handset").defer("payload")

    @display(description="Shown from")
    def starts(self, barcode: Barcode) -> str:
        return to_the_second(barcode.starts_at)

    @display(description="Until")
    def ends(self, barcode: Barcode) -> str:
        return to_the_second(barcode.ends_at)

    @display(description="Refused from")
    def dies(self, barcode: Barcode) -> str:
        return to_the_second(barcode.dies_at)

    @display(description="Phone")
    def phone(self, barcode: Barcode) -> str:
        return str(barcode.handset or "")

    @display(description="Handed out")
    def handed_out(self, barcode: Barcode) -> str:
        return to_the_second(barcode.handed_out_at) or "made ahead"


class LinkInline(HandedOutInline):
    """When the traveller's page had which address. The address stays out: it shows the ticket."""

    model = TicketLink
    fields = ["made", "closed"]
    readonly_fields = ["made", "closed"]
    ordering = ["-created_at"]
    verbose_name_plural = "Links"

    def get_queryset(self, request: HttpRequest) -> QuerySet[TicketLink]:
        return super().get_queryset(request).defer("sealed_secret")

    @display(description="Made")
    def made(self, link: TicketLink) -> str:
        return to_the_second(link.created_at)

    @display(description="Leads nowhere since")
    def closed(self, link: TicketLink) -> str:
        return to_the_second(link.closed_at) or "it is open"


class HandsetInline(HandedOutInline):
    """The phones that the ticket was bound to."""

    model = Handset
    fields = ["called", "device_key", "registered", "replaced"]
    readonly_fields = ["called", "device_key", "registered", "replaced"]
    ordering = ["-registered_at"]
    verbose_name_plural = "Phones"

    @display(description="Name")
    def called(self, handset: Handset) -> str:
        return handset.name or "it did not say"

    @display(description="Bound to the ticket")
    def registered(self, handset: Handset) -> str:
        return to_the_second(handset.registered_at)

    @display(description="Refused since")
    def replaced(self, handset: Handset) -> str:
        return to_the_second(handset.replaced_at) or "it shows the ticket"


class WalletPassInline(HandedOutInline):
    """A pass whose barcode moves; wallets hold others that we are not told of."""

    model = WalletPass
    fields = ["account", "offered", "until"]
    readonly_fields = ["offered", "until"]
    ordering = ["pk"]
    verbose_name_plural = "Wallet"

    def get_queryset(self, request: HttpRequest) -> QuerySet[WalletPass]:
        return super().get_queryset(request).select_related("account")

    @display(description="Offered")
    def offered(self, given: WalletPass) -> str:
        return to_the_second(given.offered_at)

    @display(description="It has barcodes until")
    def until(self, given: WalletPass) -> str:
        return to_the_second(given.values_until)
