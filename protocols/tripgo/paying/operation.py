"""What paying operations share."""

from __future__ import annotations

from rest_framework.response import Response

from bookings.errors import PartBooked
from bookings.models import Purchase
from bookings.purchase_queries import find_purchase, is_bought_elsewhere
from bookings.states import UNBOUGHT, PurchaseState
from protocols.tripgo.addresses import part
from protocols.tripgo.errors import NotThere
from protocols.tripgo.linking.needed import need_links
from protocols.tripgo.operation import TripGoOperation
from protocols.tripgo.why import Why

ANYTHING = {"application/json": {"type": "object"}}
"""Of a body that is not read."""


class PayingOperation(TripGoOperation):
    """What is done with a purchase of the traveller who is signed in."""

    failure = "Booking not successful"

    def purchase(self, reference: str) -> Purchase:
        """NotThere, also for one of somebody else; TravellerMissing."""
        self.need_traveller()
        try:
            return self.own(find_purchase(self.channel, reference))
        except Purchase.DoesNotExist as unknown:
            raise NotThere(Why.NO_PURCHASE) from unknown

    def own(self, found: Purchase) -> Purchase:
        """The purchase. NotThere if it is somebody else's."""
        if found.customer_id != self.need_traveller().customer_id:
            raise NotThere(Why.NO_PURCHASE)
        return found

    def check_open(self, purchase: Purchase) -> None:
        """Whether what is still to be paid may be: what was linked for it may be unlinked by now,
        and the same part of the trip may have been booked with another review, for which this one
        was given up. LinkMissing (446), LinkRejected (460), PartBooked."""
        if purchase.state == PurchaseState.ABANDONED and is_bought_elsewhere(purchase):
            raise PartBooked
        if purchase.state not in UNBOUGHT:
            return
        need_links(self, [one.booking.offer.product for one in purchase.parts.all()])

    def updated(self, purchase: Purchase) -> Response:
        """Where the trip is that was booked by it."""
        path = f"trip/update/{part(purchase.external_reference)}"
        return Response({"updateURL": self.absolute(path)})
