"""Which bookings are shown, and which are good for something still, asked of the database.

The clock counts as it does where one booking is told, so that lists and counts agree with what is
in them, swept or not.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, TruncMonth

from bookings.models import Leg
from bookings.models.booking import BookingQuerySet
from bookings.states import WAITING_LEGS, BookingState, LegState, PurchaseState
from protocols.tripgo.confirmation.states import VALID_BOOKINGS
from tickets.states import TicketState

GOOD_LEGS = [*WAITING_LEGS, LegState.IN_USE, LegState.PAUSED, LegState.ISSUE_REPORTED]
"""Of legs that are not over, as they are stored."""
WAS_BOUND = Q(confirmed_at__isnull=False) | Q(answer_until__isnull=False)
"""Of bookings that were more than held."""
IS_BOUGHT = Q(purchase_part=None) | Q(purchase_part__purchase__state=PurchaseState.BOUGHT)
"""Of bookings that were not bought with others, or with all of them."""


def shown(rows: BookingQuerySet) -> BookingQuerySet:
    """Those that are told at all."""
    return rows.filter(WAS_BOUND, IS_BOUGHT)


def only(rows: BookingQuerySet, *, valid: bool, at: datetime) -> BookingQuerySet:
    """Those that are good for something still, or the others."""
    return rows.filter(_is_valid(at) if valid else ~_is_valid(at))


def in_order(rows: BookingQuerySet, *, at: datetime) -> BookingQuerySet:
    """Valid ones first, then the newest."""
    rank = Case(When(_is_valid(at), then=Value(0)), default=Value(1))
    return rows.annotate(rank=rank).order_by("rank", "-booked_at", "-pk")


def next_first(rows: BookingQuerySet) -> BookingQuerySet:
    """What is under way comes first, then the one that departs first."""
    rank = Case(When(state=BookingState.STARTED, then=Value(0)), default=Value(1))
    return rows.annotate(rank=rank, begins_at=_departure()).order_by("rank", "begins_at", "pk")


def departing(rows: BookingQuerySet, begin: datetime, end: datetime) -> BookingQuerySet:
    """Those that depart from one moment until the other, which is not included."""
    found = rows.annotate(begins_at=_departure())
    return found.filter(begins_at__gte=begin, begins_at__lt=end)


def count_by_month(rows: BookingQuerySet, zone: ZoneInfo) -> list[tuple[datetime, int]]:
    """The first day of each month in which any departs, the newest first, with how many do."""
    months = rows.annotate(month=TruncMonth(_departure(), tzinfo=zone))
    counted = months.order_by("-month").values("month").annotate(count=Count("pk"))
    return [(row["month"], row["count"]) for row in counted]


def _departure() -> Coalesce:
    legs = Leg.objects.filter(booking=OuterRef("pk")).order_by("sequence")
    return Coalesce(Subquery(legs.values("departs_at")[:1]), F("booked_at"))


def _is_valid(at: datetime) -> Q:
    legs = Leg.objects.filter(_is_good(at), booking=OuterRef("pk"))
    return Q(state__in=VALID_BOOKINGS) & ~_unanswered(at) & Q(Exists(legs))


def _unanswered(at: datetime) -> Q:
    return Q(answer_until__lte=at, confirmed_at=None)


def _is_good(at: datetime) -> Q:
    """Of legs: not over by the clock either."""
    over = _is_used_up(at) | _is_unused(at) | _is_forgotten(at) | _is_left_alone(at)
    return Q(state__in=GOOD_LEGS) & ~over


def _is_used_up(at: datetime) -> Q:
    """In use with a ticket that shows nothing any more."""
    shows = Q(ticket__state=TicketState.ACTIVE, ticket__valid_until__gt=at)
    return Q(state=LegState.IN_USE, ticket__isnull=False) & ~shows


def _is_unused(at: datetime) -> Q:
    """Waiting with a ticket whose time is over; as `TicketQuerySet.over` finds it."""
    ended = Q(ticket__state=TicketState.ISSUED, ticket__activate_until__lte=at)
    ended |= Q(ticket__state=TicketState.ACTIVE, ticket__valid_until__lte=at)
    return Q(state__in=WAITING_LEGS) & ended


def _is_forgotten(at: datetime) -> Q:
    """Of a vehicle that was not fetched in time."""
    return Q(
        rental__isnull=False,
        rental__started_at=None,
        rental__closed_at=None,
        rental__unlock_until=None,
        rental__reserved_until__lte=at,
    )


def _is_left_alone(at: datetime) -> Q:
    """Of a taxi that lost its driver and got no other in time."""
    return Q(
        taxi_ride__isnull=False,
        taxi_ride__accepted_at=None,
        taxi_ride__closed_at=None,
        taxi_ride__answer_until__lte=at,
    )
