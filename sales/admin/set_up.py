"""The way from nothing to a channel that sells: its steps, which are done, what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from operators.admin.returning import link_to, link_to_add, link_to_list, link_to_row
from operators.models import Feed, FeedVersion, Operator, Organisation, PricingPlan, Tenant
from sales.models import (
    CatalogueEntry,
    ChannelToken,
    ClientChannel,
    Fare,
    PassengerCategory,
    PaymentMethod,
    Product,
    RideFare,
    SalesChannel,
)
from tickets.models import IssuerKey, TicketType
from tickets.queries import missing_keys
from tickets.states import KeyPurpose, KeyState


@dataclass(frozen=True, slots=True)
class Step:
    """One step: whether it is done, what there is or what is missing, and where it is done."""

    title: str
    done: bool
    text: str
    link: str
    label: str


@dataclass(frozen=True, slots=True)
class Site:
    """What is being set up. Every form that a step opens leads back to `back`."""

    tenant: Tenant
    channel: SalesChannel | None
    back: str
    at: datetime

    def products(self) -> list[Product]:
        """What the channel sells or will sell; what the tenant could sell while that is nothing."""
        products = Product.objects.filter(tenant=self.tenant)
        from_now = DateTimeTZRange(self.at, None)
        chosen = products.filter(entries__channel=self.channel, entries__period__overlap=from_now)
        return list(chosen.distinct().order_by("name")) or list(products.order_by("-pk")[:1])


def rents_only(products: list[Product]) -> bool:
    """Whether nothing but vehicles is sold."""
    return bool(products) and all(product.fleet_id for product in products)


def steps_of(site: Site, products: list[Product]) -> list[Step]:
    """The steps in the order that they are done in; later ones need earlier ones. Rentals need no
    timetable and no tickets."""
    if rents_only(products):
        return [
            party_step(site),
            channel_step(site),
            product_step(site, products),
            fare_step(site, products),
            sale_step(site, products),
            token_step(site),
        ]
    return [
        timetable_step(site),
        party_step(site),
        channel_step(site),
        ticket_step(site),
        passenger_step(site),
        product_step(site, products),
        fare_step(site, products),
        sale_step(site, products),
        key_step(site),
        token_step(site),
        *payment_steps(site),
    ]


def timetable_step(site: Site) -> Step:
    versions = FeedVersion.objects.in_force().filter(tenant=site.tenant)
    last = versions.aggregate(last=Max("last_date"))["last"]
    feed = Feed.objects.filter(tenant=site.tenant).order_by("name").first()
    today = site.at.astimezone(site.tenant.zone).date()
    if last is None:
        text = (
            "No timetable is in force yet. Import a GTFS feed: the zip file of your operator. If "
            "you only resell what another operator's server offers, add that as a supplier instead."
        )
    elif last < today:
        text = f"The timetable ended on {last:%-d %B %Y}. Import the next one."
    else:
        text = f"A timetable is in force until {last:%-d %B %Y}."
    operator = only(Operator, site.tenant)
    if feed is not None:
        link = link_to(reverse("admin:operators_feed_import_now", args=[feed.pk]), back=site.back)
    else:
        link = link_to_add(Feed, back=site.back, operator=operator)
    is_done = last is not None and last >= today
    return Step("Timetable", is_done, text, link, "Import a timetable" if feed else "Add a feed")


def party_step(site: Site) -> Step:
    parties = Organisation.objects.filter(tenant=site.tenant).order_by("name")
    names = list(parties.values_list("name", flat=True)[:3])
    link = link_to_add(Organisation, back=site.back)
    if site.channel is not None:
        text = f"{site.channel.seller} sells, {site.channel.partner} is the partner."
        return Step("Parties", True, text, link, "Add a company")
    if not names:
        text = "Add the company that sells, and the partner that sells for it."
    elif len(names) == 1:
        text = f"{names[0]} is known. Add the partner's company, which is invoiced for its sales."
    else:
        text = f"{', '.join(names)} are known; one sells, another is the partner."
    return Step("Parties", len(names) > 1, text, link, "Add a company")


def channel_step(site: Site) -> Step:
    if site.channel is None:
        text = "Add the channel: the way on which one partner sells."
        link = link_to_add(SalesChannel, back=site.back, seller=only(Organisation, site.tenant))
        return Step("Channel", False, text, link, "Add the channel")
    mode = "It is a sandbox: its tickets are specimens." if site.channel.is_sandbox else ""
    link = link_to_row(site.channel, back=site.back)
    return Step("Channel", True, f"{site.channel} is there. {mode}".strip(), link, "Change it")


def ticket_step(site: Site) -> Step:
    kind = TicketType.objects.filter(tenant=site.tenant).order_by("name").first()
    if kind is None:
        text = "Say how tickets look and live: their barcode, and when they become active."
        link = link_to_add(TicketType, back=site.back, name="Ticket")
        return Step("Ticket", False, text, link, "Add a ticket type")
    link = link_to_row(kind, back=site.back)
    return Step("Ticket", True, f"The ticket type “{kind}” is there.", link, "Change it")


def passenger_step(site: Site) -> Step:
    categories = PassengerCategory.objects.filter(tenant=site.tenant)
    default = categories.filter(is_default=True).first()
    if default is not None:
        link = link_to_add(PassengerCategory, back=site.back)
        return Step("Passengers", True, f"“{default}” is the default.", link, "Add another")
    text = "Add a kind of passenger and tick “Is default”: it is taken where no age is told."
    link = link_to_add(
        PassengerCategory, back=site.back, code="adult", name="Adult", is_default="on"
    )
    first = categories.order_by("pk").first()
    if first is not None:
        text = f"No kind of passenger is the default. Tick “Is default” on one, such as “{first}”."
        link = link_to_row(first, back=site.back)
    return Step("Passengers", False, text, link, "Choose the default")


def product_step(site: Site, products: list[Product]) -> Step:
    if products:
        names = ", ".join(f"“{product}”" for product in products)
        link = link_to_row(products[0], back=site.back)
        return Step("Product", True, f"{names} can be sold.", link, "Change it")
    text = "Add what is sold: its name, VAT, how long it is valid, whether it can be given back."
    highest = Product.objects.filter(tenant=site.tenant).aggregate(highest=Max("number"))
    link = link_to_add(
        Product,
        back=site.back,
        number=(highest["highest"] or 0) + 1,
        operator=only(Operator, site.tenant),
        ticket_type=only(TicketType, site.tenant),
    )
    return Step("Product", False, text, link, "Add a product")


def fare_step(site: Site, products: list[Product]) -> Step:
    fares = (model.objects.filter(product__in=products) for model in (Fare, RideFare))
    priced = {product for rows in fares for product in rows.values_list("product", flat=True)}
    rented = PricingPlan.objects.filter(fleet__products__in=products)
    priced |= set(rented.values_list("fleet__products", flat=True))
    without = [product for product in products if product.pk not in priced]
    if not products:
        text = "Add the product first; its price is on the same page."
        return Step("Price", False, text, "", "")
    if without and without[0].fleet is not None:
        text = f"“{without[0].fleet}” has no pricing plan yet. Add one, or import its feed."
        link = link_to_add(PricingPlan, back=site.back, fleet=without[0].fleet_id)
        return Step("Price", False, text, link, "Add a pricing plan")
    if without:
        text = f"“{without[0]}” has no price yet. Add one at the foot of its page, under “Fares”."
        link = link_to_row(without[0], back=site.back)
        return Step("Price", False, text, link, "Add a price")
    link = link_to_row(products[0], back=site.back)
    return Step("Price", True, "Each product has a price.", link, "Change it")


def sale_step(site: Site, products: list[Product]) -> Step:
    if site.channel is None or not products:
        text = "Add the channel and a product first."
        return Step("On sale", False, text, "", "")
    entries = CatalogueEntry.objects.filter(channel=site.channel).select_related("product")
    link = link_to_add(
        CatalogueEntry, back=site.back, channel=site.channel.pk, product=products[0].pk
    )
    now = entries.filter(period__contains=site.at).order_by("product__name").first()
    if now is not None:
        end = now.period.upper
        until = f"until {timezone.localtime(end):%-d %B %Y %H:%M}" if end else "without an end"
        return Step("On sale", True, f"“{now.product}” is on sale {until}.", link, "Add another")
    planned = entries.filter(period__startswith__gt=site.at).order_by("period").first()
    if planned is not None:
        begin = timezone.localtime(planned.period.lower)
        text = f"“{planned.product}” is on sale from {begin:%-d %B %Y %H:%M} on; nothing is now."
        return Step("On sale", False, text, link_to_row(planned, back=site.back), "Change it")
    text = "Nothing is on sale here now. Say which product, from when and until when."
    return Step("On sale", False, text, link, "Put it on sale")


def key_step(site: Site) -> Step:
    missing = missing_keys([site.tenant]).get(site.tenant.pk)
    title = "Signing key"
    if not missing:
        return Step(
            title, True, "Barcodes are signed.", link_to_list(IssuerKey), "Look at the keys"
        )
    purpose = missing[0]
    keys = IssuerKey.objects.filter(tenant=site.tenant, purpose=purpose, state=KeyState.NEXT)
    made = keys.order_by("pk").first()
    if made is not None:
        text = f"The key {made.kid} is made; activate it, so that barcodes can be signed."
        link = link_to(reverse("admin:tickets_issuerkey_activate", args=[made.pk]), back=site.back)
        return Step(title, False, text, link, "Activate the key")
    kind = "" if purpose == KeyPurpose.T1 else f"{purpose.label} "
    text = f"Make the key that signs {kind}barcodes, then come back to activate it."
    link = link_to(reverse("admin:tickets_issuerkey_make"), back=site.back)
    return Step(title, False, text, link, "Make a key")


def token_step(site: Site) -> Step:
    if site.channel is None:
        return Step("Token", False, "Add the channel first.", "", "")
    address = reverse("admin:sales_saleschannel_issue_token", args=[site.channel.pk])
    link = link_to(address, back=site.back)
    opened = ChannelToken.objects.filter(channel=site.channel, token__revoked_at=None)
    names = ", ".join(f"“{name}”" for name in opened.values_list("token__name", flat=True)[:3])
    if not names:
        text = "Issue the token that the partner's program sends. It is shown once: copy it then."
        return Step("Token", False, text, link, "Issue a token")
    return Step("Token", True, f"{names} opens this channel.", link, "Issue another")


def payment_steps(site: Site) -> list[Step]:
    """Orders of programs with access tokens are paid before they are sold, so the channel of one
    must take something."""
    if site.channel is None or not ClientChannel.objects.filter(channel=site.channel).exists():
        return []
    taken = PaymentMethod.objects.filter(channel=site.channel, active=True).order_by("pk")
    names = ", ".join(str(method) for method in taken[:3])
    link = link_to_add(PaymentMethod, back=site.back, channel=site.channel.pk)
    if names:
        return [Step("Payment", True, f"Customers may pay with {names}.", link, "Add another")]
    text = "Say how customers may pay here: orders of the client's program are sold once paid."
    return [Step("Payment", False, text, link, "Add a way of paying")]


def only(model: type[Organisation | Operator | TicketType], tenant: Tenant) -> int | None:
    """The key of the tenant's row where there is just one, so that nobody need choose it."""
    rows = list(model._default_manager.filter(tenant=tenant).values_list("pk", flat=True)[:2])
    return rows[0] if len(rows) == 1 else None


def numbered(steps: list[Step]) -> Iterator[tuple[int, Step, bool]]:
    """Each step with its number, and whether it is the one to do next."""
    following = next((step for step in steps if not step.done and step.link), None)
    for number, step in enumerate(steps, start=1):
        yield number, step, step is following
