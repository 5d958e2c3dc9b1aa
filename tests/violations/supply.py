"""Constraints of suppliers and of what is resold."""

from __future__ import annotations

from typing import Any

from bookings.models import SuppliedLeg
from tests.factories.bookings import BookingFactory
from tests.factories.fleet import FleetFactory
from tests.factories.moments import NOW
from tests.factories.operators import OperatorFactory, TenantFactory
from tests.factories.sales import OfferFactory, ProductFactory
from tests.factories.supply import OF_SUPPLIER, SupplierFactory, resold
from tests.violations.ways import NONSENSE, Violation, stranger, twice, two, write, wrong


def resold_booking() -> Any:
    return resold(TenantFactory())


def resold_offer() -> Any:
    return resold_booking().booking.offer


def resold_leg() -> Any:
    return resold_booking().legs.get()


def resold_product() -> Any:
    supplier = SupplierFactory()
    return ProductFactory(
        tenant=supplier.tenant, operator=supplier.operator, supplier=supplier, **OF_SUPPLIER
    )


def sold_by_another_operator() -> None:
    product = resold_product()
    write(product, operator=OperatorFactory(tenant=product.tenant))


def with_a_fleet_too() -> None:
    product = resold_product()
    write(product, fleet=FleetFactory(operator=product.operator))


def two_resold() -> tuple[Any, Any]:
    first = resold_booking()
    second = resold(first.tenant)
    write(second, supplier=first.supplier, remote_reference="elsewhere")
    return first, second


def two_legs() -> tuple[Any, Any]:
    first = resold_leg()
    other = resold(first.supplied.tenant).legs.get()
    SuppliedLeg.objects.filter(pk=other.pk).update(
        supplied=first.supplied, remote_reference="another"
    )
    return first, other


VIOLATIONS: dict[str, Violation] = {
    "supplier_once_per_name": twice(two(SupplierFactory, "tenant", TenantFactory), "name"),
    "supplier_operator_same_tenant": stranger(SupplierFactory, "operator", OperatorFactory),
    "supplier_kind_is_known": wrong(SupplierFactory, kind=NONSENSE),
    "supplier_version_is_known": wrong(SupplierFactory, version="9.9.9"),
    "supplier_token_header_is_known": wrong(SupplierFactory, token_header=NONSENSE),
    "supplier_has_a_token": wrong(SupplierFactory, sealed_token=""),
    "product_operator_of_supplier": sold_by_another_operator,
    "offer_of_supplier_has_no_trip_of_ours": wrong(resold_offer, starts_at=NOW),
    "suppliedbooking_booking_same_tenant": stranger(resold_booking, "booking", BookingFactory),
    "suppliedbooking_supplier_same_tenant": stranger(resold_booking, "supplier", SupplierFactory),
    "suppliedbooking_wish_is_known": wrong(
        resold_booking, wanted=NONSENSE, asked_at=NOW, next_try_at=NOW
    ),
    "suppliedbooking_wisher_is_known": wrong(resold_booking, asked_for="MP"),
    "suppliedbooking_wish_is_due": wrong(resold_booking, wanted="COMMIT", asked_at=NOW),
    "suppliedbooking_begins_on_earth": wrong(
        resold_booking, from_longitude=181.0, from_latitude=0.0
    ),
    "suppliedbooking_once_per_reference": twice(two_resold, "remote_reference"),
    "suppliedleg_once_per_reference": twice(two_legs, "remote_reference"),
    "suppliedleg_act_is_known": wrong(resold_leg, act=NONSENSE),
}
EMPTY_COLUMNS: list[tuple[str, Violation]] = [
    ("product_has_tickets_or_a_fleet", with_a_fleet_too),
    ("product_of_fleet_has_no_ticket_rules", wrong(resold_product, is_supplement=True)),
    ("offer_media_is_known", wrong(OfferFactory, supply={})),
    ("suppliedbooking_wish_is_due", wrong(resold_booking, asked_at=NOW)),
    ("suppliedbooking_begins_on_earth", wrong(resold_booking, from_longitude=4.0)),
]
