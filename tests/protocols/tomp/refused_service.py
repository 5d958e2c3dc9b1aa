"""Requests about the service and its settlement that are refused."""

from __future__ import annotations

from sales.models import SalesChannel
from tests.factories.operators import OrganisationFactory
from tests.protocols.tomp.refusing import refused

COSTS = {"description": "Late", "amount": -1}


def claim(partner, booking, costs, **headers):
    return partner.post(f"/payment/{booking['id']}/claim-extra-costs", costs, **headers)


@refused(400, 1002)
def region_that_is_unknown(partner, clock):
    return lambda: partner.get("/operator/alerts?regionId=nowhere")


@refused(400, 1002)
def station_that_is_unknown(partner, clock):
    return lambda: partner.get("/operator/operating-hours?stationId=nowhere")


@refused(400, 1002)
def region_without_a_name(partner, clock):
    return lambda: partner.get("/operator/stations?regionId=")


@refused(400, 1009)
def page_of_regions_that_is_too_big(partner, clock):
    return lambda: partner.get("/operator/regions?limit=11")


@refused(400, 6002)
def journal_of_an_unknown_category(partner, clock):
    return lambda: partner.get("/payment/journal-entry?category=FARE")


@refused(400, 6002)
def journal_since_no_moment(partner, clock):
    return lambda: partner.get("/payment/journal-entry?from=yesterday")


@refused(400, 1009)
def page_of_the_journal_that_is_too_big(partner, clock):
    return lambda: partner.get("/payment/journal-entry?limit=101")


@refused(403, 6004)
def costs_of_a_booking_that_was_never_sold(partner, clock):
    booking = partner.change(partner.book(), "CANCEL")
    return lambda: claim(partner, booking, COSTS)


@refused(403, 6503)
def credit_above_the_price(partner, clock):
    booking = partner.commit()
    return lambda: claim(partner, booking, COSTS | {"amount": -4.01})


@refused(403, 6503)
def credit_of_what_was_given_back(partner, clock):
    booking = partner.change(partner.commit(), "CANCEL")
    return lambda: claim(partner, booking, COSTS)


@refused(403, 3203)
def cancellation_of_what_was_credited(partner, clock):
    booking = partner.commit()
    claim(partner, booking, COSTS)
    return lambda: partner.operate(booking["id"], "CANCEL")


@refused(403, 6004)
def costs_of_what_an_earlier_partner_pays(partner, clock):
    booking = partner.commit()
    channel = partner.world.shop.channel
    other = OrganisationFactory(tenant=channel.tenant)
    SalesChannel.objects.filter(pk=channel.pk).update(partner=other)
    return lambda: claim(partner, booking, COSTS | {"amount": 5})


@refused(404, 6204)
def costs_of_an_unknown_booking(partner, clock):
    return lambda: claim(partner, {"id": "nothing"}, COSTS)


@refused(400, 6002)
def costs_in_another_currency(partner, clock):
    booking = partner.commit()
    return lambda: claim(partner, booking, COSTS | {"currencyCode": "SEK"})


@refused(400, 6001)
def costs_for_nothing(partner, clock):
    booking = partner.commit()
    return lambda: claim(partner, booking, {"amount": 5})


@refused(400, 6002)
def key_that_came_with_other_costs(partner, clock):
    booking = partner.commit()
    claim(partner, booking, COSTS, Idempotency_Key="a")
    return lambda: claim(partner, booking, COSTS | {"amount": -2}, Idempotency_Key="a")


# Support

QUESTION = {"supportType": "NOT_CLEAN", "comment": "Coffee on the seats."}


@refused(404, 5204)
def question_about_an_unknown_booking(partner, clock):
    return lambda: partner.post("/support/", {"id": "nothing", **QUESTION})


@refused(404, 5204)
def status_of_an_unknown_booking(partner, clock):
    return lambda: partner.get("/support/nothing/status")


@refused(400, 5001)
def question_about_nothing(partner, clock):
    return lambda: partner.post("/support", QUESTION)


@refused(400, 5002)
def question_of_an_unknown_kind(partner, clock):
    booking = partner.book()
    return lambda: partner.post("/support", {"id": booking["id"], "supportType": "DIRTY"})
