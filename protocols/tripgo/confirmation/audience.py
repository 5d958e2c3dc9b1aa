"""To whom a booking is told: the language, and the addresses that the request leads to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bookings.actions.taxis.cancelling import NOBODY, NOT_THERE
from bookings.states import BookingKind, LegState
from protocols.tripgo.confirmation.facts import Facts
from protocols.tripgo.confirmation.known import Known
from protocols.tripgo.confirmation.states import Stage, Status
from protocols.tripgo.confirmation.wording import Phrases, phrases_for
from protocols.tripgo.money import price_text
from protocols.tripgo.operation import TripGoOperation
from protocols.tripgo.trips.wording import words_for


@dataclass(frozen=True, slots=True)
class Audience:
    """Whoever asked."""

    address: Callable[[str], str]
    """The absolute address of a path of this face."""
    phrases: Phrases
    modes: Mapping[str, str]
    """Names of modes in that language, by those in English."""

    def subtitle(self, known: Known, facts: Facts) -> str:
        """How a booking stands, in a sentence; what calling it off cost; and why, if the operator
        said so."""
        told = self._of_leg(known) or self.phrases.subtitles[known.status]
        sentence = told.format(provider=facts.provider.name)
        return " ".join(filter(None, (sentence, self.of_money(known), self._reason(known.reason))))

    def of_money(self, known: Known) -> str:
        """What calling it off cost, in a sentence; empty where that was nothing."""
        kept = known.kept
        if kept is None or not kept.fee:
            return ""
        phrases = self.phrases
        fee, returned = (
            price_text(amount, kept.currency, phrases.language)
            for amount in (kept.fee, kept.returned)
        )
        told = phrases.kept if kept.returned else phrases.charged
        return told.format(fee=fee, returned=returned)

    def button(self, status: Status, stage: Stage, *, is_open: bool) -> str:
        """The label of the button on the segment of a trip. `is_open`: it can be booked again."""
        if stage is Stage.CALLED_OFF and is_open:
            return self.phrases.book
        return self.phrases.titles[status] if stage is Stage.ASKED else self.phrases.manage

    def _reason(self, told: str) -> str:
        """What people have written stays as it is; what the service says by itself is told in the
        language."""
        own = {NOBODY: self.phrases.no_driver, NOT_THERE: self.phrases.no_show}
        return own.get(told, told)

    def _of_leg(self, known: Known) -> str:
        leg, status = known.standing.leg, known.status
        if status == Status.ARRIVING and leg == LegState.PREPARING:
            return self.phrases.waits
        if status == Status.IN_PROGRESS and leg == LegState.PAUSED:
            return self.phrases.paused
        is_ending = known.standing.kind == BookingKind.RENTAL and leg == LegState.FINISHING
        return self.phrases.locking if is_ending else ""


def audience_of(operation: TripGoOperation) -> Audience:
    """Whoever sent this request."""
    modes = words_for(operation.request).modes
    return Audience(operation.absolute, phrases_for(operation.request), modes)
