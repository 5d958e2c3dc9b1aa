"""Why bookings refuse."""

from __future__ import annotations

from operators.tenancy.errors import DomainError

PLURALS = {
    "JOURNEY": "journeys",
    "RENTAL": "vehicles",
    "SUPPLIED": "bookings that are resold",
    "TAXI": "taxis",
}
"""What a kind of booking is called in a refusal."""


class BookingError(DomainError):
    """The booking does not allow this."""


class HoldExpired(BookingError):
    """The time to commit this booking is over; plan again and book a new offer."""


class NotCommitted(BookingError):
    """The booking is not committed, so its legs cannot be used yet; commit it first."""


class ActNotSupported(BookingError):
    """This is not done with bookings of this kind."""

    def __init__(self, act: str, kind: str, detail: str = "") -> None:
        self.act = act
        self.kind = kind
        super().__init__(detail or f"{act} is not done with {PLURALS[kind]} here.")


class ExtensionRefused(BookingError):
    """The time to commit this booking is not made longer again; commit it or plan again."""


class AnswerLate(BookingError):
    """The time to answer is over, so the booking has expired."""


class AncillaryUnknown(BookingError):
    """There is no such extra with this leg."""


class CancellationRefused(BookingError):
    """The product's rules do not allow to cancel this booking any more."""


class BookingInUse(BookingError):
    """The journey has begun, so its booking cannot be changed any more."""


class BookingGone(BookingError):
    """This booking is over for good; plan again and book a new offer."""


class FixedByCommit(BookingError):
    """This was fixed when the booking was committed."""


class TravellersDiffer(BookingError):
    """A leg cannot have more travellers than its ticket was priced for."""


class LegGone(BookingError):
    """This leg was given back or never sold, so there is no ride to follow."""


class ChargeUnfit(BookingError):
    """A charge is more than zero; money is given back by cancelling or by a refund."""


class NeverSold(BookingError):
    """The booking was never committed, so there is nothing to settle for it."""


class NotBegun(BookingError):
    """The vehicle was not unlocked yet, so there is nothing to pause or to end; unlock it first."""


class ReservationOver(BookingError):
    """The vehicle was not fetched in time and is kept no longer; book one again."""


class TimeRefused(BookingError):
    """A rental cannot begin or end then; tell another time."""


class AssetNotNamed(BookingError):
    """Say which vehicle is meant, by its id."""


class ParkingForbidden(BookingError):
    """The vehicle may not be left here; take it somewhere else and end the rental there."""

    def __init__(self, region: str) -> None:
        self.region = region
        super().__init__(
            f"Vehicles may not be left in {region}; take this one somewhere else and end the "
            "rental there."
        )


class AlreadyRenting(BookingError):
    """This customer has this vehicle already; go on with that booking."""


class RentalOver(BookingError):
    """This rental is over already; nothing more can be done with it."""


class RentalBegun(BookingError):
    """The vehicle is in use, so the booking cannot be cancelled; end the rental instead."""


class RideTaken(BookingError):
    """Another driver has accepted this ride already."""


class RideOver(BookingError):
    """This ride is over or was called off, so nothing more can be done with it."""


class TaxiBusy(BookingError):
    """This taxi has another ride at that time; choose another one."""


class TaxiThere(BookingError):
    """The taxi waits for the traveller already; cancel the ride, or report that nobody came."""


class NoTaxiYet(BookingError):
    """No driver has accepted this ride yet."""


class TaxiNotThere(BookingError):
    """The taxi has not arrived yet, so nobody can have missed it."""


class RideNotEnded(BookingError):
    """The ride has not ended yet, so there is nothing to be paid."""


class PriceOpen(BookingError):
    """Nobody has told what this ride costs; tell the price that the meter shows."""


class PriceFixed(BookingError):
    """The price of this ride was fixed with its order; it cannot be another one."""


class SupplyInHand(BookingError):
    """Something else is being asked of the other operator for this booking; try again a little
    later."""


class PurchaseUnfit(BookingError):
    """A purchase is of one booking or more, for one customer and in one currency."""


class PurchaseOver(BookingError):
    """The time to buy this is over, or it was given up; plan again."""


class PartBooked(BookingError):
    """This part of your trip is booked already."""


class PartInHand(BookingError):
    """This part of your trip is being booked; look at it again in a moment."""


class PurchaseFailed(BookingError):
    """This could not be bought; nothing of it is held any more, and nothing is charged."""


class PaymentNotDone(BookingError):
    """The customer has not paid yet."""


class NoCardHere(BookingError):
    """This is not paid with a card; buy it on account."""
