"""What the page of a product sends."""

from sales.catalogue.states import Cancellation, FareBasis
from tickets.states import ValidityKind

NO_FARES = {
    f"{rows}-{count}_FORMS": 0
    for rows in ("fares", "category_limits", "ancillaries")
    for count in ("TOTAL", "INITIAL")
}
ONE_FARE = {**NO_FARES, "fares-TOTAL_FORMS": 1}


def product_form(shop, **changes):
    return {
        "name": "Day ticket",
        "code": "day",
        "number": 4_000_077,
        "operator": shop.product.operator_id,
        "ticket_type": shop.product.ticket_type_id,
        "vat_rate": "9.00",
        "validity": ValidityKind.CALENDAR_DAY,
        "boarding_minutes": 15,
        "activation_days": 365,
        "cancellation": Cancellation.NEVER,
        "cancellation_fee": "0.00",
        **NO_FARES,
        **changes,
    }


def fare_form(shop, place=0, **changes):
    fare = {
        "category": shop.adult.pk,
        "basis": FareBasis.FLAT,
        "max_zones": "",
        "amount": "7.50",
        **changes,
    }
    return {f"fares-{place}-{name}": value for name, value in fare.items()}
