"""Plannings that are refused."""

from __future__ import annotations

from datetime import date

from sales.models import CatalogueEntry, Fare, Product
from tests.factories.sales import SalesChannelFactory
from tests.protocols.tomp.partner import Partner, planning_request, stop_reference
from tests.protocols.tomp.refusing import plan, refused, sell_for_dates
from tests.protocols.worlds import World, open_channel


@refused(400, 2001)
def planning_without_destination(partner, clock):
    body = planning_request(partner.world)
    del body["to"]
    return lambda: partner.post("/plannings", body)


@refused(400, 2001)
def place_without_reference(partner, clock):
    place = {"name": "Market", "coordinates": {"lng": 4.3, "lat": 52.1}}
    return lambda: plan(partner, **{"from": place})


@refused(400, 2001)
def reference_of_another_kind(partner, clock):
    place = {"stopReference": [stop_reference("ut", "NS_CODE")]}
    return lambda: plan(partner, to=place)


@refused(400, 2002)
def unknown_stop(partner, clock):
    return lambda: plan(partner, to={"stopReference": [stop_reference("nowhere")]})


@refused(400, 2002)
def references_that_differ(partner, clock):
    references = [stop_reference("beach"), stop_reference("market")]
    return lambda: plan(partner, to={"stopReference": references})


@refused(403, 2501)
def tenant_without_timetable(partner, clock):
    channel = SalesChannelFactory()
    token, secret = open_channel(channel)
    stranger = Partner(World(partner.world.shop, token, secret))
    return lambda: plan(stranger)


@refused(403, 2502)
def product_that_is_over_by_then(partner, clock):
    sell_for_dates(partner, date(2026, 6, 1), date(2026, 6, 2))
    return lambda: plan(partner, departureTime="2026-06-02T07:00:00+02:00")


@refused(400, 2002)
def departure_in_the_year_1(partner, clock):
    return lambda: plan(partner, departureTime="0001-01-01T00:00:00+14:00")


@refused(400, 2002)
def departure_in_the_year_9999(partner, clock):
    return lambda: plan(partner, departureTime="9999-12-31T23:59:59-14:00")


@refused(400, 2002)
def arrival_in_the_year_1(partner, clock):
    return lambda: plan(partner, arrivalTime="0001-01-01T00:00:00Z")


@refused(400, 2002)
def departure_without_offset(partner, clock):
    return lambda: plan(partner, departureTime="2026-06-01T12:00:00")


@refused(400, 2002)
def departure_that_is_no_moment(partner, clock):
    return lambda: plan(partner, departureTime="2026-02-30T12:00:00Z")


@refused(400, 2002)
def nobody_travels(partner, clock):
    return lambda: plan(partner, nrOfTravelers=0)


@refused(400, 2002)
def too_many_travel(partner, clock):
    return lambda: plan(partner, nrOfTravelers=51)


@refused(400, 2002)
def more_travelers_than_their_number(partner, clock):
    return lambda: plan(partner, nrOfTravelers=1, travelers=[{}, {}])


@refused(400, 2002)
def intent_that_is_neither(partner, clock):
    body = planning_request(partner.world)
    return lambda: partner.post("/plannings?booking-intent=perhaps", body)


@refused(400, 2002)
def planning_with_an_unknown_form(partner, clock):
    return lambda: plan(partner, extraInfo={"ticketFormat": "HOLOGRAM"})


@refused(400, 2002)
def planning_with_a_form_that_the_product_has_not(partner, clock):
    return lambda: plan(partner, extraInfo={"ticketFormat": "AZTEC"})


@refused(400, 2002)
def planning_with_an_unknown_media_type(partner, clock):
    return lambda: plan(partner, extraInfo={"ticketFormat": "QR;media=image/gif"})


@refused(400, 2002)
def planning_with_two_forms(partner, clock):
    people = [{"requirements": {"ticketFormat": form}} for form in ("QR", "QR;media=image/png")]
    return lambda: plan(partner, nrOfTravelers=2, travelers=people)


@refused(403, 3500)
def nothing_on_sale(partner, clock):
    CatalogueEntry.objects.filter(channel=partner.world.shop.channel).delete()
    return lambda: plan(partner)


@refused(403, 2500)
def product_without_fare(partner, clock):
    Fare.objects.filter(product=partner.world.shop.product).delete()
    return lambda: plan(partner)


@refused(403, 2502)
def product_of_another_year(partner, clock):
    Product.objects.update(
        validity="FIXED_DATES",
        valid_minutes=None,
        valid_from_date=date(2027, 1, 1),
        valid_until_date=date(2028, 1, 1),
    )
    return lambda: plan(partner)
