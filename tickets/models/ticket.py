"""A right to travel, and what happened to it."""

from __future__ import annotations

import uuid
from datetime import datetime

import django_fsm as fsm
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from operators.tenancy.constraints import same_tenant, tenant_key
from operators.tenancy.events import DomainEvent, EventQuerySet
from operators.tenancy.models import Tenant
from operators.tenancy.scoping import TenantQuerySet
from tickets.models.ticket_type import TicketType
from tickets.states import Activation, TicketEventName, TicketState, ValidityKind
from tickets.validity import Validity, Window

MAX_ZONES = 100
OPEN = [TicketState.ISSUED, TicketState.ACTIVE]
WAS_ACTIVE = [TicketState.ACTIVE, TicketState.USED]


class TicketQuerySet(TenantQuerySet["Ticket"]):
    """Tickets of tenants."""

    def over(self, at: datetime) -> TicketQuerySet:
        """Open tickets whose time has come to an end."""
        return self.filter(
            Q(state=TicketState.ACTIVE, valid_until__lte=at)
            | Q(state=TicketState.ISSUED, activate_until__lte=at)
        )

    def closed_since(self, moment: datetime) -> TicketQuerySet:
        """Tickets that were used, voided or swept at this moment or later."""
        return self.filter(Q(closed_at__gte=moment) | Q(used_at__gte=moment))


class Ticket(fsm.ConcurrentTransitionMixin, models.Model):
    """A right to travel. It carries all that it allows and knows nothing of money.

    The id is a random UUID, so that the barcodes of many tickets change at different moments.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # ticket_by_issue begins with it.
    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="tickets", db_index=False)
    ticket_type = models.ForeignKey(TicketType, models.PROTECT, related_name="tickets")
    state = fsm.FSMField(choices=TicketState, default=TicketState.ISSUED, protected=True)

    product_number = models.PositiveBigIntegerField(help_text="The number that barcodes carry.")
    label = models.CharField(max_length=60, help_text="Product name, for people.")
    zones = ArrayField(
        models.PositiveIntegerField(), default=list, blank=True, help_text="Zone numbers."
    )
    passengers = models.PositiveSmallIntegerField(default=1)
    specimen = models.BooleanField(default=False, help_text="Sold in a sandbox; never valid.")

    activation = models.CharField(max_length=10, choices=Activation)
    validity = models.CharField(max_length=20, choices=ValidityKind)
    valid_minutes = models.PositiveIntegerField(null=True)
    boarding_minutes = models.PositiveIntegerField(default=0)
    travels_at = models.DateTimeField(null=True, help_text="Planned departure.")

    issued_at = models.DateTimeField()
    activate_until = models.DateTimeField(help_text="First moment that is too late to activate.")
    activated_at = models.DateTimeField(null=True)
    valid_from = models.DateTimeField(null=True)
    valid_until = models.DateTimeField(null=True, help_text="First moment that is not valid.")
    used_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True, help_text="Expired or voided at.")

    objects = TicketQuerySet.as_manager()

    class Meta:
        constraints = [
            tenant_key("ticket"),
            same_tenant("ticket", "ticket_type", "tickets.TicketType"),
            models.CheckConstraint(
                condition=Q(state__in=TicketState.values), name="ticket_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(activation__in=Activation.values), name="ticket_activation_is_known"
            ),
            models.CheckConstraint(
                condition=Q(product_number__range=(1, 2**32 - 1)),
                name="ticket_product_number_fits_four_octets",
            ),
            models.CheckConstraint(
                condition=Q(zones__len__lte=MAX_ZONES), name="ticket_zones_fit_a_barcode"
            ),
            models.CheckConstraint(
                condition=Q(passengers__range=(1, 255)), name="ticket_passengers_fit_one_octet"
            ),
            models.CheckConstraint(
                condition=Q(
                    validity=ValidityKind.DURATION,
                    valid_minutes__isnull=False,
                    valid_minutes__gt=0,
                )
                | Q(
                    validity__in=[ValidityKind.CALENDAR_DAY, ValidityKind.FIXED_DATES],
                    valid_minutes=None,
                ),
                name="ticket_has_minutes_when_valid_for_a_duration",
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None, valid_until=None)
                | Q(
                    valid_from__isnull=False,
                    valid_until__isnull=False,
                    valid_until__gt=F("valid_from"),
                ),
                name="ticket_validity_has_two_ends",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=WAS_ACTIVE)
                | Q(activated_at__isnull=False, valid_from__isnull=False),
                name="ticket_active_has_window",
            ),
            models.CheckConstraint(
                condition=Q(state=TicketState.USED, used_at__isnull=False)
                | ~Q(state=TicketState.USED),
                name="ticket_used_has_time",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[TicketState.EXPIRED, TicketState.VOIDED], closed_at__isnull=False
                )
                | ~Q(state__in=[TicketState.EXPIRED, TicketState.VOIDED]) & Q(closed_at=None),
                name="ticket_closed_has_time",
            ),
        ]
        indexes = [
            # The list of the admin, newest first.
            models.Index(fields=["tenant", "-issued_at"], name="ticket_by_issue"),
            models.Index(
                fields=["valid_until"],
                condition=Q(state=TicketState.ACTIVE),
                name="ticket_active_by_end",
            ),
            models.Index(
                fields=["activate_until"],
                condition=Q(state=TicketState.ISSUED),
                name="ticket_issued_by_end",
            ),
            models.Index(
                fields=["closed_at"],
                condition=Q(closed_at__isnull=False),
                name="ticket_closed_by_time",
            ),
            models.Index(
                fields=["used_at"], condition=Q(used_at__isnull=False), name="ticket_used_by_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.id}"

    @fsm.transition("state", source=TicketState.ISSUED, target=TicketState.ACTIVE)
    def activate(self, *, window: Window, at: datetime) -> None:
        self.activated_at = at
        self.valid_from = window.opens_at
        self.valid_until = window.closes_at

    @fsm.transition("state", source=TicketState.ACTIVE, target=TicketState.USED)
    def use(self, *, at: datetime) -> None:
        self.used_at = at

    @fsm.transition("state", source=OPEN, target=TicketState.EXPIRED)
    def expire(self, *, at: datetime) -> None:
        self.closed_at = at

    @fsm.transition("state", source=OPEN, target=TicketState.VOIDED)
    def void(self, *, at: datetime) -> None:
        self.closed_at = at

    def move(self, window: Window) -> None:
        """It is valid then instead, as long as before; for one that has not begun."""
        self.valid_from = window.opens_at
        self.valid_until = window.closes_at

    def has_begun(self, at: datetime) -> bool:
        """Whether somebody may have travelled with it by then."""
        if self.state == TicketState.ISSUED:
            return False
        return self.valid_from is not None and self.valid_from <= at

    def validity_rule(self) -> Validity:
        """The rule that the window is worked out from."""
        fixed = None
        if self.valid_from is not None and self.valid_until is not None:
            fixed = Window(self.valid_from, self.valid_until)
        return Validity(
            kind=ValidityKind(self.validity),
            minutes=self.valid_minutes,
            fixed=fixed,
            boarding_minutes=self.boarding_minutes,
            travels_at=self.travels_at,
        )

    @property
    def ends_at(self) -> datetime:
        """First moment at which it is over: too late to activate or, once active, not valid."""
        if self.activated_at is None:
            return self.activate_until
        assert self.valid_until is not None
        return self.valid_until

    def is_over(self, at: datetime) -> bool:
        """Whether this open ticket's time has come to an end, as `TicketQuerySet.over` finds it."""
        return self.state in OPEN and at >= self.ends_at

    def may_be_shown(self, at: datetime) -> bool:
        """Whether a barcode may be made for this moment; it may, ahead of the validity."""
        return self.state == TicketState.ACTIVE and not self.is_over(at)


class TicketEventQuerySet(EventQuerySet["TicketEvent"]):
    """Events, scoped through their ticket."""

    tenant_path = "ticket__tenant"

    def untold_reissues(self) -> TicketEventQuerySet:
        """New barcodes in place of those of a leaked key, that their holders know nothing of."""
        return self.filter(name=TicketEventName.REISSUED, dispatched_at=None)


class TicketEvent(DomainEvent):
    """What happened to a ticket."""

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="events")
    name = models.CharField(max_length=20, choices=TicketEventName)

    objects = TicketEventQuerySet.as_manager()

    class Meta(DomainEvent.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(name__in=TicketEventName.values), name="ticketevent_name_is_known"
            ),
        ]
        indexes = [
            *DomainEvent.Meta.indexes,
            models.Index(
                fields=["ticket"],
                condition=Q(name=TicketEventName.REISSUED, dispatched_at=None),
                name="ticketevent_reissue_untold",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.ticket_id}"
