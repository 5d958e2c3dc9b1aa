"""The names by which reference data is filtered and sorted."""

from __future__ import annotations

from operators.listing.fields import Field
from operators.listing.kinds import Digits, Flag, Integer, Text
from operators.listing.listings import Listing
from operators.models import Organisation
from sales.models import Customer, PointOfSale, Product, SalesChannel

CHANNEL_LIST = Listing(
    SalesChannel, [Field("netex_id", Text()), Field("name", Text())], order="netex_id"
).renamed({"id": "netex_id", "name": "name"})

ORGANISATION_LIST = Listing(
    Organisation, [Field("number", Integer()), Field("name", Text())], order="number"
).renamed({"id": "number", "name": "name"})

POINT_LIST = Listing(
    PointOfSale,
    [
        Field("code", Text()),
        Field("name", Text()),
        Field("organisation", Integer(), path="organisation__number"),
    ],
    order="code",
).renamed({"id": "code", "name": "name", "organisationId": "organisation"})

PRODUCT_LIST = Listing(
    Product,
    [Field("code", Text()), Field("name", Text()), Field("is_supplement", Flag())],
    order="code",
).renamed({"id": "code", "name": "name"})

CUSTOMER_LIST = Listing(
    Customer,
    [Field("number", Digits()), Field("external_id", Text())],
    order="number",
).renamed({"customerNumber": "number", "externalReference": "external_id"})
