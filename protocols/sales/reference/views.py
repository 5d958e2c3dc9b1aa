"""Reading what orders refer to. Each answer has an ETag for If-None-Match (§11)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse

from operators.listing.listings import Listing
from operators.models import Organisation, Tenant
from protocols.sales.errors import NotThere
from protocols.sales.etags import not_modified
from protocols.sales.lists import page_answer, pairs_of
from protocols.sales.needs import LOOK_UP, READ
from protocols.sales.netex import FARE_PRODUCT, SALES_PACKAGE, SUPPLEMENT, code_of, filter_by_code
from protocols.sales.operation import SalesOperation
from protocols.sales.reference.mapping import (
    channel_to_wire,
    customer_to_wire,
    fare_product_to_wire,
    organisation_to_wire,
    package_to_wire,
    point_to_wire,
)
from protocols.sales.reference.words import (
    CHANNEL_LIST,
    CUSTOMER_LIST,
    ORGANISATION_LIST,
    POINT_LIST,
    PRODUCT_LIST,
)
from protocols.sales.wire import answer
from sales.catalogue.rights import ChannelRight
from sales.models import Customer, PointOfSale, Product, SalesChannel


class ReferenceOperation(SalesOperation):
    """A list that changes seldom, or one entry of it."""

    needs = {"GET": LOOK_UP}
    asks = {"GET": None}

    def show_page(
        self,
        rows: QuerySet[Any],
        listing: Listing,
        to_wire: Callable[[Any], dict[str, Any]],
        **more: Any,
    ) -> HttpResponse:
        """One page, the first ones first."""
        query = self.request.query_params
        return self.keep(page_answer(rows, listing, query, to_wire, direction="asc", **more))

    def show_one(
        self, rows: QuerySet[Any], to_wire: Callable[[Any], dict[str, Any]]
    ) -> HttpResponse:
        """The only one of the rows; NotThere if there is none."""
        row = rows.first()
        if row is None:
            raise NotThere
        return self.keep(answer(to_wire(row)))

    def keep(self, response: HttpResponse) -> HttpResponse:
        """The client may keep it, and asks each time whether it is still the same."""
        response.headers["Cache-Control"] = "private, no-cache"
        return not_modified(self.request, response)

    @property
    def codespace(self) -> str:
        return Tenant.objects.values_list("codespace", flat=True).get(pk=self.caller.tenant_id)


class DistributionChannels(ReferenceOperation):
    """GET /distribution-channels."""

    def get(self, request: Any) -> Any:
        """The channels that your client is linked to, with the rights of your organisation."""
        own = ChannelRight.objects.filter(organisation=self.caller.organisation_id)
        channels = SalesChannel.objects.filter(client_channels__client=self.caller.pk)
        channels = channels.select_related("seller").prefetch_related(Prefetch("rights", own))
        return self.show_page(channels, CHANNEL_LIST, channel_to_wire)


class Organisations(ReferenceOperation):
    """GET /organisations."""

    def get(self, request: Any) -> Any:
        """The organisations of the back office that your client belongs to."""
        codespace = self.codespace
        return self.show_page(
            Organisation.objects.filter(tenant=self.caller.tenant_id),
            ORGANISATION_LIST,
            lambda one: organisation_to_wire(one, codespace=codespace),
        )


class PointsOfSale(ReferenceOperation):
    """GET /points-of-sale."""

    def get(self, request: Any) -> Any:
        """Devices and offices that are registered, of your organisation."""
        points = PointOfSale.objects.filter(tenant=self.caller.tenant_id)
        if not self.sees_all_organisations:
            points = points.filter(organisation=self.caller.organisation_id)
        return self.show_page(points.select_related("organisation"), POINT_LIST, point_to_wire)


class ProductOperation(ReferenceOperation):
    """Products under the name and the ids of one of their kinds."""

    kinds: tuple[str, ...]
    to_wire: Callable[[Product], dict[str, Any]]

    def products(self) -> QuerySet[Product]:
        products = Product.objects.filter(tenant=self.caller.tenant_id)
        if self.kinds != (SALES_PACKAGE,):
            products = products.filter(is_supplement=SUPPLEMENT in self.kinds)
        return products.select_related("tenant", "operator")

    def get(self, request: Any) -> Any:
        """A page of them, by id."""
        codespace = self.codespace
        pairs = [
            (name, filter_by_code(text, codespace=codespace, kinds=self.kinds))
            if name == "id"
            else (name, text)
            for name, text in pairs_of(request.query_params)
        ]
        return self.show_page(self.products(), PRODUCT_LIST, type(self).to_wire, pairs=pairs)


class OneProduct(ProductOperation):
    """One product by its NeTEx id."""

    asks = {}

    def get(self, request: Any, netex_id: str) -> Any:  # type: ignore[override]  # of one id
        """The product as it is sold now."""
        code = code_of(netex_id, codespace=self.codespace, kinds=self.kinds)
        return self.show_one(self.products().filter(code=code), type(self).to_wire)


class SalesPackages(ProductOperation):
    """GET /sales-packages: what can be put on an order."""

    kinds = (SALES_PACKAGE,)
    to_wire = staticmethod(package_to_wire)


class SalesPackageById(OneProduct):
    """GET /sales-packages/{id}."""

    kinds = (SALES_PACKAGE,)
    to_wire = staticmethod(package_to_wire)


class FareProducts(ProductOperation):
    """GET /preassigned-fare-products: the right to travel."""

    kinds = (FARE_PRODUCT,)
    to_wire = staticmethod(fare_product_to_wire)


class FareProductById(OneProduct):
    """GET /preassigned-fare-products/{id}."""

    kinds = (FARE_PRODUCT,)
    to_wire = staticmethod(fare_product_to_wire)


class SupplementProducts(ProductOperation):
    """GET /supplement-products: what is sold beside another product."""

    kinds = (SUPPLEMENT,)
    to_wire = staticmethod(fare_product_to_wire)


class SupplementProductById(OneProduct):
    """GET /supplement-products/{id}."""

    kinds = (SUPPLEMENT,)
    to_wire = staticmethod(fare_product_to_wire)


class Customers(ReferenceOperation):
    """GET /customers."""

    needs = {"GET": READ}

    def get(self, request: Any) -> Any:
        """The customers that were told through the channel."""
        return self.show_page(self.customers(), CUSTOMER_LIST, customer_to_wire)

    def customers(self) -> QuerySet[Customer]:
        return Customer.objects.filter(channel=self.channel).select_related("channel")


class CustomerByNumber(Customers):
    """GET /customers/{customerNumber}."""

    asks = {}

    def get(self, request: Any, customer: str) -> Any:  # type: ignore[override]  # of one number
        """One customer of the channel."""
        return self.show_one(self.customers().filter(number=int(customer)), customer_to_wire)
