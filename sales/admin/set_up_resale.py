"""The way to a channel that only resells what the server of another operator offers."""

from __future__ import annotations

from django.db.models import Max

from operators.admin.returning import link_to_add, link_to_row
from operators.models import Feed, Operator, Supplier
from sales.admin.set_up import (
    Site,
    Step,
    channel_step,
    only,
    party_step,
    product_step,
    sale_step,
    token_step,
)
from sales.catalogue.states import Cancellation
from sales.models import Product


def resells_only(site: Site, products: list[Product]) -> bool:
    """Whether nothing is sold but what suppliers offer; before there is a product, whether a
    supplier is there and no timetable of one's own."""
    if products:
        return all(product.supplier_id for product in products)
    has_feed = Feed.objects.filter(tenant=site.tenant).exists()
    return not has_feed and Supplier.objects.filter(tenant=site.tenant).exists()


def resale_steps_of(site: Site, products: list[Product]) -> list[Step]:
    """The steps in the order that they are done in. What is resold needs no timetable, no tickets
    and no fares of one's own: the supplier has them."""
    return [
        party_step(site),
        supplier_step(site),
        live_channel_step(site),
        resold_product_step(site, products),
        sale_step(site, products),
        token_step(site),
    ]


def supplier_step(site: Site) -> Step:
    """Of whom is bought; one that is not active sells us nothing."""
    suppliers = Supplier.objects.filter(tenant=site.tenant).select_related("operator")
    found = suppliers.order_by("-is_active", "name").first()
    if found is None:
        link = link_to_add(Supplier, back=site.back, operator=only(Operator, site.tenant))
        text = "Add the server of the other operator, with the token that it gave us."
        return Step("Supplier", False, text, link, "Add a supplier")
    link = link_to_row(found, back=site.back)
    if not found.is_active:
        text = f"Nothing is bought of “{found}”: tick “Is active” on its page."
        return Step("Supplier", False, text, link, "Change it")
    text = (
        f"“{found}” sells for {found.operator}. Try the connection on its page, and tell its staff "
        "the address there, at which it tells us of changes."
    )
    return Step("Supplier", True, text, link, "Look at it")


def live_channel_step(site: Site) -> Step:
    """A channel for trials resells nothing: what is bought elsewhere is bought for real."""
    step = channel_step(site)
    if site.channel is None or not site.channel.is_sandbox:
        return step
    text = "It is a sandbox, which resells nothing: what is bought elsewhere is bought for real."
    return Step(step.title, False, text, step.link, step.label)


def resold_product_step(site: Site, products: list[Product]) -> Step:
    """The product is one, however much the supplier offers: it says as what that is sold."""
    if products:
        return product_step(site, products)
    found = Supplier.objects.filter(tenant=site.tenant, is_active=True).order_by("name").first()
    if found is None:
        return Step("Product", False, "Add the supplier first.", "", "")
    highest = Product.objects.filter(tenant=site.tenant).aggregate(highest=Max("number"))
    link = link_to_add(
        Product,
        back=site.back,
        number=(highest["highest"] or 0) + 1,
        operator=found.operator_id,
        supplier=found.pk,
        cancellation=Cancellation.NEVER,
    )
    text = "Add as what it is sold: a name, and the supplier's VAT rate. It says all the rest."
    return Step("Product", False, text, link, "Add a product")
