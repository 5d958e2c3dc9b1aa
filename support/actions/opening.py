"""Opening cases, once for each question however often it is asked."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from bookings.models import Booking, Rental
from operators.fleet.models import Asset
from operators.tenancy.actors import Actor, ActorKind
from sales.models import SalesChannel
from support.actions.recording import record_step
from support.errors import NothingAskedAbout
from support.models import SupportCase
from support.models.case import SupportCaseQuerySet
from support.states import (
    OPEN,
    PRIORITY_OF_KIND,
    RESPONSE_MINUTES,
    CaseEventName,
    CaseKind,
    CaseMessageKind,
    CasePriority,
    CaseState,
    VehiclePart,
)
from tickets.models import Ticket


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """What the asker tells.

    Without `occurred_at` it is now, without `priority` that of the kind, and without
    `response_minutes` those of the priority. `position` is longitude and latitude (WGS 84);
    `evidence` are addresses of pictures; `damage` is what is broken at the `part`. A partner that
    asks about a vehicle without a booking asks through its `channel`.
    """

    kind: CaseKind
    text: str = ""
    contact: str = ""
    occurred_at: datetime | None = None
    priority: CasePriority | None = None
    response_minutes: int | None = None
    place: str = ""
    position: tuple[float, float] | None = None
    evidence: tuple[str, ...] = ()
    ticket: Ticket | None = None
    asset: Asset | None = None
    part: VehiclePart | None = None
    part_name: str = ""
    damage: str = ""
    channel: SalesChannel | None = None


@transaction.atomic
def open_case(booking: Booking | None, facts: CaseFacts, *, by: Actor, at: datetime) -> SupportCase:
    """Open a case over a booking, or over the ticket or vehicle of `facts` alone.

    The same question asked again is the case that is open for it; so is, when it tells the same
    time, one that was closed meanwhile. Where a case of this booking and kind waits for an
    update, other words of a partner are that update. NothingAskedAbout without any subject.
    """
    subject = _lock_subject(booking, facts)
    known = _find_twin(booking, facts)
    if known is not None:
        return known
    waiting = _find_waiting(booking, facts) if by.kind == ActorKind.PARTNER else None
    if waiting is not None:
        return update_case(waiting, text=facts.text.strip(), by=by, at=at)
    return _store(booking, facts, subject.tenant_id, by=by, at=at)


@transaction.atomic
def update_case(case: SupportCase, *, text: str, by: Actor, at: datetime) -> SupportCase:
    """Keep what the asker adds; a case that waited for it is ours again.

    TransitionNotAllowed for a closed case.
    """
    case = SupportCase.objects.lock(case)
    if case.state != CaseState.PROCESSING:
        case.take_update(at=at)
        case.save()
    record_step(
        case, CaseEventName.UPDATED, by=by, at=at, kind=CaseMessageKind.FROM_ASKER, text=text
    )
    return case


def digest_of(booking: Booking | None, facts: CaseFacts) -> str:
    """What is asked about what, as a SHA-256 in hexadecimal digits."""
    subjects = [subject and str(subject.pk) for subject in (booking, facts.ticket, facts.asset)]
    told = [*subjects, str(facts.kind), facts.text.strip()]
    if facts.part:
        told += [str(facts.part), facts.part_name, facts.damage.strip()]
    if booking is None and facts.channel:
        told.append(str(facts.channel.pk))
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def _lock_subject(booking: Booking | None, facts: CaseFacts) -> Booking | Ticket | Asset:
    """Locked, so that two tries of one request meet each other."""
    if booking is not None:
        return Booking.objects.lock(booking)
    if facts.ticket is not None:
        return Ticket.objects.lock(facts.ticket)
    if facts.asset is not None:
        return Asset.objects.lock(facts.asset)
    raise NothingAskedAbout


def _find_twin(booking: Booking | None, facts: CaseFacts) -> SupportCase | None:
    """The case in which the same was asked: when it was opened, or as an update of it."""
    is_open = Q(state__in=OPEN)
    alike = SupportCase.objects.filter(digest=digest_of(booking, facts))
    same = alike.filter(is_open | Q(occurred_at=facts.occurred_at)).order_by("-pk").first()
    if same is not None:
        return same
    told = _of_kind(booking, facts).filter(
        is_open, messages__kind=CaseMessageKind.FROM_ASKER, messages__text=facts.text.strip()
    )
    return told.order_by("pk").first()


def _find_waiting(booking: Booking | None, facts: CaseFacts) -> SupportCase | None:
    """A case that waits for these words, locked, so that nobody closes it meanwhile."""
    if not facts.text.strip():
        return None
    waiting = _of_kind(booking, facts).filter(state=CaseState.UPDATE_REQUESTED)
    return waiting.order_by("pk").select_for_update(of=("self",), no_key=True).first()


def _of_kind(booking: Booking | None, facts: CaseFacts) -> SupportCaseQuerySet:
    """Those of the booking; without one those that the same partner has about the vehicle."""
    cases = SupportCase.objects.filter(kind=facts.kind)
    if booking is not None:
        return cases.filter(booking=booking)
    if facts.channel is None:
        return cases.none()
    return cases.filter(channel=facts.channel, asset=facts.asset)


def _store(
    booking: Booking | None, facts: CaseFacts, tenant_id: int, *, by: Actor, at: datetime
) -> SupportCase:
    priority = facts.priority or PRIORITY_OF_KIND[facts.kind]
    minutes = facts.response_minutes or RESPONSE_MINUTES[priority]
    longitude, latitude = facts.position or (None, None)
    case = SupportCase.objects.create(
        tenant_id=tenant_id,
        booking=booking,
        ticket=facts.ticket,
        asset=facts.asset or (booking and _rented(booking)),
        kind=facts.kind,
        priority=priority,
        text=facts.text.strip(),
        contact=facts.contact,
        occurred_at=facts.occurred_at or at,
        place=facts.place,
        longitude=longitude,
        latitude=latitude,
        evidence=list(facts.evidence),
        part=facts.part or "",
        part_name=facts.part_name,
        damage=facts.damage.strip(),
        channel=None if booking else facts.channel,
        digest=digest_of(booking, facts),
        response_minutes=minutes,
        opened_at=at,
        opened_by=str(by),
        due_at=at + timedelta(minutes=minutes),
    )
    record_step(case, CaseEventName.OPENED, by=by, at=at)
    return case


def _rented(booking: Booking) -> Asset | None:
    """The vehicle of a rental."""
    rental = Rental.objects.filter(leg__booking=booking).select_related("asset").first()
    return rental.asset if rental else None
