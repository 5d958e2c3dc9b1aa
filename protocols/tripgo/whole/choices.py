"""A trip as one thing to book: a product for every segment, and the fares of all of them together.

Travellers choose by passenger category, and each category counts on every ride. What is booked once
whoever travels, such as a taxi, comes with the trip. Ids of questions and of such fares begin with
the id of their segment.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from operators.tenancy.errors import DomainError
from protocols.models import KeptTrip
from protocols.tripgo.errors import NotBookable
from protocols.tripgo.fields import read_whole
from protocols.tripgo.operation import TripGoOperation
from protocols.tripgo.quick.booking import Chosen
from protocols.tripgo.quick.choices import PASSENGERS, Choice
from protocols.tripgo.quick.fares import FareOption, choose_fares
from protocols.tripgo.quick.finding import choices_now
from protocols.tripgo.quick.inputs import InputField, InputKind, InputOption, read_answers
from protocols.tripgo.quick.listing import name_of
from protocols.tripgo.quick.reading import Told
from protocols.tripgo.quick.wording import Phrases
from protocols.tripgo.trips.segments import Segment, SegmentKind, bookable_segments
from protocols.tripgo.why import Why

PRODUCT = "product"


@dataclass(frozen=True, slots=True)
class Stage:
    """A segment with what can be booked for it now, the usual product first."""

    segment: Segment
    choices: Sequence[Choice]

    @property
    def usual(self) -> Choice:
        return self.choices[0]

    def own(self, name: str) -> str:
        """The id of something of this segment among those of all."""
        return f"{self.segment.id}.{name}"


def stages_of(operation: TripGoOperation, trip: KeptTrip, phrases: Phrases) -> list[Stage]:
    """The segments that are booked together. NotBookable, with the part of the trip that it is
    about, if one of them cannot be booked any more."""
    segments = bookable_segments(trip)
    if not segments:
        raise NotBookable(Why.NOTHING_BOOKABLE)
    return [_stage(operation, trip, segment, phrases) for segment in segments]


def fares_of(chosen: Sequence[tuple[Stage, Choice]]) -> tuple[FareOption, ...]:
    """What a traveller of each category pays for all rides together, and what comes with the trip.
    NotBookable where that cannot be told in one currency, or for nobody."""
    if len({choice.currency for _, choice in chosen}) > 1:
        raise NotBookable(Why.CURRENCIES)
    by_category = [choice.fares for _, choice in chosen if choice.is_of_categories]
    together = _together(by_category) if by_category else []
    if by_category and all(fare.accompanies for fare in together):
        raise NotBookable(Why.NOBODY)
    fixed = [
        replace(fare, id=stage.own(fare.id))
        for stage, choice in chosen
        if not choice.is_of_categories
        for fare in choice.fares
    ]
    return (*together, *fixed)


def fields_of(stages: Iterable[Stage]) -> tuple[InputField, ...]:
    """Which product, where there are several, and what the products ask. How many go by taxi the
    fares of the rides tell, where there are any."""
    known = list(stages)
    is_counted = any(stage.usual.is_of_categories for stage in known)
    return tuple(
        field
        for stage in known
        for field in _fields(stage)
        if not (is_counted and _counts_passengers(stage, field))
    )


def choose_all(stages: Sequence[Stage], told: Told) -> list[Chosen]:
    """What an app told, part for part, held against our own offers. NotBookable."""
    chosen = [(stage, _product(stage, told)) for stage in stages]
    fares = fares_of(chosen)
    quantities = choose_fares(fares, _wanted(stages, fares, told.quantities))
    travellers = sum(quantities.get(fare.id, 0) for fare in fares if not fare.is_fixed)
    return [_part(stage, choice, quantities, travellers, told) for stage, choice in chosen]


def _wanted(
    stages: Iterable[Stage], fares: Iterable[FareOption], told: Mapping[str, int] | None
) -> Mapping[str, int] | None:
    """What an app told of these fares. The list shows those of the usual products, and apps send
    back what they were shown: what comes with another product is passed over, and fares that
    nobody was shown are as they are preselected."""
    if told is None:
        return None
    shown = [(stage, fare) for stage in stages for fare in stage.usual.fares]
    fixed = {stage.own(fare.id) for stage, fare in shown if fare.is_fixed}
    seen = fixed | {fare.id for _, fare in shown if not fare.is_fixed}
    presets = {fare.id: fare.preset for fare in fares}
    unseen = {name: preset for name, preset in presets.items() if name not in seen}
    kept = {name: count for name, count in told.items() if name in presets or name not in fixed}
    return {**unseen, **kept}


def _stage(operation: TripGoOperation, trip: KeptTrip, segment: Segment, phrases: Phrases) -> Stage:
    try:
        choices = choices_now(operation, trip, segment)
    except DomainError as refused:
        raise NotBookable(refused, of=name_of(segment, phrases)) from refused
    return Stage(segment, [_one_way(choice) for choice in choices])


def _together(fares: Sequence[Sequence[FareOption]]) -> list[FareOption]:
    known = [{fare.id: fare for fare in one} for one in fares]
    shared = [fare.id for fare in fares[0] if all(fare.id in one for one in known)]
    return [_sum([one[name] for one in known]) for name in shared]


def _sum(fares: Sequence[FareOption]) -> FareOption:
    return replace(
        fares[0],
        amount=sum((fare.amount for fare in fares), Decimal(0)),
        preset=min(fare.preset for fare in fares),
        most=min(fare.most for fare in fares),
        accompanies=any(fare.accompanies for fare in fares),
    )


def _fields(stage: Stage) -> Iterable[InputField]:
    if len(stage.choices) > 1:
        yield _product_field(stage)
    for field in stage.usual.fields:
        title = f"{stage.usual.product.name}: {field.title}"
        yield replace(field, id=stage.own(field.id), title=title)


def _counts_passengers(stage: Stage, field: InputField) -> bool:
    return stage.segment.kind is SegmentKind.TAXI and field.id == stage.own(PASSENGERS)


def _one_way(choice: Choice) -> Choice:
    """The choice without the question for a way back: nobody goes back in the middle of a trip."""
    fields = [field for field in choice.fields if field.kind is not InputKind.RETURN_TRIP]
    return replace(choice, fields=tuple(fields))


def _product_field(stage: Stage) -> InputField:
    options = tuple(InputOption(one.code, one.product.name) for one in stage.choices)
    return InputField(
        stage.own(PRODUCT),
        InputKind.SINGLE_CHOICE,
        stage.segment.operator or stage.usual.product.name,
        options=options,
        value=stage.usual.code,
    )


def _product(stage: Stage, told: Told) -> Choice:
    if len(stage.choices) == 1:
        return stage.usual
    field = _product_field(stage)
    code = field.read(told.answers.get(field.id))
    return next(choice for choice in stage.choices if choice.code == code)


def _part(
    stage: Stage, choice: Choice, quantities: Mapping[str, int], travellers: int, told: Told
) -> Chosen:
    """What was chosen of a part; it has to take all who travel on the rides. NotBookable."""
    if choice.seats is not None and travellers > choice.seats:
        raise NotBookable(Why.TOO_SMALL, name=choice.product.name, seats=choice.seats)
    answers: dict[str, Any] = {
        field.id: told.answers.get(stage.own(field.id)) for field in choice.fields
    }
    if not choice.is_of_categories and PASSENGERS in answers:
        told_count = answers[PASSENGERS]
        counted = 1 if told_count in (None, "", []) else read_whole(told_count)
        # What is no number is refused as any other answer.
        if counted is not None:
            answers[PASSENGERS] = max(counted, travellers)
    names = {fare.id: fare.id if choice.is_of_categories else stage.own(fare.id)
             for fare in choice.fares}  # fmt: skip
    own = {fare: quantities[name] for fare, name in names.items() if name in quantities}
    return Chosen(
        stage.segment,
        choice,
        own,
        read_answers(choice.fields, answers),
        place=stage.segment.id,
    )
