"""The tenant that a rehearsal plays in: two sellers, an operator besides, partners, desks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

from demo.rehearsal.vehicles import park_vehicles
from operators.models import Operator, Organisation, Tenant
from operators.tenancy.actors import Actor
from sales.catalogue.actions import put_on_sale
from sales.catalogue.states import Cancellation, ChannelMode, FareBasis
from sales.models import (
    CommissionTerm,
    Fare,
    PassengerCategory,
    PaymentMethod,
    PointOfSale,
    Product,
    SalesChannel,
)
from sales.payments.actions import set_card_account
from sales.payments.states import PaymentGroup, PaymentType, Provider
from sales.statements.states import CommissionBase
from tickets.actions.keys import activate_key, make_key
from tickets.models import TicketType
from tickets.states import Activation, ValidityKind

BY = Actor.command("rehearse_books")
CURRENCY = "NOK"
COMPANY, FERRIES, PARTNER = "Kystlinjen", "Fjordbåt", "Reisevenn"
MAAS, WEB, QUAY, SANDBOX = "maas", "web", "quay", "sandbox"
CHANNELS = {
    MAAS: (COMPANY, PARTNER, ChannelMode.LIVE),
    WEB: (COMPANY, COMPANY, ChannelMode.LIVE),
    QUAY: (FERRIES, PARTNER, ChannelMode.LIVE),
    SANDBOX: (COMPANY, PARTNER, ChannelMode.SANDBOX),
}
"""Seller, partner and mode by code."""
TAKES = (
    (PaymentType.CASH, PaymentGroup.CASH, Provider.CASH),
    (PaymentType.VISA, PaymentGroup.PAYMENTCARD, Provider.ELSEWHERE),
    (PaymentType.MASTERCARD, PaymentGroup.PAYMENTCARD, Provider.CARD),
    (PaymentType.INVOICE, PaymentGroup.TRAVELACCOUNT, Provider.ACCOUNT),
)
A_TRIP: dict[str, Any] = {"validity": ValidityKind.DURATION, "valid_minutes": 90}
ANY_TIME: dict[str, Any] = {**A_TRIP, "cancellation": Cancellation.UNTIL_DEPARTURE}


@dataclass(frozen=True, slots=True)
class Sold:
    """A product: who runs it, its VAT in percent, and what an adult and a child pay."""

    operator: str
    vat_rate: str
    adult: str
    child: str
    rules: dict[str, Any]


PRODUCTS = {
    "bus": Sold(COMPANY, "12.00", "44.00", "22.00", {"cancellation_fee": Decimal("5.55")}),
    "ferry": Sold(FERRIES, "12.00", "1046.00", "333.33", {"cancellation_fee": Decimal("99.99")}),
    "express": Sold(COMPANY, "25.00", "0.07", "0.01", {}),
    "abroad": Sold(FERRIES, "0.00", "89.90", "45.10", {}),
    "family": Sold(COMPANY, "12.00", "77.77", "33.33", {"is_group_ticket": True}),
    "bicycle": Sold(FERRIES, "15.00", "17.99", "17.99", {"is_supplement": True}),
}
BICYCLE = "bicycle"


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a rehearsal plays, as it is stored."""

    tenant: Tenant
    channels: dict[str, SalesChannel]
    points: list[PointOfSale]


def set_scene(*, points: int, card_account: str, at: datetime) -> Scene:
    """A tenant of its own, with so many points of sale; `card_account` is its name there."""
    slug = f"rehearsal-{uuid4().hex[:12]}"
    tenant = Tenant.objects.create(
        name=f"Rehearsal {slug[-12:]}",
        slug=slug,
        timezone="Europe/Oslo",
        currency=CURRENCY,
        country="NO",
        created_at=at,
    )
    organisations = {
        name: Organisation.objects.create(tenant=tenant, name=name, vat_number=f"NO{number}MVA")
        for number, name in enumerate((COMPANY, FERRIES, PARTNER), start=999_000_001)
    }
    activate_key(make_key(tenant, by=BY, at=at), by=BY, at=at)
    set_card_account(
        tenant,
        publishable_key=f"pk_test_{card_account}",
        secret_key=f"sk_test_{card_account}",
        callback_secret=f"whsec_{card_account}",
        by=BY,
        at=at,
    )
    _stock(tenant, organisations, at=at)
    _agree(tenant, organisations)
    for code in (WEB, QUAY):
        _open_desks(tenant, code, points=points)
    return find_scene(tenant)


def find_scene(tenant: Tenant) -> Scene:
    """The scene of a tenant that was set before."""
    channels = SalesChannel.objects.filter(tenant=tenant).select_related("tenant", "seller")
    points = PointOfSale.objects.filter(tenant=tenant).select_related("organisation")
    return Scene(tenant, {one.code: one for one in channels}, list(points.order_by("pk")))


def _stock(tenant: Tenant, organisations: dict[str, Organisation], *, at: datetime) -> None:
    operators = {
        name: Operator.objects.create(
            tenant=tenant, organisation=organisations[name], code=f"op{place}", name=name
        )
        for place, name in enumerate((COMPANY, FERRIES))
    }
    kind = TicketType.objects.create(
        tenant=tenant, name="Paper", activation=Activation.LATER, rotation_seconds=0
    )
    categories = _categories(tenant)
    products = {
        code: _product(tenant, number, code, sold, operators[sold.operator], kind, categories)
        for number, (code, sold) in enumerate(PRODUCTS.items(), start=1)
    }
    rented = [
        park_vehicles(operator, currency=CURRENCY, number=100 + place, place=place)
        for place, operator in enumerate(operators.values())
    ]
    for code, (seller, partner, mode) in CHANNELS.items():
        channel = SalesChannel.objects.create(
            tenant=tenant,
            code=code,
            name=code.title(),
            seller=organisations[seller],
            partner=organisations[partner],
            mode=mode,
            single_product=False,
        )
        for type_, group, provider in TAKES:
            PaymentMethod.objects.create(
                tenant=tenant, channel=channel, type=type_, group=group, provider=provider
            )
        for product in (*products.values(), *rented):
            put_on_sale(product, channel=channel, starts_at=at)


def _categories(tenant: Tenant) -> dict[str, PassengerCategory]:
    ages: dict[str, dict[str, Any]] = {
        "adult": {"is_default": True},
        "child": {"min_age": 4, "max_age": 15},
    }
    return {
        code: PassengerCategory.objects.create(tenant=tenant, code=code, name=code.title(), **facts)
        for code, facts in ages.items()
    }


def _product(
    tenant: Tenant,
    number: int,
    code: str,
    sold: Sold,
    operator: Operator,
    kind: TicketType,
    categories: dict[str, PassengerCategory],
) -> Product:
    product = Product.objects.create(
        tenant=tenant,
        operator=operator,
        ticket_type=kind,
        number=number,
        code=code,
        name=code.title(),
        vat_rate=sold.vat_rate,
        **ANY_TIME,
        **sold.rules,
    )
    for category, amount in (("adult", sold.adult), ("child", sold.child)):
        Fare.objects.create(
            tenant=tenant,
            product=product,
            category=categories[category],
            basis=FareBasis.FLAT,
            amount=amount,
            currency=CURRENCY,
        )
    return product


def _agree(tenant: Tenant, organisations: dict[str, Organisation]) -> None:
    """What sellers keep of each other's services, and what they leave to the partner."""
    terms = {"tenant": tenant, "currency": CURRENCY, "vat_rate": "25.00"}
    for seller, party in ((COMPANY, FERRIES), (FERRIES, COMPANY)):
        CommissionTerm.objects.create(
            seller=organisations[seller],
            party=organisations[party],
            percent="7.125",
            ticket_fee="0.33",
            **terms,
        )
    for channel in SalesChannel.objects.filter(tenant=tenant, mode=ChannelMode.LIVE):
        if channel.partner_id != channel.seller_id:
            CommissionTerm.objects.create(
                seller=channel.seller,
                party=channel.partner,
                channel=channel,
                percent="3.333",
                base=CommissionBase.WITH_VAT,
                **terms,
            )


def _open_desks(tenant: Tenant, code: str, *, points: int) -> None:
    seller = Organisation.objects.get(tenant=tenant, name=CHANNELS[code][0])
    for place in range(points):
        PointOfSale.objects.create(
            tenant=tenant,
            organisation=seller,
            code=f"{tenant.slug}-{code}-{place}",
            name=f"{code.title()} {place}",
        )
