"""Extras of a leg, such as a bicycle that comes along."""

from __future__ import annotations

from django.http import HttpResponse
from rest_framework.request import Request

from bookings.actions.ancillaries import add_ancillary, remove_ancillary
from protocols.tomp.views.legs import LegOperation


class LegAncillary(LegOperation):
    """POST and DELETE /legs/{id}/ancillaries/{category}/{number} (TOMP 1.6, trip execution)."""

    dialects = frozenset({"1.6"})

    def post(self, request: Request, reference: str, category: str, number: str) -> HttpResponse:
        """Add an extra to a leg that is not in use yet; adding it again changes nothing. 404 for
        one that does not come with the product."""
        leg = self.get_leg(reference)
        add_ancillary(leg, category, number, by=self.actor, at=self.at)
        return self.show(reference)

    def delete(self, request: Request, reference: str, category: str, number: str) -> HttpResponse:
        """Take an extra off; one that is off already stays so."""
        leg = self.get_leg(reference)
        remove_ancillary(leg, category, number, by=self.actor, at=self.at)
        return self.show(reference)
