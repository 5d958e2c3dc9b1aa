"""What is done with a booking: cancel, rate, lock and unlock; how it stands, and its trip again.

Apps do the actions with GET or with POST, so both do the same; all can be repeated.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import ClassVar

from rest_framework.request import Request
from rest_framework.response import Response

from protocols.tripgo.actions import acts, described
from protocols.tripgo.actions.forms import (
    FEEDBACK,
    RATE,
    end_of_cancelling,
    rating_form,
    source_url,
    status_form,
)
from protocols.tripgo.confirmation.audience import audience_of
from protocols.tripgo.confirmation.finding import find_mine
from protocols.tripgo.confirmation.wording import Phrases
from protocols.tripgo.errors import Missing, NotThere
from protocols.tripgo.forms.building import done_form
from protocols.tripgo.forms.reading import answers_of, text_of, whole_of
from protocols.tripgo.operation import TripGoOperation
from protocols.tripgo.trips.answering import answer_trip
from protocols.tripgo.trips.store import find_trip
from protocols.tripgo.why import Why


class Cancel(TripGoOperation):
    """GET and POST booking/v1/{booking}/cancel (§8.2)."""

    failure = "Cancellation not successful"

    @described.cancel_by_get
    def get(self, request: Request, booking: str) -> Response:
        """Cancel the booking, as React and Android do it."""
        return self._cancel(booking)

    @described.cancel_by_post
    def post(self, request: Request, booking: str) -> Response:
        """Cancel the booking, as iOS does it; nothing of the body counts."""
        return self._cancel(booking)

    def _cancel(self, booking: str) -> Response:
        known = find_mine(self, booking)
        acts.cancel(known, by=self.actor, at=self.at)
        to, kept = audience_of(self), find_mine(self, booking).kept
        return Response(end_of_cancelling(source_url(known, to), to, kept))


class VehicleAct(TripGoOperation, ABC):
    """Something that is done with the vehicle of a rental."""

    act: ClassVar[Callable[..., None]]

    def do(self, booking: str) -> Response:
        """Do it, and answer the end of a form."""
        known = find_mine(self, booking)
        type(self).act(known, by=self.actor, at=self.at)
        to = audience_of(self)
        title = self.title(to.phrases)
        return Response(done_form(title, source_url=source_url(known, to), button=to.phrases.done))

    @abstractmethod
    def title(self, phrases: Phrases) -> str:
        """What is done by then."""


class Unlock(VehicleAct):
    """GET and POST booking/v1/{booking}/unlock (§8.2)."""

    act = staticmethod(acts.unlock)
    failure = "Vehicle not unlocked"

    @described.unlock_by_get
    def get(self, request: Request, booking: str) -> Response:
        """Unlock the vehicle: the rental begins, or goes on after a pause."""
        return self.do(booking)

    @described.unlock_by_post
    def post(self, request: Request, booking: str) -> Response:
        """The same."""
        return self.do(booking)

    def title(self, phrases: Phrases) -> str:
        return phrases.unlocked


class Lock(VehicleAct):
    """GET and POST booking/v1/{booking}/lock (§8.2)."""

    act = staticmethod(acts.lock)
    failure = "Vehicle not locked"

    @described.lock_by_get
    def get(self, request: Request, booking: str) -> Response:
        """Lock the vehicle and keep it."""
        return self.do(booking)

    @described.lock_by_post
    def post(self, request: Request, booking: str) -> Response:
        """The same."""
        return self.do(booking)

    def title(self, phrases: Phrases) -> str:
        return phrases.locked


class End(VehicleAct):
    """GET and POST booking/v1/{booking}/end."""

    act = staticmethod(acts.end)
    failure = "Rental not ended"

    @described.end_by_get
    def get(self, request: Request, booking: str) -> Response:
        """End the rental: its vehicle is locked and given back, and the price is final."""
        return self.do(booking)

    @described.end_by_post
    def post(self, request: Request, booking: str) -> Response:
        """The same."""
        return self.do(booking)

    def title(self, phrases: Phrases) -> str:
        return phrases.ended


class Rate(TripGoOperation):
    """GET and POST booking/v1/{booking}/rate (§7)."""

    failure = "Rating not sent"

    @described.read_rating
    def get(self, request: Request, booking: str) -> Response:
        """The form of a rating. 470 before the trip is over."""
        known = find_mine(self, booking)
        acts.check_can_be_rated(known)
        return Response(rating_form(known, audience_of(self)))

    @described.rate
    def post(self, request: Request, booking: str) -> Response:
        """Send the rating to the operator."""
        known = find_mine(self, booking)
        answers = answers_of(request.data)
        stars = whole_of(answers, RATE)
        if stars is None:
            raise Missing(RATE)
        feedback = text_of(answers, FEEDBACK, longest=acts.LONGEST_FEEDBACK)
        acts.rate(known, stars, feedback, by=self.actor, at=self.at)
        return Response({})


class Status(TripGoOperation):
    """GET booking/v1/{booking}/status (§7)."""

    @described.read_status
    def get(self, request: Request, booking: str) -> Response:
        """How the booking stands, as a form; its first field is `booking_status`."""
        return Response(status_form(find_mine(self, booking), audience_of(self)))


class Update(TripGoOperation):
    """GET booking/v1/{booking}/update (§8.3)."""

    @described.read_trip
    def get(self, request: Request, booking: str) -> Response:
        """The trip that was booked, as it is now: `refreshURLForSourceObject`."""
        known = find_mine(self, booking)
        if not known.trip:
            raise NotThere(Why.NO_TRIP)
        return answer_trip(self, find_trip(self.channel, known.trip))
