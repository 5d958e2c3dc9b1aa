"""Journeys that partners book on account."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from bookings.actions.booking import cancel_booking, commit_booking, hold_booking
from bookings.models import Booking
from demo.rehearsal.scene import BICYCLE, MAAS, QUAY, SANDBOX
from demo.rehearsal.stage import Stage, Story
from operators.timetable.itineraries import Itinerary, Ride, StopFacts
from sales.models import Offer
from sales.offers.actions import OfferWish, make_offers
from sales.offers.terms import TravellerWish
from sales.orders.customers import CustomerFacts
from sales.settlement.actions import CostFacts, claim_extra_cost
from sales.settlement.states import CostKind

CHANNELS = {MAAS: 60, QUAY: 25, SANDBOX: 15}
PARTIES: dict[tuple[int | None, ...], int] = {
    (None,): 50,
    (30, 8): 25,
    (41, 39, 9, 12): 15,
    (7,): 10,
}
ENDS = {"kept": 40, "cancelled": 30, "forgotten": 8, "released": 7, "raced": 15}


def booking(stage: Stage) -> Story:
    """Held, mostly committed, and often cancelled for a fee."""
    offer = _offer(stage)
    if offer is None:
        return
    channel = offer.channel
    customer = CustomerFacts(f"c-{stage.dice.randrange(500)}")
    yield stage.minutes(0, 3)
    held = stage.do(hold_booking, offer.reference, channel=channel, customer=customer)
    end = stage.draw(ENDS)
    if held is None or end == "forgotten":
        return
    yield stage.minutes(0, 5)
    if end == "released":
        stage.do(cancel_booking, held)
        return
    if stage.chance(10):
        stage.race(stage.doing(commit_booking, held), stage.doing(commit_booking, held))
    else:
        stage.do(commit_booking, held)
    yield from _later(stage, held, end)


def _later(stage: Stage, held: Booking, end: str) -> Story:
    yield stage.minutes(1, 60 * 30)
    sold = Booking.objects.select_related("order__channel").get(pk=held.pk)
    if end == "cancelled":
        stage.do(cancel_booking, sold)
    elif end == "raced":
        stage.race(stage.doing(cancel_booking, sold), stage.doing(cancel_booking, sold))
    elif sold.order is not None and stage.chance(10):
        amount = Decimal(stage.dice.randint(-500, 4000)) / 100 or Decimal("0.01")
        facts = CostFacts(CostKind.FINE, "Left a mess", amount, key=str(stage.dice.random()))
        claim = stage.doing(claim_extra_cost, sold.order, facts)
        stage.race(claim, claim)


def _offer(stage: Stage) -> Offer | None:
    channel = stage.scene.channels[stage.draw(CHANNELS)]
    ages = stage.draw(PARTIES)
    wish = OfferWish(tuple(TravellerWish(f"p{place}", age) for place, age in enumerate(ages)))
    leaves_at = stage.at + timedelta(hours=stage.dice.randint(1, 40))
    offers = make_offers(channel, [Itinerary((ride_at(leaves_at),))], wish=wish, at=stage.at)
    return stage.dice.choice([one for one in offers if one.product.code != BICYCLE])


def ride_at(departs_at: datetime) -> Ride:
    """A crossing of forty minutes."""
    return Ride(
        origin=StopFacts("q1", "Quay", Decimal("59.9"), Decimal("10.7"), "1"),
        destination=StopFacts("q2", "Island", Decimal("59.8"), Decimal("10.6"), "2"),
        departs_at=departs_at,
        arrives_at=departs_at + timedelta(minutes=40),
        service_date=departs_at.date(),
        trip_id=f"t-{departs_at:%H%M}",
        headsign="Island",
        route_id="r-1",
        route_name="1",
        route_type=4,
        zone_ids=("1", "2"),
    )
