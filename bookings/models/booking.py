"""A journey that is held, then sold; or the use of a vehicle, sold when it is over."""

from __future__ import annotations

from datetime import datetime

import django_fsm as fsm
from django.db import models
from django.db.models import F, Q

from bookings.states import (
    CALLED_OFF,
    CLOSED,
    HELD,
    RIDING,
    SOLD,
    WITHOUT_TICKETS,
    BookingEventName,
    BookingKind,
    BookingState,
    Origin,
)
from operators.tenancy.constraints import same_tenant, tenant_key
from operators.tenancy.events import DomainEvent, EventQuerySet
from operators.tenancy.models import Tenant
from operators.tenancy.scoping import TenantQuerySet
from sales.models import Customer, Offer, Order, SalesChannel
from tickets.forms.media import Media


class BookingQuerySet(TenantQuerySet["Booking"]):
    """Bookings of tenants."""

    def sold_through(self, channel: SalesChannel | int) -> BookingQuerySet:
        """Bookings that a partner of this channel may see; its id is enough."""
        return self.filter(channel=channel)

    def journeys(self) -> BookingQuerySet:
        """Bookings of trips by the timetable."""
        return self.filter(kind=BookingKind.JOURNEY)

    def rentals(self) -> BookingQuerySet:
        """Bookings of vehicles."""
        return self.filter(kind=BookingKind.RENTAL)

    def supplied(self) -> BookingQuerySet:
        """Bookings that are resold."""
        return self.filter(kind=BookingKind.SUPPLIED)

    def taxis(self) -> BookingQuerySet:
        """Bookings of rides with a driver."""
        return self.filter(kind=BookingKind.TAXI)

    def lapsed(self, at: datetime) -> BookingQuerySet:
        """Holds that were not committed in time, and those that were not answered in time."""
        return self.filter(_lapsed(at))

    def waiting_for_answer(self, at: datetime) -> BookingQuerySet:
        """Those that the operator still can say yes or no to: a taxi is answered by its driver, and
        what is resold by its supplier."""
        return self.journeys().filter(state=BookingState.CONDITIONAL_CONFIRMED, answer_until__gt=at)

    def in_state_at(self, *states: BookingState, at: datetime) -> BookingQuerySet:
        """Bookings that are in one of the states at that moment, as `state_at` tells it of one."""
        found = Q(state__in=states) & ~_lapsed(at)
        if BookingState.EXPIRED in states:
            found |= _lapsed(at) & ~_without_driver(at)
        if BookingState.REJECTED in states:
            found |= _without_driver(at)
        return self.filter(found)


def _lapsed(at: datetime) -> Q:
    return Q(state=BookingState.PENDING, held_until__lte=at) | _unanswered(at)


def _unanswered(at: datetime) -> Q:
    return Q(state=BookingState.CONDITIONAL_CONFIRMED, answer_until__lte=at)


def _without_driver(at: datetime) -> Q:
    return _unanswered(at) & Q(kind=BookingKind.TAXI)


class Booking(fsm.ConcurrentTransitionMixin, models.Model):
    """A journey held for, then sold to, one customer through one channel; or a rental, which is
    confirmed at once and has its order when it is finished, since the price is known then; or a
    taxi, which is sold at its end as well and waits in CONDITIONAL_CONFIRMED for a driver.

    `reference` is the reference of the offer that it came from; an offer is booked once. The
    vehicle of a rental is to be unlocked before `held_until`. Where the product's operator wants to
    say yes or no first, a commit sells nothing: the booking is CONDITIONAL_CONFIRMED until
    `answer_until` at most. A supplied booking is sold as its supplier sells it.
    """

    kind = models.CharField(max_length=20, choices=BookingKind, default=BookingKind.JOURNEY)
    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="bookings")
    channel = models.ForeignKey(SalesChannel, models.PROTECT, related_name="bookings")
    offer = models.OneToOneField(Offer, models.PROTECT, related_name="booking")
    reference = models.CharField(max_length=32, unique=True, editable=False)
    customer = models.ForeignKey(Customer, models.PROTECT, null=True, related_name="bookings")
    order = models.ForeignKey(Order, models.PROTECT, null=True, related_name="bookings")
    state = fsm.FSMField(choices=BookingState, default=BookingState.PENDING, protected=True)
    media = models.CharField(
        max_length=40, blank=True, help_text="Form of the tickets; a rental has none."
    )
    booked_at = models.DateTimeField()
    held_until = models.DateTimeField(help_text="First moment that is too late to commit.")
    extensions = models.PositiveSmallIntegerField(
        default=0, help_text="How often the time to commit was made longer."
    )
    answer_until = models.DateTimeField(
        null=True, help_text="First moment that is too late to answer a commit."
    )
    callback_address = models.CharField(
        max_length=500,
        blank=True,
        help_text="URL of the partner for changes of this booking; empty: as agreed with it.",
    )
    confirmed_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True, help_text="First leg in use.")
    closed_at = models.DateTimeField(null=True)
    cancel_origin = models.CharField(
        "called off by",
        max_length=20,
        choices=Origin,
        blank=True,
        help_text="On whose wish it was cancelled, released or rejected.",
    )

    objects = BookingQuerySet.as_manager()

    class Meta:
        constraints = [
            tenant_key("booking"),
            same_tenant("booking", "channel", "sales.SalesChannel"),
            same_tenant("booking", "customer", "sales.Customer"),
            models.CheckConstraint(
                condition=Q(state__in=BookingState.values), name="booking_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=BookingKind.values), name="booking_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(held_until__gt=F("booked_at")), name="booking_is_held_for_a_while"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=SOLD)
                | Q(confirmed_at__isnull=False, order__isnull=False)
                | Q(confirmed_at__isnull=False, kind__in=WITHOUT_TICKETS)
                & ~Q(state=BookingState.FINISHED),
                name="booking_sold_has_order_and_time",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None)
                | Q(answer_until=None, confirmed_at__lt=F("held_until"))
                | Q(answer_until__isnull=False, confirmed_at__lt=F("answer_until")),
                name="booking_confirmed_while_held",
            ),
            models.CheckConstraint(
                condition=Q(state=BookingState.PENDING, answer_until=None)
                | Q(state=BookingState.CONDITIONAL_CONFIRMED, answer_until__isnull=False)
                | ~Q(state__in=HELD),
                name="booking_waits_until_answered",
            ),
            models.CheckConstraint(
                condition=Q(answer_until=None) | Q(answer_until__gt=F("booked_at")),
                name="booking_answer_has_time",
            ),
            models.CheckConstraint(
                condition=Q(callback_address="") | Q(callback_address__startswith="https://"),
                name="booking_callback_address_is_https",
            ),
            models.CheckConstraint(
                condition=~Q(state=BookingState.STARTED) | Q(started_at__isnull=False),
                name="booking_started_has_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=CLOSED, closed_at__isnull=False)
                | ~Q(state__in=CLOSED) & Q(closed_at=None),
                name="booking_closed_has_time",
            ),
            models.CheckConstraint(
                condition=Q(media__in=list(Media), kind=BookingKind.JOURNEY)
                | Q(media="", kind__in=WITHOUT_TICKETS),
                name="booking_media_is_known",
            ),
            models.CheckConstraint(
                condition=Q(state__in=CALLED_OFF, cancel_origin__in=Origin.values)
                | ~Q(state__in=CALLED_OFF) & Q(cancel_origin=""),
                name="booking_called_off_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["held_until"],
                condition=Q(state=BookingState.PENDING),
                name="booking_held_by_end",
            ),
            models.Index(
                fields=["answer_until"],
                condition=Q(state=BookingState.CONDITIONAL_CONFIRMED),
                name="booking_asked_by_end",
            ),
            models.Index(fields=["channel", "state", "id"], name="booking_by_channel_and_state"),
        ]

    def __str__(self) -> str:
        return self.reference

    def extend(self, *, until: datetime) -> None:
        """It stays PENDING for longer."""
        self.held_until = until
        self.extensions += 1

    @fsm.transition("state", source=BookingState.PENDING, target=BookingState.CONDITIONAL_CONFIRMED)
    def ask(self, *, until: datetime) -> None:
        """It is committed, and its operator has until then to say yes or no."""
        self.answer_until = until

    @fsm.transition("state", source=HELD, target=BookingState.CONFIRMED)
    def confirm(self, *, order: Order | None, at: datetime) -> None:
        self.order = order
        self.confirmed_at = at

    @fsm.transition("state", source=HELD, target=BookingState.REJECTED)
    def reject(self, *, at: datetime) -> None:
        """Only the operator of the service does."""
        self.closed_at = at
        self.cancel_origin = Origin.TO

    @fsm.transition("state", source=HELD, target=BookingState.RELEASED)
    def release(self, *, origin: Origin, at: datetime) -> None:
        self.closed_at = at
        self.cancel_origin = origin

    @fsm.transition("state", source=HELD, target=BookingState.EXPIRED)
    def expire(self, *, at: datetime) -> None:
        self.closed_at = at

    @fsm.transition("state", source=BookingState.CONFIRMED, target=BookingState.STARTED)
    def start(self, *, at: datetime) -> None:
        self.started_at = at

    @fsm.transition("state", source=RIDING, target=BookingState.FINISHED)
    def finish(self, *, at: datetime) -> None:
        self.closed_at = at

    @fsm.transition("state", source=BookingState.STARTED, target=BookingState.FINISHED)
    def settle(self, *, order: Order, at: datetime) -> None:
        """The end of a rental or a taxi, whose order is made with it."""
        self.order = order
        self.closed_at = at

    @fsm.transition("state", source=RIDING, target=BookingState.CANCELLED)
    def cancel(self, *, origin: Origin, at: datetime, fee: Order | None = None) -> None:
        """`fee`: the order of what is asked for that, where nothing was sold before."""
        self.closed_at = at
        self.cancel_origin = origin
        self.order = fee or self.order

    def state_at(self, at: datetime) -> BookingState:
        """The state as the clock has it: a hold is over when its time is, swept or not; so is the
        wait for an answer. Where no driver came forward, that is a no."""
        state = BookingState(self.state)
        if state not in HELD:
            return state
        ends_at = self.held_until if state == BookingState.PENDING else self.answer_until
        if ends_at is None or at < ends_at:
            return state
        unanswered = state == BookingState.CONDITIONAL_CONFIRMED
        is_no = unanswered and self.kind == BookingKind.TAXI
        return BookingState.REJECTED if is_no else BookingState.EXPIRED


class BookingEventQuerySet(EventQuerySet["BookingEvent"]):
    """Events, scoped through their booking."""

    tenant_path = "booking__tenant"


class BookingEvent(DomainEvent):
    """What happened to a booking or one of its legs."""

    booking = models.ForeignKey(Booking, models.PROTECT, related_name="events")
    leg = models.ForeignKey("bookings.Leg", models.PROTECT, null=True, related_name="events")
    name = models.CharField(max_length=30, choices=BookingEventName)

    objects = BookingEventQuerySet.as_manager()

    class Meta(DomainEvent.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(name__in=BookingEventName.values), name="bookingevent_name_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.booking_id}"
