"""Constraints of support cases and their messages."""

from __future__ import annotations

from typing import Any

from django.db.models import F

from support.actions.working import add_note
from support.states import VehiclePart
from tests.factories.bookings import BookingFactory
from tests.factories.fleet import AssetFactory
from tests.factories.moments import BY, NOW
from tests.factories.operators import MembershipFactory
from tests.factories.sales import SalesChannelFactory
from tests.factories.support import asset_case, case, ticket_case
from tests.factories.tickets import TicketFactory
from tests.violations.ways import (
    NONSENSE,
    Violation,
    event_of,
    stranger,
    twice,
    write,
    wrong,
)


def two_cases() -> tuple[Any, Any]:
    first = case()
    return first, case(first.booking, text="Mud on the floor.")


def closed_in_the_open() -> Any:
    one = case()
    write(one, closed_at=NOW)
    return one


def partners_case() -> Any:
    """Over a vehicle that its partner has not booked."""
    asset = AssetFactory()
    return asset_case(asset, channel=SalesChannelFactory(tenant=asset.tenant))


def channel_twice() -> Any:
    one = case()
    write(one, channel=one.booking.channel)


def damaged() -> Any:
    return case(part=VehiclePart.TYRE, damage="Bent.")


def message() -> Any:
    one = case()
    add_note(one, text="Look at it.", by=BY, at=NOW)
    return one.messages.get()


VIOLATIONS: dict[str, Violation] = {
    "supportcase_booking_same_tenant": stranger(case, "booking", BookingFactory),
    "supportcase_ticket_same_tenant": stranger(ticket_case, "ticket", TicketFactory),
    "supportcase_asset_same_tenant": stranger(asset_case, "asset", AssetFactory),
    "supportcase_assignee_same_tenant": stranger(case, "assignee", MembershipFactory),
    "supportcase_channel_same_tenant": stranger(partners_case, "channel", SalesChannelFactory),
    "supportcase_channel_is_that_of_the_booking": channel_twice,
    "supportcase_part_is_known": wrong(damaged, part=NONSENSE),
    "supportcase_damage_is_whole": wrong(damaged, damage=""),
    "supportcase_is_about_something": wrong(case, booking=None),
    "supportcase_state_is_known": wrong(case, state=NONSENSE),
    "supportcase_kind_is_known": wrong(case, kind=NONSENSE),
    "supportcase_priority_is_known": wrong(case, priority=NONSENSE),
    "supportcase_response_is_within_a_week": wrong(case, response_minutes=10_081),
    "supportcase_is_due_after_opening": wrong(case, due_at=F("opened_at")),
    "supportcase_is_overdue_while_it_is_our_turn": wrong(case, overdue_at=NOW),
    "supportcase_closed_has_time": wrong(case, state="RESOLVED"),
    "supportcase_position_is_on_earth": wrong(case, longitude=181, latitude=0),
    "supportcase_evidence_is_few": wrong(case, evidence=["https://a.example"] * 21),
    "supportcase_digest_is_sha256_hex": wrong(case, digest="abc"),
    "supportcase_once_while_open": twice(two_cases, "digest"),
    "caseevent_name_is_known": event_of(case, NONSENSE),
    "casemessage_kind_is_known": wrong(message, kind=NONSENSE),
    "casemessage_says_something": wrong(message, text=""),
}
EMPTY_COLUMNS: list[tuple[str, Violation]] = [
    ("supportcase_position_is_on_earth", wrong(case, longitude=4.5)),
    ("supportcase_closed_has_time", closed_in_the_open),
    ("supportcase_damage_is_whole", wrong(damaged, part="")),
    ("supportcase_damage_is_whole", wrong(case, part_name="wheel")),
]
