"""Reads of cases for those who asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db.models import Q

from bookings.models import Booking
from operators.fleet.errors import AssetUnknown
from operators.fleet.models import Asset
from sales.catalogue.fleets import fleets_on_sale
from sales.models import SalesChannel
from support.models import CaseEvent, SupportCase
from support.states import TOLD_TO_ASKER, CaseEventName, CaseState


@dataclass(frozen=True, slots=True)
class CaseStep:
    """One step of a case as its asker is told it.

    `order` counts the steps of the case from 1; `text` is what was written with it, at first by
    the asker.
    """

    case: SupportCase
    order: int
    state: CaseState
    text: str
    happened_at: datetime
    is_last: bool


def read_steps(booking: Booking) -> list[CaseStep]:
    """The steps of all cases over a booking, case by case, in one query; notes are not told."""
    events = (
        CaseEvent.objects.filter(case__booking=booking, name__in=TOLD_TO_ASKER)
        .select_related("case__asset", "message")
        .order_by("case", "id")
    )
    return _numbered(list(events))


def read_steps_of(case: SupportCase) -> list[CaseStep]:
    """The steps of one case, in one query; notes are not told."""
    events = case.events.filter(name__in=TOLD_TO_ASKER).select_related("case__asset", "message")
    return _numbered(list(events.order_by("id")))


def read_last_step(case: SupportCase) -> CaseStep:
    """How the case stands for its asker."""
    return read_steps_of(case)[-1]


def find_seen_asset(channel: SalesChannel, name: str, *, at: datetime) -> Asset:
    """The vehicle of the channel's fleets that wears this id or plate. AssetUnknown."""
    fleets = fleets_on_sale(channel, at=at)
    found = Asset.objects.live().filter(tenant=channel.tenant_id, fleet__in=fleets)
    asset = found.filter(Q(asset_id=name) | Q(plate=name)).order_by("pk").first()
    if asset is None:
        raise AssetUnknown
    return asset


def _numbered(events: list[CaseEvent]) -> list[CaseStep]:
    """Steps of events that are sorted by case."""
    return [
        CaseStep(
            case=event.case,
            order=order,
            state=CaseState(event.details["state"]),
            text=_text_of(event),
            happened_at=event.happened_at,
            is_last=order == len(of_case),
        )
        for _, found in groupby(events, key=lambda event: event.case_id)
        for of_case in [list(found)]
        for order, event in enumerate(of_case, 1)
    ]


def _text_of(event: CaseEvent) -> str:
    if event.name == CaseEventName.OPENED:
        return event.case.text
    message = getattr(event, "message", None)
    return message.text if message else ""
