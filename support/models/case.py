"""A question about something that was sold or is rented out, and its life."""

from __future__ import annotations

from datetime import datetime, timedelta

import django_fsm as fsm
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from bookings.models import Booking
from operators.fleet.models import Asset
from operators.tenancy.actors import LONGEST_ACTOR
from operators.tenancy.constraints import same_tenant
from operators.tenancy.events import DomainEvent, EventQuerySet
from operators.tenancy.models import Membership, Tenant
from operators.tenancy.references import new_order_code
from operators.tenancy.scoping import TenantQuerySet
from sales.models import SalesChannel
from support.states import (
    CLOSED,
    OPEN,
    RESPONSE_MINUTES,
    CaseEventName,
    CaseKind,
    CasePriority,
    CaseState,
    VehiclePart,
)
from tickets.models import Ticket

LONGEST_TEXT = 2000
LONGEST_CONTACT = 200
LONGEST_PLACE = 200
MOST_EVIDENCE = 20
MOST_MINUTES = 7 * 24 * 60
"""The longest that a request may give us for a first word: a week."""


class SupportCaseQuerySet(TenantQuerySet["SupportCase"]):
    """Support cases of tenants."""

    def of_channel(self, channel: SalesChannel | int) -> SupportCaseQuerySet:
        """Cases that a partner of this channel may see: over its bookings, and over vehicles that
        it asked about without one. The channel's id is enough."""
        return self.filter(Q(booking__channel=channel) | Q(channel=channel))

    def open(self) -> SupportCaseQuerySet:
        """Cases that are not closed."""
        return self.filter(closed_at=None)

    def overdue(self, at: datetime) -> SupportCaseQuerySet:
        """Cases that wait for us longer than they should."""
        return self.filter(state=CaseState.PROCESSING, due_at__lte=at)

    def to_mark(self, at: datetime) -> SupportCaseQuerySet:
        """Overdue cases that nobody has marked yet."""
        return self.overdue(at).filter(overdue_at=None)

    def by_urgency(self) -> SupportCaseQuerySet:
        """Ours first, the one that is due first on top, so the overdue ones; then those that wait
        for their asker, then the closed ones, the last one first."""
        return self.order_by(F("closed_at").desc(nulls_first=True), "state", "due_at", "-pk")


class SupportCase(fsm.ConcurrentTransitionMixin, models.Model):
    """A question about a booking, a ticket or a vehicle, or several of these together.

    People call it by its `code`. `contact`, `text` and the position tell of a person; they are
    kept here and in the messages of the case, and nowhere else (docs/decisions/0048).
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="cases")
    code = models.CharField(max_length=8, unique=True, default=new_order_code, editable=False)
    booking = models.ForeignKey(Booking, models.PROTECT, null=True, related_name="cases")
    ticket = models.ForeignKey(Ticket, models.PROTECT, null=True, related_name="cases")
    asset = models.ForeignKey(
        Asset, models.PROTECT, null=True, related_name="cases", verbose_name="vehicle"
    )
    channel = models.ForeignKey(
        SalesChannel,
        models.PROTECT,
        null=True,
        related_name="cases",
        help_text="Through which a partner asked about a vehicle that nobody booked.",
    )
    state = fsm.FSMField(choices=CaseState, default=CaseState.PROCESSING, protected=True)
    kind = models.CharField(max_length=20, choices=CaseKind)
    priority = models.CharField(max_length=20, choices=CasePriority)
    text = models.CharField(max_length=LONGEST_TEXT, blank=True)
    contact = models.CharField(
        max_length=LONGEST_CONTACT, blank=True, help_text="How to reach the traveller."
    )
    occurred_at = models.DateTimeField()
    place = models.CharField(max_length=LONGEST_PLACE, blank=True)
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    evidence = ArrayField(
        models.CharField(max_length=500), default=list, help_text="Addresses of pictures."
    )
    part = models.CharField("damaged part", max_length=20, choices=VehiclePart, blank=True)
    part_name = models.CharField(max_length=LONGEST_PLACE, blank=True)
    damage = models.CharField(max_length=LONGEST_TEXT, blank=True)
    digest = models.CharField(
        max_length=64, editable=False, help_text="Of what it is about; equal requests have one."
    )
    assignee = models.ForeignKey(
        Membership,
        models.SET_NULL,
        null=True,
        related_name="cases",
        help_text="Who works on it; nobody in particular while empty.",
    )
    response_minutes = models.PositiveIntegerField(
        help_text="Within which the asker hears of us, each time that it is our turn."
    )
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=LONGEST_ACTOR)
    due_at = models.DateTimeField(help_text="The asker should hear of us by then.")
    overdue_at = models.DateTimeField(null=True, help_text="When the timer found it overdue.")
    closed_at = models.DateTimeField(null=True)

    objects = SupportCaseQuerySet.as_manager()

    class Meta:
        verbose_name = "case"
        constraints = [
            same_tenant("supportcase", "booking", "bookings.Booking"),
            same_tenant("supportcase", "ticket", "tickets.Ticket"),
            same_tenant("supportcase", "asset", "operators.Asset"),
            same_tenant("supportcase", "channel", "sales.SalesChannel"),
            same_tenant("supportcase", "assignee", "operators.Membership"),
            models.CheckConstraint(
                condition=Q(channel=None) | Q(booking=None, asset__isnull=False),
                name="supportcase_channel_is_that_of_the_booking",
            ),
            models.CheckConstraint(
                condition=Q(part__in=["", *VehiclePart.values]), name="supportcase_part_is_known"
            ),
            models.CheckConstraint(
                condition=Q(part="", part_name="", damage="") | ~Q(part="") & ~Q(damage=""),
                name="supportcase_damage_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(booking__isnull=False)
                | Q(ticket__isnull=False)
                | Q(asset__isnull=False),
                name="supportcase_is_about_something",
            ),
            models.CheckConstraint(
                condition=Q(state__in=CaseState.values), name="supportcase_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=CaseKind.values), name="supportcase_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(priority__in=CasePriority.values), name="supportcase_priority_is_known"
            ),
            models.CheckConstraint(
                condition=Q(response_minutes__range=(1, MOST_MINUTES)),
                name="supportcase_response_is_within_a_week",
            ),
            models.CheckConstraint(
                condition=Q(due_at__gt=F("opened_at")), name="supportcase_is_due_after_opening"
            ),
            models.CheckConstraint(
                condition=Q(overdue_at=None)
                | Q(overdue_at__gte=F("due_at"), state=CaseState.PROCESSING),
                name="supportcase_is_overdue_while_it_is_our_turn",
            ),
            models.CheckConstraint(
                condition=Q(state__in=CLOSED, closed_at__isnull=False)
                | ~Q(state__in=CLOSED) & Q(closed_at=None),
                name="supportcase_closed_has_time",
            ),
            models.CheckConstraint(
                condition=Q(longitude=None, latitude=None)
                | Q(
                    longitude__isnull=False,
                    latitude__isnull=False,
                    longitude__range=(-180, 180),
                    latitude__range=(-90, 90),
                ),
                name="supportcase_position_is_on_earth",
            ),
            models.CheckConstraint(
                condition=Q(evidence__len__lte=MOST_EVIDENCE), name="supportcase_evidence_is_few"
            ),
            models.CheckConstraint(
                condition=Q(digest__length=64), name="supportcase_digest_is_sha256_hex"
            ),
            models.UniqueConstraint(
                fields=["digest"],
                condition=Q(state__in=OPEN),
                name="supportcase_once_while_open",
            ),
        ]
        indexes = [
            models.Index(
                F("closed_at").desc(nulls_first=True),
                F("state"),
                F("due_at"),
                F("id").desc(),
                name="supportcase_by_urgency",
            ),
            models.Index(
                fields=["due_at"],
                condition=Q(state=CaseState.PROCESSING, overdue_at=None),
                name="supportcase_to_mark",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @fsm.transition("state", source=CaseState.PROCESSING, target=CaseState.UPDATE_REQUESTED)
    def ask_for_update(self) -> None:
        self.overdue_at = None

    @fsm.transition("state", source=CaseState.UPDATE_REQUESTED, target=CaseState.PROCESSING)
    def take_update(self, *, at: datetime) -> None:
        self.give_time(at=at)

    @fsm.transition("state", source=OPEN, target=CaseState.RESOLVED)
    def resolve(self, *, at: datetime) -> None:
        self._close(at=at)

    @fsm.transition("state", source=OPEN, target=CaseState.CANCELLED)
    def cancel(self, *, at: datetime) -> None:
        self._close(at=at)

    @fsm.transition("state", source=CaseState.RESOLVED, target=CaseState.PROCESSING)
    def reopen(self, *, at: datetime) -> None:
        self.closed_at = None
        self.give_time(at=at)

    def give_time(self, *, at: datetime) -> None:
        """The asker should hear of us again within the minutes of the case."""
        self.due_at = at + timedelta(minutes=self.response_minutes)
        self.overdue_at = None

    def rank(self, priority: CasePriority, *, at: datetime) -> None:
        """Another priority, with the time that goes with it from now on."""
        self.priority = priority
        self.response_minutes = RESPONSE_MINUTES[priority]
        self.give_time(at=at)

    def is_overdue(self, at: datetime) -> bool:
        """Whether it waits for us longer than it should."""
        return self.state == CaseState.PROCESSING and self.due_at <= at

    def _close(self, *, at: datetime) -> None:
        self.closed_at = at
        self.overdue_at = None


class CaseEventQuerySet(EventQuerySet["CaseEvent"]):
    """Events, scoped through their case."""

    tenant_path = "case__tenant"


class CaseEvent(DomainEvent):
    """What happened to a support case. `details` tell the state it was in then."""

    case = models.ForeignKey(SupportCase, models.PROTECT, related_name="events")
    name = models.CharField(max_length=20, choices=CaseEventName)

    objects = CaseEventQuerySet.as_manager()

    class Meta(DomainEvent.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(name__in=CaseEventName.values), name="caseevent_name_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.case_id}"
