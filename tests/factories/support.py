"""Support cases over bookings, tickets and vehicles."""

from __future__ import annotations

from typing import Any

from operators.models import Asset, Membership
from support.actions.opening import CaseFacts, open_case
from support.models import SupportCase
from support.states import CaseKind
from tests.factories.bookings import BookingFactory
from tests.factories.fleet import AssetFactory
from tests.factories.moments import BY, NOW
from tests.factories.operators import MembershipFactory
from tests.factories.tickets import TicketFactory
from tickets.models import Ticket

DIRTY: dict[str, Any] = {
    "kind": CaseKind.NOT_CLEAN,
    "text": "Coffee on the seats.",
    "contact": "+31201234567",
}


def facts(**more: Any) -> CaseFacts:
    """A dirty vehicle, or what is told instead."""
    return CaseFacts(**{**DIRTY, **more})


def case(booking: Any = None, **more: Any) -> SupportCase:
    """A case over a booking, a new one if none is given; `more` are facts of it."""
    moment = {"by": more.pop("by", BY), "at": more.pop("at", NOW)}
    return open_case(booking or BookingFactory(), facts(**more), **moment)


def ticket_case(ticket: Ticket | None = None, **more: Any) -> SupportCase:
    """A case over a ticket alone."""
    return open_case(None, facts(ticket=ticket or TicketFactory(), **more), by=BY, at=NOW)


def asset_case(asset: Asset | None = None, **more: Any) -> SupportCase:
    """A case over a vehicle alone."""
    return open_case(None, facts(asset=asset or AssetFactory(), **more), by=BY, at=NOW)


def colleague(one: SupportCase, role: str = "SUPPORT") -> Membership:
    """A member of the tenant of a case."""
    return MembershipFactory(tenant=one.tenant, role=role)
