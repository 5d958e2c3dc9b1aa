"""A trip as if a product were chosen (§6.1, `tripUpdateURL`)."""

from __future__ import annotations

from copy import copy
from dataclasses import replace

from protocols.models import KeptTrip
from protocols.tripgo.quick.choices import Choice
from protocols.tripgo.trips.segments import Price, Segment


def repriced(trip: KeptTrip, segment: Segment, choice: Choice) -> KeptTrip:
    """The trip, in which the segment costs what the product costs. What is kept stays as it is."""
    priced = replace(segment, price=Price(choice.amount, choice.currency)).to_json()
    segments = [priced if told["id"] == segment.id else told for told in trip.facts["segments"]]
    told = copy(trip)
    told.facts = {**trip.facts, "segments": segments}
    return told
