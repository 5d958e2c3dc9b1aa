"""What a case is about, in words."""

from __future__ import annotations

from bookings.admin.rides import describe_ride
from bookings.models import Booking, Leg
from operators.admin.tables import table
from operators.admin.zones import to_the_minute
from operators.fleet.models import Asset
from sales.fares.rentals import RentalPrice
from sales.money import Money
from support.models import SupportCase
from tickets.models import Ticket

Facts = list[tuple[str, object]]


def describe_subject(case: SupportCase) -> str:
    """The facts of the booking, the ticket and the vehicle as they stand."""
    facts: Facts = []
    if case.booking:
        facts += _facts_of_booking(case.booking)
    if case.ticket:
        facts += _facts_of_ticket(case.ticket)
    if case.asset:
        facts += _facts_of_asset(case.asset)
    return table(["", "As it stands now"], facts)


def name_subject(case: SupportCase) -> str:
    """In a few letters."""
    named = [
        f"{title} {row}"
        for title, row in (
            ("Booking", case.booking),
            ("Ticket", case.ticket),
            ("Vehicle", case.asset),
        )
        if row
    ]
    return ", ".join(named)


def _facts_of_booking(booking: Booking) -> Facts:
    facts: Facts = [
        ("Booking", f"{booking.reference}, {booking.get_state_display()}"),
        ("Booked", to_the_minute(booking.booked_at)),
        ("Channel", booking.channel),
    ]
    if booking.customer:
        facts.append(("Customer", booking.customer))
    if booking.order:
        facts.append(("Order", booking.order))
    legs = booking.legs.select_related("ticket", "rental").order_by("sequence")
    return facts + [fact for leg in legs for fact in _facts_of_leg(leg)]


def _facts_of_leg(leg: Leg) -> Facts:
    rental = getattr(leg, "rental", None)
    if rental is None:
        ride = f"{describe_ride(leg)}, {to_the_minute(leg.departs_at)}, {leg.get_state_display()}"
        return [(f"Leg {leg.sequence}", ride)]
    facts: Facts = [("Rental", f"{rental.facts['asset_id']}, {leg.get_state_display()}")]
    facts += [
        (title, to_the_minute(moment))
        for title, moment in (("Unlocked", rental.started_at), ("Ended", rental.ended_at))
        if moment
    ]
    if rental.price:
        price = RentalPrice.from_json(rental.price)
        facts.append(("Price", Money(price.amount, price.currency)))
    return facts


def _facts_of_ticket(ticket: Ticket) -> Facts:
    facts: Facts = [("Ticket", f"{ticket.label}, {ticket.get_state_display()}")]
    if ticket.valid_from:
        window = f"{to_the_minute(ticket.valid_from)} – {to_the_minute(ticket.valid_until)}"
        facts.append(("Valid", window))
    return facts


def _facts_of_asset(asset: Asset) -> Facts:
    facts: Facts = [
        ("Vehicle", f"{asset}, {asset.asset_type} of {asset.fleet}"),
        ("Seen", to_the_minute(asset.reported_at)),
    ]
    if asset.latitude is not None:
        facts.append(("Stands at", f"{asset.latitude:.5f}, {asset.longitude:.5f}"))
    if asset.charge is not None:
        facts.append(("Charge", f"{asset.charge:.0f} %"))
    if asset.is_disabled:
        facts.append(("Disabled", "not to be rented"))
    return facts
