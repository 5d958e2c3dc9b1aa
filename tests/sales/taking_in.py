"""Fares of a feed taken in and sold, for the tests of imports of fares."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from operators.timetable.itineraries import Itinerary
from sales.catalogue.actions import put_on_sale
from sales.fares.gtfs.actions import ProductTerms, import_fares
from sales.models import (
    FareArea,
    FareNetwork,
    PassengerCategory,
    Product,
    RideFare,
    TimeBand,
    TimeSpan,
    TransferFare,
)
from sales.offers.actions import OfferWish, quote_offers
from sales.offers.terms import TravellerWish
from tests.factories.gtfs import contents_of, write_folder
from tests.factories.itineraries import ride
from tests.factories.moments import BY, NOW
from tests.factories.sales import SalesChannelFactory
from tests.factories.tickets import TicketTypeFactory

MODELS = [
    FareArea, FareNetwork, PassengerCategory, Product, RideFare, TimeBand, TimeSpan, TransferFare,
]  # fmt: skip
MORNING = datetime(2026, 6, 1, 6, 0, tzinfo=UTC)
"""Eight in Amsterdam, on a Monday: the peak."""
NOON = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)
HOLIDAY = datetime(2026, 5, 25, 6, 0, tzinfo=UTC)


def take_in(operator, feed, tmp_path: Path, *, name="rvs", **options):
    folder = write_folder(contents_of(feed), tmp_path / f"feed {len(list(tmp_path.iterdir()))}")
    kind = TicketTypeFactory(tenant=operator.tenant)
    terms = ProductTerms(kind, Decimal("9.00"))
    return import_fares(operator, name=name, source=folder, terms=terms, by=BY, at=NOW, **options)


def stored(tenant):
    """All rows as they are, without what a tenant does not see of them."""
    rows = {model: model.objects.filter(tenant=tenant).order_by("pk").values() for model in MODELS}
    return {model.__name__: list(found) for model, found in rows.items()}


def take_ride(departs_at, zones, *, route="1", ends=("market", "beach")):
    found = ride(departs_at, zone_ids=zones)
    facts = {name: getattr(found, name) for name in found.__slots__}
    for name, stop_id in zip(("origin", "destination"), ends, strict=True):
        stop = facts[name]
        members = {each: getattr(stop, each) for each in stop.__slots__}
        facts[name] = type(stop)(**{**members, "stop_id": stop_id})
    return type(found)(**{**facts, "route_id": route})


def sold(operator, *rides, code="rvs", ages=(None,)):
    """Title and amount of each part for travellers of these ages."""
    channel = SalesChannelFactory(tenant=operator.tenant)
    put_on_sale(Product.objects.get(code=code), channel=channel, starts_at=HOLIDAY)
    wish = OfferWish(tuple(TravellerWish("p", age) for age in ages))
    [offer] = quote_offers(channel, [Itinerary(tuple(rides))], wish=wish, at=HOLIDAY)
    return [(part.title, str(part.amount)) for part in offer.parts()]


def problems(refusal):
    return [(p.file, p.line, p.field) for p in refusal.value.report.errors]
