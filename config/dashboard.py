"""The first page of the admin: today, the last thirty days, and what to do next."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum
from django.db.models.functions import TruncDate
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from bookings.admin.answers import WAITING
from bookings.models import Booking, BookingEvent
from bookings.states import BookingEventName
from config.next_steps import next_steps
from operators.admin.staff import staff_of
from operators.admin.zones import zone_of
from operators.models import User
from operators.tenancy.money_permissions import (
    user_can_read_books,
    user_can_read_orders,
)
from operators.tenancy.permissions import (
    user_can_look_into_bookings,
    user_can_look_into_cases,
    user_can_look_into_tickets,
)
from operators.tenancy.roles import tenants_where
from sales.admin.order_queues import ALL, waiting_for_people
from sales.models import Order, OrderEvent
from sales.money import ZERO, Money, total
from sales.orders.states import OrderEventName, OrderState
from sales.verifier.queries import last_runs
from support.models import SupportCase
from support.states import CaseState
from tickets.inspection.models import Suspicion
from tickets.models import Ticket
from tickets.states import TicketState

DAYS = 30
RECENT = 10
LINE_COLOURS = ["var(--color-primary-600)", "var(--color-base-400)"]

Sales = dict[str, dict[date, Decimal]]
"""Amount by currency and day."""


def dashboard(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Fill the page for the person's tenants; what their role may not see is left out."""
    user, now = staff_of(request), timezone.now()
    zone = zone_of(user)
    sales = _sales(user, now, zone)
    context.update(
        title="Dashboard",
        zone=zone,
        cards=[
            *_today_cards(user, now, zone),
            *_booking_cards(user, now, zone),
            *_answer_cards(user, now),
            *_ticket_cards(user, now),
            *_suspicion_cards(user),
            *_sales_cards(sales),
            *_waiting_cards(user),
            *_case_cards(user, now),
            *_faulty_books_cards(user, zone),
        ],
        chart=None if sales is None else json.dumps(_chart(sales, now.astimezone(zone).date())),
        bookings=_recent_bookings(user, zone),
        steps=next_steps(user, at=now),
    )
    return context


def _booking_cards(user: User, now: datetime, zone: tzinfo) -> list[dict[str, Any]]:
    if not (tenants := tenants_where(user, user_can_look_into_bookings)):
        return []
    midnight = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    # Events are found by time without a scan of all bookings.
    happened = BookingEvent.objects.filter(
        booking__tenant__in=tenants, happened_at__gte=midnight, happened_at__lte=now
    )
    counts = dict(happened.values_list("name").annotate(count=Count("pk")))
    sold = counts.get(BookingEventName.CONFIRMED, 0)
    cancelled = counts.get(BookingEventName.CANCELLED, 0)
    return [
        {
            "title": "Booked today",
            "value": counts.get(BookingEventName.HELD, 0),
            "note": f"{sold} confirmed, {cancelled} cancelled",
            "link": reverse("admin:bookings_booking_changelist"),
        }
    ]


def _answer_cards(user: User, now: datetime) -> list[dict[str, Any]]:
    tenants = tenants_where(user, user_can_look_into_bookings)
    asked = Booking.objects.waiting_for_answer(now).filter(tenant__in=tenants) if tenants else None
    if asked is None or not (waiting := asked.count()):
        return []
    return [
        {
            "title": "Bookings that wait for an answer",
            "value": waiting,
            "note": "say yes or no, or they expire",
            "link": f"{reverse('admin:bookings_booking_changelist')}?waits={WAITING}",
        }
    ]


def _today_cards(user: User, now: datetime, zone: tzinfo) -> list[dict[str, Any]]:
    """Orders of every face that were confirmed for the first time today, and what they come to by
    now."""
    if not (tenants := tenants_where(user, user_can_read_orders)):
        return []
    midnight = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    confirmed = OrderEvent.objects.filter(
        order__tenant__in=tenants,
        order__specimen=False,
        name=OrderEventName.CONFIRMED,
        details__version=1,
        happened_at__gte=midnight,
        happened_at__lte=now,
    )
    sums = confirmed.values_list("order__currency").annotate(
        Count("pk"), Sum("order__total_amount")
    )
    rows = list(sums.order_by("order__currency"))
    amounts = ", ".join(str(Money(amount, currency)) for currency, _, amount in rows)
    return [
        {
            "title": "Sold today",
            "value": sum(count for _, count, _ in rows),
            "note": f"orders: {amounts}, VAT included" if rows else "orders",
            "link": reverse("admin:sales_order_changelist"),
        }
    ]


def _ticket_cards(user: User, now: datetime) -> list[dict[str, Any]]:
    if not (tenants := tenants_where(user, user_can_look_into_tickets)):
        return []
    active = Ticket.objects.filter(
        tenant__in=tenants, state=TicketState.ACTIVE, valid_until__gt=now
    )
    link = reverse("admin:tickets_ticket_changelist")
    return [
        {
            "title": "Tickets active now",
            "value": active.count(),
            "note": "may be shown to an inspector",
            "link": f"{link}?state__exact={TicketState.ACTIVE}",
        }
    ]


def _suspicion_cards(user: User) -> list[dict[str, Any]]:
    tenants = tenants_where(user, user_can_look_into_tickets)
    found = Suspicion.objects.unsettled().filter(tenant__in=tenants) if tenants else None
    if found is None or not (count := found.count()):
        return []
    return [
        {
            "title": "Suspicions",
            "value": count,
            "note": "scans that do not go together; nobody has looked yet",
            "link": reverse("admin:tickets_suspicion_changelist"),
        }
    ]


def _sales_cards(sales: Sales | None) -> list[dict[str, Any]]:
    if sales is None:
        return []
    sums = [str(Money(total(days.values()), currency)) for currency, days in sales.items()]
    return [
        {
            "title": f"Sales of {DAYS} days",
            "value": ", ".join(sums) or "none",
            "note": "confirmed orders, VAT included",
            "link": reverse("admin:sales_order_changelist"),
        }
    ]


def _waiting_cards(user: User) -> list[dict[str, Any]]:
    tenants = tenants_where(user, user_can_read_orders)
    waiting = waiting_for_people(tenants) if tenants else 0
    if not waiting:
        return []
    return [
        {
            "title": "Orders that need people",
            "value": waiting,
            "note": "paid, but not sold or not given back",
            "link": f"{reverse('admin:sales_order_changelist')}?queue={ALL}",
        }
    ]


def _case_cards(user: User, now: datetime) -> list[dict[str, Any]]:
    """Open support cases, if there are any, and how many of them wait too long."""
    tenants = tenants_where(user, user_can_look_into_cases)
    if not tenants:
        return []
    cases = SupportCase.objects.open().filter(tenant__in=tenants)
    overdue = Q(state=CaseState.PROCESSING, due_at__lte=now)
    counts = cases.aggregate(open=Count("pk"), overdue=Count("pk", filter=overdue))
    if not counts["open"]:
        return []
    return [
        {
            "title": "Open support cases",
            "value": counts["open"],
            "note": f"{counts['overdue']} overdue",
            "link": f"{reverse('admin:support_supportcase_changelist')}?turn=open",
        }
    ]


def _faulty_books_cards(user: User, zone: tzinfo) -> list[dict[str, Any]]:
    """The last run of the verifier over the books of each tenant, if it found something."""
    tenants = tenants_where(user, user_can_read_books)
    faulty = [run for run in last_runs(tenants) if run.fault_count] if tenants else []
    return [
        {
            "title": "Books that do not add up",
            "value": run.fault_count,
            "note": f"places, found {run.started_at.astimezone(zone):%-d %b %H:%M}",
            "link": reverse("admin:sales_verifierrun_change", args=[run.pk]),
        }
        for run in faulty
    ]


def _sales(user: User, now: datetime, zone: tzinfo) -> Sales | None:
    """What is sold by today of the orders of the last days; nothing for who may not read them."""
    if not (tenants := tenants_where(user, user_can_read_orders)):
        return None
    first = now.astimezone(zone).date() - timedelta(days=DAYS - 1)
    midnight = datetime.combine(first, datetime.min.time(), tzinfo=zone)
    rows = (
        Order.objects.filter(
            tenant__in=tenants,
            created_at__gte=midnight,
            state=OrderState.CONFIRMED,
            specimen=False,
        )
        .values_list("currency", TruncDate("created_at", tzinfo=zone))
        .annotate(amount=Sum("total_amount"))
        .order_by("currency")
    )
    sales: Sales = {}
    for currency, day, amount in rows:
        sales.setdefault(currency, {})[day] = amount
    return sales


def _chart(sales: Sales, today: date) -> dict[str, Any]:
    days = [today - timedelta(days=ago) for ago in reversed(range(DAYS))]
    return {
        "labels": [f"{day:%-d %b}" for day in days],
        "datasets": [
            {
                "label": currency,
                "data": [str(amounts.get(day, ZERO)) for day in days],
                "backgroundColor": LINE_COLOURS[place % len(LINE_COLOURS)],
                "displayYAxis": True,
                "suffixYAxis": currency,
                "maxTicksXLimit": 10,
            }
            for place, (currency, amounts) in enumerate(sales.items())
        ],
    }


def _recent_bookings(user: User, zone: tzinfo) -> dict[str, Any] | None:
    if not (tenants := tenants_where(user, user_can_look_into_bookings)):
        return None
    rows = Booking.objects.filter(tenant__in=tenants).select_related("channel").order_by("-pk")
    return {
        "headers": ["Booking", "State", "Channel", "Booked"],
        "rows": [
            [
                format_html(
                    '<a href="{}" class="text-link">{}</a>',
                    reverse("admin:bookings_booking_change", args=[booking.pk]),
                    booking.reference,
                ),
                booking.get_state_display(),
                booking.channel.name,
                f"{booking.booked_at.astimezone(zone):%-d %b %H:%M}",
            ]
            for booking in rows[:RECENT]
        ],
    }
