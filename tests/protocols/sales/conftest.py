"""A shop in Norway and the program that sells through it."""

from __future__ import annotations

from sales.models import PaymentMethod, Product
from tests.factories.payments import PaymentMethodFactory
from tests.factories.sales import CatalogueEntryFactory, FareFactory, ProductFactory
from tests.factories.scenarios import Shop
from tests.protocols.sales.selling import capture, pay, reserve
from tests.protocols.sales.till import Till, norwegian_shop, open_till
from tests.standing import standing


@standing
def shop(db) -> Shop:
    return norwegian_shop()


@standing
def till(shop) -> Till:
    return open_till(shop.channel)


@standing
def bike(shop) -> Product:
    """A second product, for 400.00."""
    product = ProductFactory(
        tenant=shop.tenant,
        operator=shop.product.operator,
        ticket_type=shop.product.ticket_type,
        vat_rate="12.00",
        code="bike",
    )
    FareFactory(product=product, category=shop.adult, amount="400.00", currency="NOK")
    CatalogueEntryFactory(channel=shop.channel, product=product)
    return product


@standing
def offers(till, shop, bike) -> list[str]:
    """Offers of the shop's product for 1046.00, and of the bike for 400.00."""
    shop.fare.amount = "1046.00"
    shop.fare.save()
    ids = [f"{shop.tenant.codespace}:SalesPackage:{one.code}" for one in (shop.product, bike)]
    return [
        till.make("/offers", {"salesPackageIds": [package]})["offers"][0]["id"] for package in ids
    ]


@standing
def draft(till) -> str:
    return till.make("/orders", {"currency": "NOK"})["id"]


@standing
def methods(shop) -> list[PaymentMethod]:
    """The channel takes cash, and cards that were charged elsewhere."""
    return [
        PaymentMethodFactory(channel=shop.channel, type="CASH", group="CASH", provider="CASH"),
        PaymentMethodFactory(channel=shop.channel, type="VISA", provider="ELSEWHERE"),
    ]


@standing
def basket(till, draft, offers) -> str:
    """A draft of 1446.00."""
    reserve(till, draft, *offers)
    return draft


@standing
def sold(till, basket, methods) -> str:
    capture(till, pay(till, basket))
    return basket
